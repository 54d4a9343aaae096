import { MemoryStore } from "../../../src/store/record_store.ts";
import { assertEquals } from "@std/assert";
import { FakeTime } from "@std/testing/time";
import type { Config } from "../../../src/config/config.ts";
import { Server } from "../../../src/server/server.ts";
import { placeAt } from "../../support/places.ts";
import { testConfig } from "../../support/test_config.ts";
import {
  MemoryConnection,
  MemoryRuntime,
} from "../../support/memory_runtime.ts";

/** Longer than the last lines to a client have to get out. */
const LINGER = 3000;
const FAREWELL = "ERROR :Server shutting down";

class Fixture {
  readonly runtime = new MemoryRuntime();
  readonly server: Server;
  readonly running: Promise<void>;

  constructor(readonly time: FakeTime, settings: Partial<Config>) {
    const config = { ...testConfig(), ...settings };
    this.server = new Server(
      config,
      this.runtime,
      () => config,
      () => new MemoryStore(),
    );
    this.server.init();
    this.running = this.server.run();
  }

  /** Lets the turn of the event loop end. */
  async turn(): Promise<void> {
    await this.time.tickAsync(0);
  }

  async register(
    nick: string,
    client: MemoryConnection = this.runtime.connect(),
  ): Promise<MemoryConnection> {
    client.say(`NICK ${nick}`, `USER ${nick} 0 * :${nick}`, "JOIN #a");
    await this.turn();
    return client;
  }
}

function serverTest(
  name: string,
  test: (fixture: Fixture) => Promise<void>,
  settings: Partial<Config> = {},
): void {
  Deno.test(name, async () => {
    using time = new FakeTime("2026-01-01T00:00:00Z");
    const fixture = new Fixture(time, settings);
    await test(fixture);
    fixture.server.stop();
    await time.tickAsync(LINGER);
    await fixture.running;
  });
}

function takeAll(...clients: MemoryConnection[]): string[][] {
  return clients.map((client) => client.take());
}

Deno.test("init listens where the configuration says", async () => {
  const places = [
    placeAt({ host: "127.0.0.1", port: 7000 }),
    placeAt({ host: "::1", port: 7001 }),
  ];
  const config = { ...testConfig(), listeners: places };
  const server = new Server(
    config,
    new MemoryRuntime(),
    () => config,
    () => new MemoryStore(),
  );
  const bound = await server.init();
  assertEquals(bound.map(({ place }) => place), places);
});

serverTest("what one turn writes to a client is one write", async (fixture) => {
  const alice = await fixture.register("alice");
  const bob = await fixture.register("bob");
  takeAll(alice, bob);
  bob.writes = 0;
  alice.say("PRIVMSG #a :1", "PRIVMSG bob :2", "NICK alicia");
  assertEquals(bob.take(), []);
  await fixture.turn();
  assertEquals(bob.take(), [
    ":alice!~alice@192.0.2.1 PRIVMSG #a :1",
    ":alice!~alice@192.0.2.1 PRIVMSG bob :2",
    ":alice!~alice@192.0.2.1 NICK alicia",
  ]);
  assertEquals(bob.writes, 1);
});

serverTest("QUIT ends the connection once ERROR is out", async (fixture) => {
  const alice = await fixture.register("alice");
  alice.take();
  alice.say("QUIT :bye", "PING x");
  assertEquals(alice.state, "open");
  await fixture.turn();
  assertEquals(alice.take(), [
    "ERROR :Closing link: alice[192.0.2.1] (Quit: bye)",
  ]);
  assertEquals(alice.state, "ended");
});

serverTest(
  "a connection that breaks is seen as QUIT, once",
  async (fixture) => {
    const alice = await fixture.register("alice");
    const bob = await fixture.register("bob");
    takeAll(alice, bob);
    bob.break("Connection reset by peer");
    bob.say("PRIVMSG #a :ghost");
    bob.break("again");
    await fixture.turn();
    assertEquals(alice.take(), [
      ":bob!~bob@192.0.2.1 QUIT :Connection reset by peer",
    ]);
  },
);

const MESSAGE = "x".repeat(400);
const SLOW = { sendQueueBytes: 4000 };

