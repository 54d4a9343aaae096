import { assertEquals } from "@std/assert";
import { FakeTime } from "@std/testing/time";
import { FloodBudget } from "../../../src/net/flood.ts";
import {
  LineConnection,
  type LineHandler,
} from "../../../src/net/line_connection.ts";
import { Asker } from "../../../src/net/send_queue.ts";
import { Ticket } from "../../../src/net/admission.ts";
import { Traffic } from "../../../src/net/traffic.ts";
import { Turns } from "../../../src/net/turns.ts";
import { splitLines as splitAtOnce } from "../../../src/runtime/bun/split_lines.ts";
import { splitLines as splitSoon } from "../../../src/runtime/deno/split_lines.ts";
import type { LineSplitter } from "../../../src/runtime/runtime.ts";
import { MemoryConnection } from "../../support/memory_runtime.ts";

const LIMITS = {
  burst: 3,
  perSecond: 2,
  start: 0,
  welcome: 0,
  welcomeMs: 0,
  addressMinute: 1000,
};
const RECEIVE_QUEUE_BYTES = 5000;
const COSTS = new Map([["DEAR", 4], ["FREE", 0]]);

/** A client with three tokens, of which two a second come back. */
class Fixture {
  readonly client = new MemoryConnection();
  readonly link: LineConnection;
  readonly lines: string[] = [];
  readonly events: string[] = [];

  constructor(readonly time: FakeTime, splitLines: LineSplitter) {
    const traffic = new Traffic();
    const handler: LineHandler = {
      line: (_, text) => {
        this.lines.push(text);
        return COSTS.get(text) ?? 1;
      },
      isFull: () => false,
      flooded: ({ output }) => {
        this.events.push("flooded");
        output.close();
      },
      isHeld: false,
      overflowed: () => this.events.push("overflowed"),
      closing: () => this.events.push("closing"),
      closed: (_, failure) => this.events.push(failure ?? "Connection closed"),
      failed: (_, error) => this.events.push(String(error)),
    };
    const options = {
      asker: new Asker(),
      handler,
      turns: new Turns(
        () => performance.now(),
        setImmediate,
        traffic.turns,
      ),
      traffic,
      splitLines,
      sendQueueBytes: 1000,
      receiveQueueBytes: RECEIVE_QUEUE_BYTES,
    };
    const ticket = new Ticket(true, null);
    const budget = new FloodBudget(LIMITS, performance.now());
    this.link = new LineConnection("s1", this.client, options, ticket, budget);
    this.client.start({ accept: () => this.link, exhausted() {} });
  }

  /** Lets time pass. @returns the lines that were carried out meanwhile, and before */
  async pass(milliseconds = 0): Promise<string[]> {
    for (let turn = 0; turn < 3; turn++) await this.time.tickAsync(0);
    await this.time.tickAsync(milliseconds);
    for (let turn = 0; turn < 3; turn++) await this.time.tickAsync(0);
    return this.lines.splice(0);
  }
}

const SPLITTERS = [["Bun", splitAtOnce], ["Deno", splitSoon]] as const;

for (const [runtime, splitLines] of SPLITTERS) {
  const test = (name: string, run: (fixture: Fixture) => Promise<void>) =>
    Deno.test(`split as on ${runtime}: ${name}`, async () => {
      using time = new FakeTime("2026-01-01T00:00:00Z");
      await run(new Fixture(time, splitLines));
    });

  test("who says too much waits, and loses nothing", async (fixture) => {
    fixture.client.say("1", "2", "3", "4", "5", "6");
    assertEquals(await fixture.pass(), ["1", "2", "3"]);
    assertEquals(await fixture.pass(499), []);
    assertEquals(await fixture.pass(1), ["4"]);
    assertEquals(await fixture.pass(500), ["5"]);
    assertEquals(await fixture.pass(500), ["6"]);
    assertEquals(await fixture.pass(60_000), []);
    assertEquals(fixture.events, []);
  });

  test("the socket of who waits is not read", async (fixture) => {
    fixture.client.say("1", "2", "3");
    await fixture.pass();
    assertEquals(fixture.client.isPaused, false);
    fixture.client.say("4", "5");
    await fixture.pass();
    assertEquals(fixture.client.isPaused, true);
    assertEquals(fixture.link.isThrottled, true);
    fixture.client.say("6");
    assertEquals(await fixture.pass(2000), ["4", "5", "6"]);
    assertEquals(fixture.client.isPaused, false);
    assertEquals(fixture.link.isThrottled, false);
  });

  test("a dear line has the next one wait the longer", async (fixture) => {
    fixture.client.say("DEAR", "next");
    assertEquals(await fixture.pass(999), ["DEAR"]);
    assertEquals(await fixture.pass(1), ["next"]);
  });

  test("what is free never has anybody wait", async (fixture) => {
    const lines = Array<string>(200).fill("FREE");
    fixture.client.say(...lines);
    assertEquals(await fixture.pass(), lines);
  });

  test("single bytes are charged for, if little", async (fixture) => {
    for (let count = 0; count < 150; count++) {
      fixture.client.send(new TextEncoder().encode("x"));
    }
    await fixture.pass();
    assertEquals(fixture.client.isPaused, true);
    fixture.client.say("");
    const [line] = await fixture.pass(20_000);
    assertEquals(line, "x".repeat(150));
  });

  test("who fills the receive queue at once is cut off", async (fixture) => {
    fixture.client.say(...Array<string>(RECEIVE_QUEUE_BYTES).fill("12345"));
    assertEquals(await fixture.pass(), ["12345", "12345", "12345"]);
    assertEquals(fixture.events, ["flooded", "closing", "Connection closed"]);
    assertEquals(await fixture.pass(60_000), []);
  });

  test("who goes on filling it is cut off, piece by piece", async (fixture) => {
    for (let count = 0; count < 20; count++) {
      fixture.client.say(...Array<string>(50).fill("12345678"));
    }
    await fixture.pass(3000);
    assertEquals(fixture.events, []);
    await fixture.pass(6000);
    assertEquals(fixture.events, ["flooded", "closing", "Connection closed"]);
  });

  test("a large piece fills nothing while its lines need not wait", async (fixture) => {
    fixture.client.say(...Array<string>(RECEIVE_QUEUE_BYTES).fill("FREE"));
    for (let turn = 0; turn < 20; turn++) await fixture.pass();
    assertEquals(fixture.events, []);
  });

  test("nothing is carried out of who has gone while he waited", async (fixture) => {
    fixture.client.say("1", "2", "3", "4");
    await fixture.pass();
    fixture.client.break("Connection reset by peer");
    assertEquals(await fixture.pass(10_000), []);
    assertEquals(fixture.events, ["Connection reset by peer"]);
  });
}
