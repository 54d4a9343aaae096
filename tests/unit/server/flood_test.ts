import { assert, assertEquals } from "@std/assert";
import { answered } from "../../support/answered.ts";
import {
  type FloodFixture as Fixture,
  floodTest,
  HASH,
  numbers,
  pongs,
} from "../../support/flood_fixture.ts";
import type { MemoryConnection } from "../../support/memory_runtime.ts";

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

/** Brings two megabytes of lines, as a runtime may that reads on for a while. */
async function bringMuch(fixture: Fixture, client: MemoryConnection) {
  const piece = new TextEncoder().encode("PONG\r\n".repeat(50_000));
  for (let count = 0; count < 7; count++) client.bring(piece);
  await fixture.pass();
}

floodTest(
  "who sends more than a megabyte at once is cut off, though nothing had to wait",
  async (fixture) => {
    const [alice] = await fixture.settled("alice");
    await bringMuch(fixture, alice);
    assertEquals(
      alice.take().at(-1),
      "ERROR :Closing link: alice[192.0.2.1] (Excess Flood)",
    );
  },
);

floodTest(
  "with flood = false it is not",
  async (fixture) => {
    const [alice] = await fixture.settled("alice");
    await bringMuch(fixture, alice);
    assertEquals(alice.state, "open");
  },
  { limits: { flood: false } },
);

floodTest("nor are operators with the privilege", async (fixture) => {
  const [alice] = await fixture.settled("alice");
  alice.say("OPER root sécret");
  await answered(alice);
  await fixture.pass();
  await bringMuch(fixture, alice);
  assertEquals(alice.state, "open");
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

floodTest(
  "a bouncer that comes back with 20 networks at once never waits",
  async (fixture) => {
    const bouncers = numbers(20).map((number) => {
      const client = fixture.runtime.connect();
      const start = START.map((line) => line.replace("bouncer", `b${number}`));
      client.say(`NICK b${number}`, "USER b 0 * :B", ...start);
      return client;
    });
    for (let turn = 0; turn < 100; turn++) await fixture.pass();
    const there = bouncers.filter((client) =>
      client.take().some((line) => line.endsWith(":the-end"))
    );
    assertEquals(there.length, 20);
  },
);

floodTest("a flood before registration has its end", async (fixture) => {
  const client = fixture.runtime.connect();
  client.say("CAP LS 302", ...numbers(200).map((each) => `CAP REQ :${each}`));
  await fixture.pass();
  const naks = client.take().filter((line) => line.includes(" NAK ")).length;
  assert(50 < naks && naks < 80, String(naks));
  assertEquals(client.isPaused, true);
});