async function talk(
  fixture: Fixture,
  talker: MemoryConnection,
  messages: number,
): Promise<void> {
  for (let i = 0; i < messages; i++) {
    talker.say(`PRIVMSG #a :${MESSAGE}`);
    await fixture.turn();
  }
}

serverTest(
  "who does not read is cut off, and nobody else is",
  async (fixture) => {
    const alice = await fixture.register("alice");
    const slow = await fixture.register("slow");
    const bob = await fixture.register("bob");
    slow.reading = false;
    takeAll(alice, bob);
    await talk(fixture, alice, 20);
    const lines = bob.take();
    const quit = ":slow!~slow@192.0.2.1 QUIT :SendQ exceeded";
    const said = `:alice!~alice@192.0.2.1 PRIVMSG #a :${MESSAGE}`;
    assertEquals(lines.filter((line) => line === said).length, 20);
    assertEquals(lines.filter((line) => line !== said), [quit]);
    assertEquals(alice.take(), [quit]);
    assertEquals([alice.state, bob.state], ["open", "open"]);
  },
  SLOW,
);

serverTest(
  "who is cut off leaves the nickname, and soon the socket",
  async (fixture) => {
    const alice = await fixture.register("alice");
    const slow = await fixture.register("slow");
    slow.reading = false;
    await talk(fixture, alice, 20);
    const next = await fixture.register("slow");
    assertEquals(next.take()[1].split(" ").slice(1, 3), ["001", "slow"]);
    await fixture.time.tickAsync(LINGER);
    assertEquals([slow.state, alice.state], ["aborted", "open"]);
  },
  SLOW,
);

serverTest("several who do not read are all cut off", async (fixture) => {
  const alice = await fixture.register("alice");
  const slow = [
    await fixture.register("slow1"),
    await fixture.register("slow2"),
  ];
  for (const client of slow) client.reading = false;
  alice.take();
  await talk(fixture, alice, 20);
  assertEquals(alice.take(), [
    ":slow1!~slow1@192.0.2.1 QUIT :SendQ exceeded",
    ":slow2!~slow2@192.0.2.1 QUIT :SendQ exceeded",
  ]);
}, SLOW);

serverTest(
  "who does not read is cut off over the QUIT of others too",
  async (fixture) => {
    const alice = await fixture.register("alice");
    const leaving: MemoryConnection[] = [];
    for (let i = 0; i < 12; i++) leaving.push(await fixture.register(`q${i}`));
    const slow = await fixture.register("slow");
    slow.reading = false;
    alice.take();
    for (const client of leaving) {
      client.break(MESSAGE);
      await fixture.turn();
    }
    assertEquals(
      alice.take().filter((line) => line.startsWith(":slow!")),
      [":slow!~slow@192.0.2.1 QUIT :SendQ exceeded"],
    );
  },
  SLOW,
);

serverTest("stop says why to every client and ends", async (fixture) => {
  const alice = await fixture.register("alice");
  const bob = await fixture.register("bob");
  const unknown = fixture.runtime.connect();
  await fixture.turn();
  takeAll(alice, bob, unknown);
  fixture.server.stop();
  fixture.server.stop();
  await fixture.turn();
  assertEquals(takeAll(alice, bob, unknown), [
    [FAREWELL],
    [FAREWELL],
    [FAREWELL],
  ]);
  assertEquals([alice.state, bob.state, unknown.state], [
    "ended",
    "ended",
    "ended",
  ]);
  await fixture.running;
});

serverTest("stop does not wait long for who does not read", async (fixture) => {
  const slow = await fixture.register("slow");
  slow.reading = false;
  slow.say("PING x");
  await fixture.turn();
  fixture.server.stop();
  await fixture.turn();
  assertEquals(slow.state, "open");
  await fixture.time.tickAsync(LINGER);
  assertEquals(slow.state, "aborted");
  await fixture.running;
});

serverTest(
  "that no descriptors are left is said once a minute",
  async (fixture) => {
    const { runtime, time } = fixture;
    runtime.exhaust();
    runtime.exhaust();
    assertEquals(runtime.complaints, [
      "warning listen: out of file descriptors; new connections wait (raise `ulimit -n`)",
    ]);
    await time.tickAsync(59_999);
    runtime.exhaust();
    assertEquals(runtime.complaints.length, 1);
    await time.tickAsync(1);
    runtime.exhaust();
    assertEquals(runtime.complaints.length, 2);
  },
);
