import { assert, assertEquals } from "@std/assert";
import { OutgoingMessage } from "../../../src/irc/wire/outgoing.ts";
import type { Connection } from "../../../src/runtime/runtime.ts";
import { Traffic } from "../../../src/net/traffic.ts";
import {
  Asker,
  SendQueue,
  type SendQueueOptions,
  type SendQueueOwner,
} from "../../../src/net/send_queue.ts";

/** A queue with a connection and an owner that keep what they are told. */
class Fixture implements Connection, SendQueueOwner {
  readonly remoteAddress = "192.0.2.1";
  readonly transport = "tcp";
  readonly copiesOnWrite = true;
  readonly sink: SendQueue;
  readonly events: string[] = [];
  /** False makes this a connection that sends later. */
  takes = true;
  #dirty: SendQueue[] = [];

  readonly traffic = new Traffic();
  readonly options: SendQueueOptions;

  constructor(sendQueueBytes = 100) {
    const { traffic } = this;
    this.options = { sendQueueBytes, traffic, asker: new Asker() };
    this.sink = new SendQueue(this, this);
  }

  write(bytes: Uint8Array): boolean {
    const text = new TextDecoder().decode(bytes);
    const lines = text.split("\r\n").slice(0, -1).join("|");
    this.events.push(`write ${lines} (${bytes.length})`);
    return this.takes;
  }

  pause(): void {}

  resume(): void {}

  end(): void {
    this.events.push("end");
  }

  abort(): void {
    this.events.push("abort");
  }

  dirty(sink: SendQueue): void {
    this.#dirty.push(sink);
  }

  isHeld = false;

  overflowed(): void {
    this.events.push("overflowed");
  }

  closing(): void {
    this.events.push("closing");
  }

  /** The client gets an answer to a line of its own. */
  answer(...texts: string[]): void {
    this.options.asker.queue = this.sink;
    this.say(...texts);
    this.options.asker.queue = null;
  }

  say(...texts: string[]): void {
    for (const text of texts) this.sink.write(new OutgoingMessage(text));
  }

