import { assertEquals } from "@std/assert";
import { ByteQueue } from "../../../src/net/byte_queue.ts";

const PIECE = 8192;

function drain(queue: ByteQueue): number[] {
  const all: number[] = [];
  for (let bytes; (bytes = queue.shift()) !== null;) all.push(...bytes);
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
  assertEquals(drain(queue), all);
  assertEquals(queue.length, 0);
});

Deno.test("what waits is not copied again when more comes", () => {
  const queue = new ByteQueue();
  for (let nth = 0; nth < 10; nth++) queue.push(new Uint8Array(PIECE));
  for (let nth = 0; nth < 10; nth++) {
    assertEquals(queue.shift()?.buffer.byteLength, PIECE);
  }
});

Deno.test("single bytes are kept together", () => {
  const queue = new ByteQueue();
  for (let nth = 0; nth < 100; nth++) queue.push(new Uint8Array([nth]));
  assertEquals(queue.shift()?.length, 100);
});

Deno.test("what was taken up may be used again", () => {
  const queue = new ByteQueue();
  const bytes = new Uint8Array([1, 2, 3]);
  queue.push(bytes);
  bytes.fill(9);
  assertEquals(drain(queue), [1, 2, 3]);
});
