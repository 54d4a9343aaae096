import { assertEquals } from "@std/assert";
import type { BunSocket } from "../../../../src/runtime/bun/bun_api.ts";
import { BunConnection } from "../../../../src/runtime/bun/connection.ts";

/** A socket whose client is gone, which only those see who write. */
function goneSocket(events: string[]): BunSocket<BunConnection> {
  let connection: BunConnection | null = null;
  const socket = {
    remoteAddress: "192.0.2.1",
    write: () => -1,
    terminate() {
      events.push("terminated");
      connection?.readEnded();
    },
  } as unknown as BunSocket<BunConnection>;
  connection = new BunConnection(socket);
  connection.start({
    data() {},
    drained() {},
    closed: (failure) => events.push(failure ?? "Connection closed"),
  });
  socket.data = connection;
  return socket;
}

Deno.test("Bun: who is seen to be gone by a write is cut off, after the input that wrote", async () => {
  const events: string[] = [];
  const { data: connection } = goneSocket(events);
  connection.write(new Uint8Array(10));
  connection.write(new Uint8Array(10));
  assertEquals(events, []);
  await Promise.resolve();
  assertEquals(events, ["terminated", "Connection reset by peer"]);
});

/** A socket that takes some bytes, and keeps them. */
function slowSocket(
  room: { bytes: number },
): { socket: BunSocket<BunConnection>; calls: string[]; events: string[] } {
  const calls: string[] = [];
  const events: string[] = [];
  const socket = {
    fd: 9,
    remoteAddress: "192.0.2.1",
    write(bytes: Uint8Array) {
      const sent = Math.min(bytes.length, room.bytes);
      room.bytes -= sent;
      calls.push(new TextDecoder().decode(bytes.subarray(0, sent)));
      return sent;
    },
    pause: () => calls.push("pause"),
    resume: () => calls.push("resume"),
  } as unknown as BunSocket<BunConnection>;
  const connection = new BunConnection(socket);
  connection.start({
    data: (bytes) => events.push(new TextDecoder().decode(bytes)),
    drained: () => events.push("drained"),
    closed: (failure) => events.push(failure ?? "Connection closed"),
  });
  socket.data = connection;
  return { socket, calls, events };
}

Deno.test("Bun: while it is detached nothing is sent or told, and all of it is once it is not", () => {
  const room = { bytes: 4 };
  const { calls, events, socket } = slowSocket(room);
  const { data: connection } = socket;
  assertEquals(connection.write(new TextEncoder().encode("one two")), false);
  const { fd, unsent } = connection.detach();
  assertEquals([fd, new TextDecoder().decode(unsent)], [9, "two"]);
  room.bytes = 100;
  connection.drain();
  connection.receive(new TextEncoder().encode("late"));
  connection.readEnded();
  assertEquals([calls, events], [["one ", "pause"], []]);
  connection.reattach();
  assertEquals(calls, ["one ", "pause", "two", "resume"]);
  assertEquals(events, ["late", "Connection closed", "drained"]);
});