  /** The turn ends. @returns what happened since the last one */
  turn(): string[] {
    for (const sink of this.#dirty.splice(0)) sink.flush();
    return this.events.splice(0);
  }
}

Deno.test("what a turn writes goes out with one write, in order", () => {
  const fixture = new Fixture();
  fixture.say("a", "bc", "d");
  assertEquals(fixture.events, []);
  assertEquals(fixture.turn(), ["write a|bc|d (10)"]);
  assertEquals(fixture.turn(), []);
  fixture.say("e");
  assertEquals(fixture.turn(), ["write e (3)"]);
});

Deno.test("what comes while a write is under way goes out after it", () => {
  const fixture = new Fixture();
  fixture.takes = false;
  fixture.say("a");
  assertEquals(fixture.turn(), ["write a (3)"]);
  fixture.say("b");
  fixture.say("c");
  assertEquals(fixture.turn(), []);
  fixture.sink.drained();
  assertEquals(fixture.turn(), ["write b|c (6)"]);
  fixture.sink.drained();
  assertEquals(fixture.turn(), []);
});

Deno.test("close sends what was written, then ends, once", () => {
  const fixture = new Fixture();
  fixture.say("a");
  fixture.sink.close();
  fixture.say("late");
  fixture.sink.close();
  assertEquals(fixture.turn(), ["closing", "write a (3)", "end"]);
  assertEquals(fixture.turn(), []);
});

Deno.test("close with nothing to send ends", () => {
  const fixture = new Fixture();
  fixture.sink.close();
  assertEquals(fixture.turn(), ["closing", "end"]);
});

Deno.test("close waits for a write that is under way, and what is behind it", () => {
  const fixture = new Fixture();
  fixture.takes = false;
  fixture.say("a");
  fixture.turn();
  fixture.say("b");
  fixture.sink.close();
  assertEquals(fixture.turn(), ["closing"]);
  fixture.sink.drained();
  assertEquals(fixture.turn(), ["write b (3)"]);
  fixture.sink.drained();
  assertEquals(fixture.turn(), ["end"]);
});

Deno.test("as many bytes as the limit may wait, not one more", () => {
  const fixture = new Fixture(8);
  fixture.takes = false;
  fixture.say("ab");
  fixture.turn();
  fixture.say("cd");
  assertEquals(fixture.turn(), []);
  fixture.say("e");
  assertEquals(fixture.turn(), ["overflowed"]);
});

Deno.test("over the limit what waits is dropped, and what comes last goes out", () => {
  const fixture = new Fixture(8);
  fixture.say("ab", "cd", "e");
  assertEquals(fixture.turn(), ["overflowed", "write e (3)"]);
});

Deno.test("who is cut off over the limit is ended once", () => {
  const fixture = new Fixture(8);
  fixture.say("ab", "cd", "e");
  fixture.sink.close();
  assertEquals(fixture.turn(), [
    "overflowed",
    "closing",
    "write e (3)",
    "end",
  ]);
});

Deno.test("who is sent very much in one turn and then closed is ended once", () => {
  const fixture = new Fixture(1024 * 1024);
  fixture.say("x".repeat(512 * 1024));
  fixture.sink.close();
  const events = fixture.turn();
  assertEquals(events.filter((event) => event === "end"), ["end"]);
});

Deno.test("an answer may be longer than the limit, and is whole", () => {
  const fixture = new Fixture(8);
  fixture.answer("ab", "cd", "ef");
  assertEquals(fixture.sink.isFull, true);
  assertEquals(fixture.turn(), ["write ab|cd|ef (12)"]);
  assertEquals(fixture.sink.isFull, false);
});

Deno.test("while more waits than may, the queue is full, until it is out", () => {
  const fixture = new Fixture(8);
  fixture.takes = false;
  fixture.answer("abcd", "ef");
  assertEquals(fixture.sink.isFull, true);
  fixture.turn();
  assertEquals(fixture.sink.isFull, true);
  fixture.sink.drained();
  assertEquals(fixture.sink.isFull, false);
});

Deno.test("an answer on its way does not count against what others send", () => {
  const fixture = new Fixture(8);
  fixture.takes = false;
  fixture.answer("abcd", "efgh");
  fixture.turn();
  fixture.say("ab", "cd");
  assertEquals(fixture.turn(), []);
  fixture.say("e");
  assertEquals(fixture.turn(), ["overflowed"]);
});

Deno.test("what others send and is on its way counts", () => {
  const fixture = new Fixture(8);
  fixture.takes = false;
  fixture.say("ab");
  fixture.answer("cdef");
  fixture.turn();
  fixture.say("gh");
  assertEquals(fixture.turn(), []);
  fixture.say("i");
  assertEquals(fixture.turn(), ["overflowed"]);
});

for (
  const [text, bytes] of [["x", 3], ["é", 4], ["日", 5], ["😀", 6]] as const
) {
  Deno.test(`what waits is counted in bytes: ${text}`, () => {
    for (const isShared of [false, true]) {
      for (
        const [room, outcome] of [[bytes, []], [bytes - 1, ["overflowed"]]]
      ) {
        const fixture = new Fixture(3 + Number(room));
        fixture.takes = false;
        fixture.say("a");
        fixture.turn();
        const line = new OutgoingMessage(text);
        fixture.sink.write(isShared ? line.share() : line);
        assertEquals(fixture.turn(), outcome);
      }
    }
  });
}

Deno.test("what is long goes out in pieces of whole lines, and all of it counts once", () => {
  const fixture = new Fixture(1024 * 1024);
  fixture.takes = false;
  fixture.say("a");
  fixture.turn();
  const line = "x".repeat(498);
  for (let count = 0; count < 300; count++) fixture.say(line);
  const sizes: number[] = [];
  for (let waiting = 150_000; waiting > 0;) {
    assertEquals(fixture.sink.waitingBytes, waiting + (sizes.at(-1) ?? 3));
    fixture.sink.drained();
    const [event] = fixture.turn();
    sizes.push(Number(/\((\d+)\)$/.exec(event)?.[1]));
    waiting -= sizes.at(-1) ?? NaN;
  }
  assertEquals(sizes, [65_500, 65_500, 19_000]);
  fixture.sink.drained();
  assertEquals([fixture.turn(), fixture.sink.waitingBytes], [[], 0]);
  const { bytesSent, linesSent } = fixture.traffic;
  assertEquals([bytesSent, linesSent], [150_003, 301]);
});

Deno.test("a client reads on that takes some and not all", () => {
  const fixture = new Fixture(1024 * 1024);
  fixture.takes = false;
  fixture.say("a");
  fixture.turn();
  for (let count = 0; count < 300; count++) fixture.say("x".repeat(498));
  assertEquals(fixture.sink.readsOn(), false);
  assertEquals(fixture.sink.readsOn(), false);
  fixture.sink.drained();
  assertEquals(fixture.sink.readsOn(), true);
  assertEquals(fixture.sink.readsOn(), false);
  for (let count = 0; count < 3; count++) fixture.sink.drained();
  assertEquals(fixture.sink.readsOn(), false);
  fixture.say("a");
  fixture.turn();
  assertEquals(fixture.sink.readsOn(), false);
  fixture.sink.drained();
  assertEquals(fixture.sink.readsOn(), false);
});

Deno.test("what others have sent counts no more once it is out, though something waits all the time", () => {
  const fixture = new Fixture(100_000);
  fixture.takes = false;
  const line = "x".repeat(498);
  for (let round = 0; round < 20; round++) {
    for (let count = 0; count < 100; count++) fixture.say(line);
    fixture.sink.drained();
    assertEquals(
      fixture.turn().filter((event) => event === "overflowed"),
      [],
      `round ${round}`,
    );
  }
});

Deno.test("what is held waits for the end of the turn, or for what is written once it is not held", () => {
  const client = new Fixture(1_000_000);
  const long = Array.from({ length: 200 }, () => "x".repeat(400));
  client.isHeld = true;
  client.answer(...long);
  assertEquals(client.events, []);
  client.isHeld = false;
  client.answer("PONG");
  const out = client.events.length;
  assert(out > 0);
  client.isHeld = true;
  client.answer(...long);
  assertEquals(client.events.length, out);
  assert(client.turn().length > out);
});
