import { assert, assertEquals } from "@std/assert";
import { OutgoingMessage } from "../../../src/irc/wire/outgoing.ts";
import {
  LineConnection,
  type LineHandler,
} from "../../../src/net/line_connection.ts";
import { Asker } from "../../../src/net/send_queue.ts";
import { Ticket } from "../../../src/net/admission.ts";
import { Traffic } from "../../../src/net/traffic.ts";
import { CLIENT_TURN_LINES, Turns } from "../../../src/net/turns.ts";
import type { LineSplitter } from "../../../src/runtime/runtime.ts";
import { splitLines as splitAtOnce } from "../../../src/runtime/bun/split_lines.ts";
import { splitLines as splitSoon } from "../../../src/runtime/deno/split_lines.ts";
import { MemoryConnection } from "../../support/memory_runtime.ts";

/** A connection, and a server that keeps its lines and answers some of them. */
class Fixture {
  readonly client = new MemoryConnection();
  readonly traffic = new Traffic();
  readonly link: LineConnection;
  readonly lines: string[] = [];
  readonly events: string[] = [];
  /** True to take no more lines for now. */
  isFull = false;

  constructor(splitLines: LineSplitter, sendQueueBytes = 400) {
    const { traffic } = this;
    const turns = new Turns(
      () => performance.now(),
      setImmediate,
      traffic.turns,
    );
    const receiveQueueBytes = 1000;
    const handler: LineHandler = {
      line: (from, text) => this.#line(from, text),
      isFull: () => this.isFull,
      flooded: () => this.events.push("flooded"),
      isHeld: false,
      overflowed: () => this.events.push("overflowed"),
      closing: () => this.events.push("closing"),
      closed: (_, failure) => this.events.push(failure ?? "Connection closed"),
      failed: (_, error) => this.events.push(String(error)),
    };
    const options = {
      asker: new Asker(),
      handler,
      turns,
      splitLines,
      sendQueueBytes,
      receiveQueueBytes,
      traffic,
    };
    const ticket = new Ticket(true, null);
    this.link = new LineConnection("s1", this.client, options, ticket);
    this.client.start({ accept: () => this.link, exhausted() {} });
  }

