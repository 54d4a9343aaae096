import { assertEquals } from "@std/assert";
import { ByteQueue } from "../../../src/net/byte_queue.ts";

const PIECE = 8192;

function drain(queue: ByteQueue, most: number): number[] {
  const all: number[] = [];
  for (let bytes; (bytes = queue.take(most)) !== null;) all.push(...bytes);
  return all;
}

Deno.test("bytes come out in the order in which they came, whatever their pieces", () => {
  const queue = new ByteQueue();
  const all = Array.from({ length: 20_000 }, (_, nth) => nth % 251);
  const bytes = new Uint8Array(all);
  for (let start = 0, size = 1; start < all.length; start += size, size += 97) {
    queue.push(bytes.subarray(start, start + size));
  }
  assertEquals(queue.length, all.length);
  assertEquals(drain(queue, 1000), all);
  assertEquals(queue.length, 0);
});

Deno.test("what waits is not copied again when more comes", () => {
  const queue = new ByteQueue();
  for (let nth = 0; nth < 10; nth++) queue.push(new Uint8Array(PIECE));
  for (let nth = 0; nth < 10; nth++) {
    assertEquals(queue.take(10 * PIECE)?.buffer.byteLength, PIECE);
  }
});

Deno.test("single bytes are kept together", () => {
  const queue = new ByteQueue();
  for (let nth = 0; nth < 100; nth++) queue.push(new Uint8Array([nth]));
  assertEquals(queue.take(1000)?.length, 100);
});

Deno.test("what was lent may be used again once it is owned, or more has come", () => {
  for (const then of ["own", "push"] as const) {
    const queue = new ByteQueue();
    const bytes = new Uint8Array([1, 2, 3]);
    queue.lend(bytes);
    assertEquals(queue.take(1), new Uint8Array([1]));
    if (then === "own") queue.own();
    else queue.push(new Uint8Array([4]));
    bytes.fill(9);
    assertEquals(drain(queue, 9), then === "own" ? [2, 3] : [2, 3, 4]);
  }
});

Deno.test("nothing is left of a queue that was cleared", () => {
  const queue = new ByteQueue();
  queue.lend(new Uint8Array(3));
  queue.push(new Uint8Array(PIECE));
  queue.clear();
  assertEquals([queue.length, queue.take(1)], [0, null]);
});
