import { MemoryStore } from "../../../src/store/record_store.ts";
import { assert, assertEquals } from "@std/assert";
import { FakeTime } from "@std/testing/time";
import { Server } from "../../../src/server/server.ts";
import { answered } from "../../support/answered.ts";
import {
  type MemoryConnection,
  MemoryRuntime,
} from "../../support/memory_runtime.ts";
import { testConfig } from "../../support/test_config.ts";

/** Of the password "sécret". */
const HASH =
  "$scrypt$ln=10,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$+6p/uCNzU/pcgC5MpZg6K99z+XaoQ9DA8H6csCx+i0Q";

/** A server with its usual flood control, under fake time. */
class Fixture {
  readonly runtime = new MemoryRuntime();
  readonly #server: Server;
  readonly #running: Promise<void>;

  constructor(readonly time: FakeTime, tables: Record<string, unknown>) {
    const config = testConfig(tables);
    this.#server = new Server(
      config,
      this.runtime,
      () => config,
      () => new MemoryStore(),
    );
    this.#server.init();
    this.#running = this.#server.run();
  }

  async pass(milliseconds = 0): Promise<void> {
    for (let turn = 0; turn < 3; turn++) await this.time.tickAsync(0);
    await this.time.tickAsync(milliseconds);
    for (let turn = 0; turn < 3; turn++) await this.time.tickAsync(0);
  }

  /** @returns clients that have registered, whose start is over */
  async settled(...nicks: string[]): Promise<MemoryConnection[]> {
    const clients = nicks.map((nick) => {
      const client = this.runtime.connect();
      client.say(`NICK ${nick}`, `USER ${nick} 0 * :${nick}`, "JOIN #a");
      return client;
    });
    await this.pass(61_000);
    for (const client of clients) client.say("PONG");
    await this.pass(2000);
    for (const client of clients) client.take();
    return clients;
  }

  async stop(): Promise<void> {
    this.#server.stop();
    await this.time.tickAsync(3000);
    await this.#running;
  }
}

function floodTest(
  name: string,
  test: (fixture: Fixture) => Promise<void>,
  tables: Record<string, unknown> = {},
): void {
  Deno.test(name, async () => {
    using time = new FakeTime("2026-01-01T00:00:00Z");
    const fixture = new Fixture(time, {
      class: [{ name: "trusted", privileges: ["flood"] }],
      operator: [{ name: "root", password: HASH, class: "trusted" }],
      ...tables,
    });
    await test(fixture);
    await fixture.stop();
  });
}

const numbers = (count: number) =>
  Array.from({ length: count }, (_, index) => String(index));

function pongs(client: MemoryConnection): number {
  return client.take().filter((line) => line.includes(" PONG ")).length;
}

floodTest("ten lines at once, then two a second", async (fixture) => {
  const [alice] = await fixture.settled("alice");
  alice.say(...numbers(20).map((number) => `PING ${number}`));
  await fixture.pass();
  const first = pongs(alice);
  assert(9 <= first && first <= 10, String(first));
  await fixture.pass(3000);
  const more = pongs(alice);
  assert(5 <= more && more <= 6, String(more));
  await fixture.pass(3000);
  assertEquals(first + more + pongs(alice), 20);
});

floodTest("with flood = false nobody waits", async (fixture) => {
  const [alice] = await fixture.settled("alice");
  alice.say(...numbers(300).map((number) => `PING ${number}`));
  await fixture.pass();
  assertEquals(pongs(alice), 300);
}, { limits: { flood: false } });

floodTest(
  "who fills the receive queue is told Excess Flood",
  async (fixture) => {
    const [alice, bob] = await fixture.settled("alice", "bob");
    alice.say(...numbers(10_000).map((number) => `PING ${number}`));
    await fixture.pass();
    assertEquals(
      alice.take().at(-1),
      "ERROR :Closing link: alice[192.0.2.1] (Excess Flood)",
    );
    assertEquals(alice.state, "ended");
    assertEquals(bob.take(), [":alice!~alice@192.0.2.1 QUIT :Excess Flood"]);
  },
);

