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
    closed: (reason) => events.push(reason),
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
