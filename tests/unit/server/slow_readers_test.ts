import { MemoryStore } from "../../../src/store/record_store.ts";
import { assert, assertEquals } from "@std/assert";
import { FakeTime } from "@std/testing/time";
import { Server } from "../../../src/server/server.ts";
import {
  type MemoryConnection,
  MemoryRuntime,
} from "../../support/memory_runtime.ts";
import { parseConfig } from "../../../src/config/config.ts";
import { testConfig } from "../../support/test_config.ts";

const LIMIT = 16 * 1024;
const USERS = 400;

/** A server whose answer to `WHO *` is over the send queue, and one who asks for it. */
class Fixture {
  readonly runtime = new MemoryRuntime();
  readonly reader: MemoryConnection;
  readonly #server: Server;
  readonly #running: Promise<void>;

  private constructor(readonly time: FakeTime) {
    const server = { name: "irc.test", "send-queue": LIMIT };
    const config = testConfig({ server });
    this.#server = new Server(
      config,
      this.runtime,
      () => config,
      () => new MemoryStore(),
    );
    this.#server.init();
    this.#running = this.#server.run();
    for (let count = 0; count < USERS; count++) {
      this.runtime.connect().say(`NICK u${count}`, "USER u 0 * :Real name");
    }
    this.reader = this.runtime.connect();
    this.reader.say("NICK reader", "USER r 0 * :Reader");
  }

  static async start(time: FakeTime): Promise<Fixture> {
    const fixture = new Fixture(time);
    await fixture.turns();
    fixture.reader.take();
    return fixture;
  }

  async turns(): Promise<void> {
    for (let count = 0; count < 3; count++) await this.time.tickAsync(0);
  }

  async stop(): Promise<void> {
    this.#server.stop();
    await this.time.tickAsync(3000);
    await this.#running;
  }

  /** @returns how often each command, or numeric, is there, in the order of coming */
  async heard(): Promise<string[]> {
    await this.turns();
    const counts = new Map<string, number>();
    for (const line of this.reader.take()) {
      const command = line.startsWith(":")
        ? line.split(" ")[1]
        : line.split(" ")[0];
      counts.set(command, (counts.get(command) ?? 0) + 1);
    }
    return [...counts].map(([command, count]) => `${command} ${count}`);
  }
}

function slowReadersTest(
  name: string,
  test: (fixture: Fixture) => Promise<void>,
): void {
  Deno.test(name, async () => {
    using time = new FakeTime();
    const fixture = await Fixture.start(time);
    await test(fixture);
    await fixture.stop();
  });
}

const WHOLE = ["352 401", "315 1"];

slowReadersTest(
  "an answer over the send queue and what was asked behind it arrive whole",
  async (fixture) => {
    fixture.reader.say("WHO *", "PING x");
    assertEquals(await fixture.heard(), [...WHOLE, "PONG 1"]);
    fixture.reader.say("WHO *", "WHO *", "PING x", "WHO *");
    assertEquals(await fixture.heard(), ["352 1203", "315 3", "PONG 1"]);
    assertEquals(fixture.reader.state, "open");
  },
);

slowReadersTest(
  "who asks and does not read is not read either, and then gets all of it",
  async (fixture) => {
    const { reader } = fixture;
    reader.reading = false;
    reader.say("WHO *", "WHO *", "PING x");
    assertEquals(await fixture.heard(), []);
    assertEquals([reader.state, reader.isPaused], ["open", true]);
    reader.reading = true;
    assertEquals(await fixture.heard(), ["352 802", "315 2", "PONG 1"]);
    assertEquals([reader.state, reader.isPaused], ["open", false]);
  },
);

slowReadersTest(
  "an answer on its way does not make what others send cut its client off",
  async (fixture) => {
    const { reader, runtime } = fixture;
    reader.reading = false;
    reader.say("WHO *");
    await fixture.turns();
    const talker = runtime.connect();
    talker.say("NICK talker", "USER t 0 * :Talker", "PRIVMSG reader :hello");
    await fixture.turns();
    reader.reading = true;
    assertEquals(await fixture.heard(), [...WHOLE, "PRIVMSG 1"]);
    assertEquals(reader.state, "open");
  },
);

slowReadersTest(
  "who has an answer on its way and does not read what others send is cut off",
  async (fixture) => {
    const { reader, runtime } = fixture;
    const talker = runtime.connect();
    talker.say("NICK talker", "USER t 0 * :Talker");
    reader.reading = false;
    reader.say("JOIN #a", "WHO *");
    talker.say("JOIN #a");
    await fixture.turns();
    talker.take();
    const said = `PRIVMSG #a :${"x".repeat(400)}`;
    for (let sent = 0; sent < LIMIT; sent += said.length) talker.say(said);
    await fixture.turns();
    assertEquals(talker.take(), [
      ":reader!~r@192.0.2.1 QUIT :SendQ exceeded",
    ]);
  },
);

slowReadersTest(
  "who never reads what it asked for answers no PING, and is timed out",
  async (fixture) => {
    const { reader, time } = fixture;
    reader.reading = false;
    reader.say("WHO *", "PING x");
    await time.tickAsync(60_000);
    reader.say("PONG reader");
    await time.tickAsync(40_000);
    assertEquals(reader.state, "aborted");
  },
);

/** What is given to a connection at once. */
const PIECE = 64 * 1024;

Deno.test("who reads on, however slowly, what waits before PING is not timed out", async () => {
  using time = new FakeTime();
  const raw = { server: { name: "irc.test", motd: "m" } };
  const motd = `${"x".repeat(100)}\n`.repeat(12_000);
  const config = parseConfig(raw, "test", () => motd);
  const runtime = new MemoryRuntime();
  const server = new Server(
    config,
    runtime,
    () => config,
    () => new MemoryStore(),
  );
  server.init();
  const running = server.run();
  const reader = runtime.connect();
  reader.reading = false;
  reader.say("NICK a", "USER a 0 * :A");
  let heard = 0;
  for (let seconds = 0; seconds < 200; seconds += 10) {
    await time.tickAsync(10_000);
    reader.readWrite();
    const { length } = reader.output;
    assert(length > heard && length - heard <= PIECE);
    heard = length;
    assertEquals(reader.state, "open", `after ${seconds} s`);
  }
  await time.tickAsync(155_000);
  assertEquals(reader.state, "aborted");
  server.stop();
  await time.tickAsync(3000);
  await running;
});

Deno.test("a long MOTD and a registration that is pipelined both arrive", async () => {
  using time = new FakeTime();
  const raw = { server: { name: "irc.test", "send-queue": LIMIT, motd: "m" } };
  const motd = `${"x".repeat(100)}\n`.repeat(400);
  const config = parseConfig(raw, "test", () => motd);
  const runtime = new MemoryRuntime();
  new Server(config, runtime, () => config, () => new MemoryStore()).init();
  const client = runtime.connect();
  client.say("NICK a", "USER a 0 * :A", "JOIN #a", "MODE #a", "PING x");
  for (let count = 0; count < 5; count++) await time.tickAsync(0);
  const lines = client.take();
  assertEquals(lines.filter((line) => line.includes(" 372 ")).length, 400);
  assertEquals(lines.at(-1), ":irc.test PONG irc.test :x");
  assertEquals(client.state, "open");
});