floodTest(
  "operators are told who fills the receive queue, with their notices of floods",
  async (fixture) => {
    const [alice, root] = await fixture.settled("alice", "root");
    root.say("OPER root sécret");
    await answered(root);
    await fixture.pass();
    root.say("MODE root +s f");
    await fixture.pass();
    root.take();
    alice.say(...numbers(10_000).map((number) => `PING ${number}`));
    await fixture.pass();
    assertEquals(root.take(), [
      ":irc.test NOTICE * :*** alice!~alice@192.0.2.1 is cut off: Excess Flood",
      ":alice!~alice@192.0.2.1 QUIT :Excess Flood",
    ]);
  },
);

floodTest("operators with the privilege never wait", async (fixture) => {
  const [alice] = await fixture.settled("alice");
  alice.say("OPER root sécret");
  await answered(alice);
  await fixture.pass();
  alice.take();
  alice.say(...numbers(300).map((number) => `PING ${number}`));
  await fixture.pass();
  assertEquals(pongs(alice), 300);
});

floodTest(
  "who waits for long is there all the while, whatever PING is behind",
  async (fixture) => {
    const [alice] = await fixture.settled("alice");
    const lines = numbers(300).map((number) => `PING ${number}`);
    alice.say(...lines);
    for (let second = 0; second < 150; second++) await fixture.pass(1000);
    assertEquals(alice.state, "open");
    assertEquals(pongs(alice), 300);
    for (let second = 0; second < 120; second++) await fixture.pass(1000);
    assertEquals(alice.state, "ended");
  },
);

/** What a bouncer says that comes back, until its password is checked, and behind that: all at once. */
const LOGIN = [
  "CAP LS 302",
  "NICK bouncer",
  "USER bouncer 0 * :Bouncer",
  "CAP REQ :sasl message-tags server-time batch labeled-response echo-message",
  "AUTHENTICATE PLAIN",
  `AUTHENTICATE ${btoa("\0owner\0wrong")}`,
];
const START = [
  "CAP END",
  "MODE bouncer +i",
  "MONITOR + alice,bob,carol",
  ...numbers(30).map((number) => `JOIN #channel${number}`),
  ...numbers(30).map((number) => `MODE #channel${number}`),
  ...numbers(30).map((number) => `WHO #channel${number} %tcuhnfar,1`),
  ...numbers(30).map((number) => `CHATHISTORY LATEST #channel${number} * 100`),
  "AWAY :back soon",
  "PING the-end",
];

floodTest("a bouncer that comes back never waits", async (fixture) => {
  const others = numbers(100).map((number) => {
    const client = fixture.runtime.connect();
    const joins = numbers(30).map((channel) => `JOIN #channel${channel}`);
    client.say(`NICK other${number}`, "USER o 0 * :Other", ...joins);
    return client;
  });
  await fixture.pass(1000);
  assertEquals(others.filter(({ isPaused }) => isPaused).length, 0);
  const bouncer = fixture.runtime.connect();
  bouncer.say(...LOGIN);
  const lines: string[] = [];
  // That takes time, the clock stands still.
  while (!lines.some((line) => line.includes(" 904 "))) {
    lines.push(...await answered(bouncer));
  }
  bouncer.say(...START);
  while (!lines.at(-1)?.endsWith(":the-end")) {
    await fixture.pass();
    assertEquals(bouncer.isPaused, false);
    lines.push(...bouncer.take());
  }
  assertEquals(lines.filter((line) => line.includes(" 354 ")).length, 3030);
}, { account: [{ name: "owner", password: HASH }] });

floodTest("a flood before registration has its end", async (fixture) => {
  const client = fixture.runtime.connect();
  client.say("CAP LS 302", ...numbers(200).map((each) => `CAP REQ :${each}`));
  await fixture.pass();
  const naks = client.take().filter((line) => line.includes(" NAK ")).length;
  assert(50 < naks && naks < 80, String(naks));
  assertEquals(client.isPaused, true);
});
