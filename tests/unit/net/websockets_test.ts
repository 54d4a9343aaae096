import { assert, assertEquals } from "@std/assert";
import { Buffer } from "node:buffer";
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { Ticket } from "../../../src/net/admission.ts";
import { WebSockets } from "../../../src/net/websockets.ts";
import { PING_MS } from "../../../src/net/websocket_connection.ts";
import type { Connection } from "../../../src/runtime/runtime.ts";
import { FakeTime } from "@std/testing/time";
import { MemorySocket } from "../../support/memory_socket.ts";

const PEER = {
  address: "192.0.2.1",
  secure: true,
  certificate: null,
  listener: "web",
};
const TEXT = 0x1;
const PING = 0x9;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A frame of a client, with a mask that changes nothing. */
function frame(opcode: number, payload: string | Uint8Array): Uint8Array {
  const bytes = typeof payload === "string" ? encoder.encode(payload) : payload;
  const length = bytes.length < 126
    ? [0x80 | bytes.length]
    : [0x80 | 126, bytes.length >> 8, bytes.length & 0xff];
  return Uint8Array.of(0x80 | opcode, ...length, 0, 0, 0, 0, ...bytes);
}

function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

class Fixture {
  readonly socket = new MemorySocket();
  /** What the handler was given. */
  readonly pieces: string[] = [];
  drained = 0;
  reason: string | null = null;
  readonly connection: Connection;

  constructor(protocol = "text.ircv3.net") {
    const connections: Connection[] = [];
    const request = {
      method: "GET",
      headers: {
        "upgrade": "websocket",
        "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
        "sec-websocket-version": "13",
        "sec-websocket-protocol": protocol,
      },
      socket: this.socket,
    } as unknown as IncomingMessage;
    const socket = this.socket as unknown as Socket;
    const ticket = new Ticket(true, null);
    new WebSockets().accept(request, socket, Buffer.alloc(0), PEER, ticket, {
      accept: (connection) => {
        connections.push(connection);
        return {
          data: (bytes) => void this.pieces.push(decoder.decode(bytes)),
          drained: () => void this.drained++,
          closed: (reason) => this.reason = reason,
        };
      },
      exhausted() {},
    });
    this.connection = connections[0];
  }

  get lines(): string {
    return this.pieces.join("");
  }

  /** What the server has written since the last time. */
  take(): Uint8Array {
    return concat(...this.socket.written.splice(0));
  }
}

/** Lets streams do what they put off. */
async function turn(): Promise<void> {
  for (let count = 0; count < 3; count++) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function socketTest(
  name: string,
  test: (fixture: Fixture) => Promise<void>,
): void {
  Deno.test(name, async () => {
    const fixture = new Fixture();
    fixture.take();
    await test(fixture);
    fixture.connection.abort();
    await turn();
  });
}

socketTest("the address is the peer's", ({ connection }) => {
  assertEquals(connection.remoteAddress, "192.0.2.1");
  return turn();
});

Deno.test("frames are the same lines wherever they are torn", async () => {
  const stream = concat(
    frame(TEXT, "NICK grüß"),
    frame(TEXT, "x".repeat(300)),
    frame(PING, "1"),
    frame(TEXT, "PING 1"),
  );
  const expected = `NICK grüß\n${"x".repeat(300)}\nPING 1\n`;
  for (let at = 0; at <= stream.length; at++) {
    const fixture = new Fixture();
    fixture.socket.receive(stream.subarray(0, at));
    await turn();
    fixture.socket.receive(stream.subarray(at));
    await turn();
    assertEquals(fixture.lines, expected);
    fixture.connection.abort();
  }
  const fixture = new Fixture();
  for (const byte of stream) fixture.socket.receive(Uint8Array.of(byte));
  await turn();
  assertEquals(fixture.lines, expected);
  fixture.connection.abort();
});

socketTest("the messages of one piece come together", async (fixture) => {
  const message = frame(TEXT, "PING 1");
  fixture.socket.receive(concat(message, message, message));
  await turn();
  assertEquals(fixture.pieces, ["PING 1\nPING 1\nPING 1\n"]);
});

socketTest(
  "the lines of one write are frames of one write",
  async (fixture) => {
    const { connection, socket } = fixture;
    const isOut = connection.write(encoder.encode("A\r\nB\r\n"));
    assertEquals(isOut, false);
    await turn();
    assertEquals(fixture.drained, 1);
    assertEquals(socket.written.length, 1);
    assertEquals([...fixture.take()], [0x81, 1, 0x41, 0x81, 1, 0x42]);
  },
);

socketTest("what the client has not taken is not drained", async (fixture) => {
  fixture.socket.isStuck = true;
  fixture.connection.write(encoder.encode("A\r\n"));
  await turn();
  assertEquals(fixture.drained, 0);
  fixture.socket.unstick();
  await turn();
  assertEquals(fixture.drained, 1);
});

socketTest("a paused client is not read", async (fixture) => {
  fixture.connection.pause();
  fixture.socket.receive(frame(TEXT, "PING 1"));
  await turn();
  assertEquals(fixture.lines, "");
  fixture.connection.resume();
  await turn();
  assertEquals(fixture.lines, "PING 1\n");
});

socketTest(
  "of the pings of one piece the last is answered",
  async (fixture) => {
    const { socket } = fixture;
    socket.receive(
      concat(frame(PING, "1"), frame(PING, "2"), frame(PING, "3")),
    );
    await turn();
    assertEquals([...fixture.take()], [0x8a, 1, 0x33]);
  },
);

socketTest("while a pong is not out there is no other", async (fixture) => {
  const { socket } = fixture;
  socket.isStuck = true;
  socket.receive(frame(PING, "1"));
  await turn();
  for (const payload of ["2", "3"]) {
    socket.receive(frame(PING, payload));
    await turn();
  }
  assertEquals(decoder.decode(fixture.take()).includes("2"), false);
  socket.unstick();
  await turn();
  assertEquals([...fixture.take()], [0x8a, 1, 0x33]);
});

socketTest("too many pings end it", async (fixture) => {
  const pings = Array(65).fill(frame(PING, ""));
  fixture.socket.receive(concat(...pings));
  await turn();
  assertEquals(fixture.reason, "Too many pings");
});

socketTest("after the close no line follows", async (fixture) => {
  fixture.connection.end();
  assert(fixture.connection.write(encoder.encode("A\r\n")));
  await turn();
  assertEquals([...fixture.take()], [0x88, 2, 0x03, 0xe8]);
});

for (
  const [what, bytes, reason] of [
    [
      "text that is no UTF-8",
      frame(TEXT, Uint8Array.of(0xff)),
      "Text that is no UTF-8",
    ],
    [
      "a message over 16 KiB",
      frame(TEXT, "x".repeat(16 * 1024 + 1)),
      "Message too long",
    ],
    [
      "a frame without a mask",
      Uint8Array.of(0x81, 0),
      "WebSocket protocol error",
    ],
  ] as const
) {
  socketTest(`${what} ends it`, async (fixture) => {
    fixture.socket.receive(bytes);
    fixture.socket.push(null);
    await turn();
    assertEquals(fixture.lines, "");
    assertEquals(fixture.reason, reason);
  });
}

Deno.test("a ping goes out each half minute", async () => {
  using time = new FakeTime("2026-01-01T00:00:00Z");
  const fixture = new Fixture();
  fixture.take();
  await time.tickAsync(PING_MS);
  await time.tickAsync(PING_MS);
  assertEquals([...fixture.take()], [0x89, 0, 0x89, 0]);
  fixture.connection.abort();
  await time.tickAsync(0);
});
