import { assert, assertEquals } from "@std/assert";
import { OutgoingMessage } from "../../../src/irc/wire/outgoing.ts";
import { Ticket } from "../../../src/net/admission.ts";
import {
  LineConnection,
  type LineHandler,
} from "../../../src/net/line_connection.ts";
import { Asker } from "../../../src/net/send_queue.ts";
import { Traffic } from "../../../src/net/traffic.ts";
import { Turns } from "../../../src/net/turns.ts";
import { splitLines } from "../../../src/runtime/bun/split_lines.ts";
import { MemoryConnection } from "../../support/memory_runtime.ts";

/** One process that has a client's connection. */
class Process {
  readonly lines: string[] = [];
  readonly link: LineConnection;
  /** True to take no more lines for now. */
  isFull = false;

  constructor(client: MemoryConnection) {
    const traffic = new Traffic();
    const handler: LineHandler = {
      line: (_, text) => this.lines.push(text),
      isFull: () => this.isFull,
      isHeld: false,
      flooded() {},
      overflowed() {},
      closing() {},
      closed() {},
      failed(_, error) {
        throw error;
      },
    };
    const options = {
      asker: new Asker(),
      handler,
      turns: new Turns(() => performance.now(), setImmediate, traffic.turns),
      splitLines,
      traffic,
      sendQueueBytes: 1000,
      receiveQueueBytes: 100_000,
    };
    const ticket = new Ticket(true, null);
    this.link = new LineConnection("s1", client, options, ticket);
  }
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function start(): { client: MemoryConnection; process: Process } {
  const client = new MemoryConnection();
  client.fd = 0;
  const process = new Process(client);
  client.start({ accept: () => process.link, exhausted() {} });
  return { client, process };
}

/** Another process takes over from one. */
function next(client: MemoryConnection, { link }: Process): Process {
  const { client: passed } = link.detach();
  const process = new Process(client);
  client.moveTo(process.link);
  process.link.restore(JSON.parse(JSON.stringify(passed)));
  process.link.reattach();
  return process;
}

const SAID = new Uint8Array([
  ...new TextEncoder().encode("one\r\nzw\u00f6lf\n"),
  ...[0x66, 0xff, 0x0d, 0x0a],
  ...new TextEncoder().encode(`${"x".repeat(50)}\r\nlast\r\n`),
]);
const LINES = ["one", "zw\u00f6lf", "f\udc80", "x".repeat(50), "last"];

Deno.test("a client that is passed on at any byte has said the same lines", async () => {
  for (const isFull of [false, true]) {
    for (let at = 0; at <= SAID.length; at++) {
      const { client, process } = start();
      process.isFull = isFull;
      client.send(SAID.slice(0, at));
      const other = next(client, process);
      client.send(SAID.slice(at));
      await turns();
      assertEquals([...process.lines, ...other.lines], LINES, `at ${at}`);
    }
  }
});

Deno.test("what came in pieces while its lines waited is passed on whole", async () => {
  for (const size of [1, 7, 5000]) {
    const { client, process } = start();
    process.isFull = true;
    const said = Array.from({ length: 2000 }, (_, nth) => `line ${nth}`);
    const bytes = new TextEncoder().encode(`${said.join("\n")}\n`);
    // A runtime may bring what it had read before it was told to pause.
    for (let at = 0; at < bytes.length; at += size) {
      process.link.data(bytes.slice(at, at + size));
    }
    const other = next(client, process);
    for (let nth = 0; nth < 5; nth++) await turns();
    assertEquals(process.lines, []);
    assertEquals(other.lines, said);
  }
});

Deno.test("a line that is too long is as long in the next process", async () => {
  const { client, process } = start();
  client.send(new TextEncoder().encode("x".repeat(6000)));
  const other = next(client, process);
  client.say("more", "next");
  await turns();
  assert(other.lines[0].length > 4096 + 512);
  assertEquals(other.lines[1], "next");
});

Deno.test("what waits for a client is sent by the next process, and counts as it did", async () => {
  const { client, process } = start();
  client.reading = false;
  const { output } = process.link;
  output.write(new OutgoingMessage("one"));
  process.link.flush();
  output.write(new OutgoingMessage("two"));
  assertEquals(output.othersBytes, 10);
  const other = next(client, process);
  assertEquals(other.link.output.othersBytes, 10);
  other.link.output.write(new OutgoingMessage("three"));
  client.reading = true;
  await turns();
  assertEquals(client.take(), ["one", "two", "three"]);
});

Deno.test("what is written in the last turn before is sent by the next process alone", async () => {
  const { client, process } = start();
  process.link.output.write(new OutgoingMessage("one"));
  next(client, process);
  await turns();
  assertEquals([client.take(), client.writes], [["one"], 1]);
});