  #line({ output }: LineConnection, text: string): number {
    this.lines.push(text);
    if (text === "QUIT") output.close();
    if (text === "FAULT") throw new Error("a fault");
    if (text !== "LIST") return 1;
    const { asker } = output.owner.options;
    asker.queue = output;
    output.write(new OutgoingMessage("x".repeat(500)));
    asker.queue = null;
    return 1;
  }

  async turns(count = 4): Promise<void> {
    for (let turn = 0; turn < count; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

const bytes = (text: string) => new TextEncoder().encode(text);

const SPLITTERS = [["Bun", splitAtOnce], ["Deno", splitSoon]] as const;

for (const [runtime, splitLines] of SPLITTERS) {
  const test = (name: string, run: () => Promise<void>) =>
    Deno.test(`split as on ${runtime}: ${name}`, run);

  test("lines come in order, however their bytes are cut", async () => {
    const fixture = new Fixture(splitLines);
    const said = Array.from(
      { length: 300 },
      (_, n) => `${n} é日 ${"x".repeat(n)}`,
    );
    const all = bytes(said.map((line) => `${line}\r\n`).join(""));
    for (let start = 0, size = 1; start < all.length; start += size++) {
      fixture.client.send(all.subarray(start, start + size));
    }
    // On a busy machine this takes more than what one turn has.
    await fixture.turns(20);
    assertEquals(fixture.lines, said);
    assertEquals(fixture.client.isPaused, false);
  });

  test("what many have begun to say is each one's own, whoever goes meanwhile", async () => {
    const fixtures = Array.from({ length: 9 }, () => new Fixture(splitLines));
    fixtures.forEach(({ client }, n) => client.send(bytes(`NICK n${n}`)));
    for (const { link } of fixtures.slice(0, 3)) link.abort();
    fixtures.forEach(({ client }, n) => client.send(bytes(`x\r\nUSER u${n}`)));
    await fixtures[0].turns();
    fixtures.slice(3).forEach(({ client }) => client.send(bytes("\n")));
    await fixtures[0].turns();
    assertEquals(
      fixtures.slice(3).map(({ lines }) => lines),
      [3, 4, 5, 6, 7, 8].map((n) => [`NICK n${n}x`, `USER u${n}`]),
    );
  });

  test("a piece that waits may be used again by the runtime", async () => {
    const fixture = new Fixture(splitLines);
    const piece = bytes("PING\r\n".repeat(2000));
    fixture.client.send(piece);
    piece.fill(0x78);
    await fixture.turns(10);
    assertEquals(fixture.lines.length, 2000);
    assertEquals(new Set(fixture.lines), new Set(["PING"]));
  });

  test("the socket is not read while lines wait for their turn", async () => {
    const fixture = new Fixture(splitLines);
    fixture.client.send(bytes("PING\r\n".repeat(3 * CLIENT_TURN_LINES)));
    assertEquals(fixture.client.isPaused, true);
    assert(fixture.lines.length <= CLIENT_TURN_LINES);
    await fixture.turns(20);
    assertEquals(fixture.lines.length, 3 * CLIENT_TURN_LINES);
    assertEquals(fixture.client.isPaused, false);
  });

  test("while more waits for it than may, its lines wait", async () => {
    const fixture = new Fixture(splitLines);
    fixture.client.reading = false;
    fixture.client.send(bytes("LIST\r\nPING\r\n"));
    await fixture.turns();
    assertEquals([fixture.lines, fixture.client.isPaused], [["LIST"], true]);
    fixture.client.reading = true;
    await fixture.turns();
    assertEquals(fixture.lines, ["LIST", "PING"]);
    assertEquals(fixture.client.isPaused, false);
  });

  test("one that is read goes on as soon as its answer is out", async () => {
    const fixture = new Fixture(splitLines);
    fixture.client.send(bytes("LIST\r\nLIST\r\nPING\r\n"));
    await fixture.turns();
    assertEquals(fixture.lines, ["LIST", "LIST", "PING"]);
  });

  test("while the server takes no more lines they wait, until it says something", async () => {
    const fixture = new Fixture(splitLines);
    fixture.isFull = true;
    fixture.client.send(bytes("PING\r\nPING\r\n"));
    await fixture.turns();
    assertEquals([fixture.lines, fixture.client.isPaused], [[], true]);
    fixture.isFull = false;
    fixture.link.output.write(new OutgoingMessage("answer"));
    await fixture.turns();
    assertEquals(fixture.lines, ["PING", "PING"]);
    assertEquals(fixture.client.isPaused, false);
  });

  test("what it left unread when it is gone is dropped", async () => {
    const fixture = new Fixture(splitLines);
    fixture.client.send(bytes("PING\r\n".repeat(3 * CLIENT_TURN_LINES)));
    fixture.client.break("Connection reset by peer");
    await fixture.turns(20);
    assert(fixture.lines.length <= CLIENT_TURN_LINES);
    assertEquals(fixture.events, ["Connection reset by peer"]);
  });

  test("who sends lines and FIN at once gets the answers, and the end", async () => {
    const fixture = new Fixture(splitLines);
    fixture.client.send(bytes("LIST\r\nQUIT\r\n"));
    await fixture.turns(1);
    fixture.client.break("Connection closed");
    await fixture.turns();
    assertEquals(fixture.client.take().length, 1);
    assertEquals(fixture.client.state, "ended");
  });

  test("what was said to it in the turn in which it sent FIN goes out", async () => {
    const fixture = new Fixture(splitLines);
    fixture.link.output.write(new OutgoingMessage("ERROR"));
    fixture.client.break("Connection closed");
    fixture.link.output.close();
    await fixture.turns();
    assertEquals(fixture.client.take(), ["ERROR"]);
    assertEquals(fixture.client.state, "ended");
  });

  test("behind the line that ends it nothing is carried out, and its end is seen", async () => {
    const fixture = new Fixture(splitLines);
    fixture.client.send(bytes(`QUIT\r\n${"PING\r\n".repeat(5000)}`));
    await fixture.turns();
    assertEquals(fixture.lines, ["QUIT"]);
    assertEquals(fixture.client.isPaused, false);
    assertEquals(fixture.events, ["closing", "Connection closed"]);
  });

  test("a fault ends it, and is told", async () => {
    const fixture = new Fixture(splitLines);
    fixture.client.send(bytes("FAULT\r\nPING\r\n"));
    await fixture.turns();
    assertEquals(fixture.lines, ["FAULT"]);
    assertEquals(fixture.client.state, "aborted");
    assertEquals(fixture.events, ["Error: a fault", "Connection closed"]);
  });

  for (
    const [text, lines] of [
      ["\n", [""]],
      ["\r\n", [""]],
      ["a\n", ["a"]],
      ["a\r\nb\n\nc\r\n", ["a", "b", "", "c"]],
      ["\r\r\n", ["\r"]],
      ["a\rb\n", ["a\rb"]],
      ["\ufeffa\n", ["\ufeffa"]],
      ["\u2028a\u0085\n", ["\u2028a\u0085"]],
    ] as const
  ) {
    test(`lines of ${JSON.stringify(text)}`, async () => {
      const split = Promise.withResolvers<readonly string[]>();
      splitLines(text, split.resolve);
      assertEquals(await split.promise, lines);
    });
  }
}
