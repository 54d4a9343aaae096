import { assert, assertEquals } from "@std/assert";
import {
  type FloodFixture as Fixture,
  floodTest,
  numbers,
  pongs,
} from "../../support/flood_fixture.ts";

/** A client from one address fills the receive queue. */
async function floodFrom(fixture: Fixture, address: string) {
  const client = fixture.runtime.connect(address);
  client.say("NICK f", "USER f 0 * :F", ...numbers(10_000).map(() => "PING 1"));
  await fixture.pass();
  assert(client.take().at(-1)?.includes("(Excess Flood)"));
}

/** @returns how many milliseconds it takes one to register, and to be answered on top of that */
async function startMs(fixture: Fixture, address: string): Promise<number> {
  const client = fixture.runtime.connect(address);
  client.say("NICK back", "USER back 0 * :Back", "PING there");
  for (let passed = 0; passed < 60_000; passed += 100) {
    await fixture.pass(passed === 0 ? 0 : 100);
    if (!client.take().some((line) => line.includes(":there"))) continue;
    client.say("QUIT");
    await fixture.pass();
    return passed;
  }
  throw new Error("it never came in");
}

/** Three lines at two a second; one of them costs a little more. */
function assertSlow(startMs: number): void {
  assert(1500 <= startMs && startMs <= 1700, `${startMs} ms`);
}

floodTest(
  "who is cut off for a flood comes back slowly, and so does whoever shares its address or /64",
  async (fixture) => {
    await floodFrom(fixture, "192.0.2.7");
    assertSlow(await startMs(fixture, "192.0.2.7"));
    assertEquals(await startMs(fixture, "192.0.2.8"), 0);
    await floodFrom(fixture, "2001:db8::1");
    assertSlow(await startMs(fixture, "2001:db8::2"));
    assertEquals(await startMs(fixture, "2001:db8:0:1::1"), 0);
    await fixture.pass(15_000);
    assertEquals(await startMs(fixture, "192.0.2.7"), 0);
  },
);

floodTest(
  "so it is where connections are exempt, and not where flood control does not hold",
  async (fixture) => {
    await floodFrom(fixture, "127.0.0.1");
    assertSlow(await startMs(fixture, "127.0.0.1"));
    assertEquals(await startMs(fixture, "192.0.2.1"), 0);
  },
  {
    connections: { exempt: ["127.0.0.0/8", "0.0.0.0/0"] },
    "connection-class": [
      { name: "own", networks: ["192.0.2.0/24"], flood: false },
    ],
  },
);

floodTest(
  "to come back again and again, without a flood, has its end too",
  async (fixture) => {
    let answered = 0;
    for (let time = 0; time < 100; time++) {
      const client = fixture.runtime.connect();
      const pings = numbers(500).map(() => "PING 1");
      client.say("NICK ann", "USER ann 0 * :Ann", ...pings);
      await fixture.pass();
      answered += pongs(client);
      client.break("Connection reset by peer");
    }
    assert(15_000 < answered && answered < 20_000, String(answered));
  },
);

floodTest(
  "a thousand that connect at once from one address and join a channel do not wait",
  async (fixture) => {
    const clients = numbers(1000).map((number) => {
      const client = fixture.runtime.connect();
      const join = [`JOIN #a${Number(number) % 10}`, "MODE #a", "PING there"];
      client.say("CAP LS 302", `NICK n${number}`, "USER n 0 * :N");
      client.say("CAP REQ :message-tags", "CAP END", ...join);
      return client;
    });
    for (let turn = 0; turn < 50; turn++) await fixture.pass();
    const there = clients.filter((client) =>
      client.take().some((line) => line.endsWith(":there"))
    );
    assertEquals(there.length, 1000);
  },
);
