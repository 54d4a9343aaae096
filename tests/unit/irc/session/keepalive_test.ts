import { MemoryStore } from "../../../../src/store/record_store.ts";
import { assert, assertEquals } from "@std/assert";
import { FakeTime } from "@std/testing/time";
import { MessageIds } from "../../../../src/irc/state/message_ids.ts";
import { Server } from "../../../../src/server/server.ts";
import { SlowNetwork } from "../../../support/slow_network.ts";
import { testConfig } from "../../../support/test_config.ts";
import { TestNetwork } from "../../../support/test_network.ts";
import {
  type MemoryConnection,
  MemoryRuntime,
} from "../../../support/memory_runtime.ts";

interface Fixture {
  readonly time: FakeTime;
  readonly runtime: MemoryRuntime;
}

async function withServer(
  test: (fixture: Fixture) => Promise<void>,
): Promise<void> {
  using time = new FakeTime("2026-01-01T00:00:00Z");
  const runtime = new MemoryRuntime();
  const config = testConfig();
  const server = new Server(
    config,
    runtime,
    () => config,
    () => new MemoryStore(),
  );
  server.init();
  const running = server.run();
  await test({ time, runtime });
  server.stop();
  await time.tickAsync(2000);
  await running;
}

async function register(
  { time, runtime }: Fixture,
  nick: string,
): Promise<MemoryConnection> {
  const client = runtime.connect();
  client.say(`NICK ${nick}`, `USER ${nick} 0 * :${nick}`);
  await time.tickAsync(0);
  client.take();
  return client;
}

Deno.test("each registered client is sent PING every 60 seconds", () =>
  withServer(async (fixture) => {
    const client = await register(fixture, "alice");
    for (let minute = 0; minute < 3; minute++) {
      await fixture.time.tickAsync(59_999);
      assertEquals(client.take(), []);
      await fixture.time.tickAsync(1);
      assertEquals(client.take(), ["PING :irc.test"]);
      client.say("PONG :irc.test");
    }
  }));

Deno.test("a client that does not PONG is reminded after 15 seconds and gone after 30", () =>
  withServer(async (fixture) => {
    const { time } = fixture;
    const silent = await register(fixture, "silent");
    const other = await register(fixture, "other");
    silent.say("JOIN #a");
    other.say("JOIN #a");
    await time.tickAsync(60_000);
    other.say("PONG irc.test");
    silent.take();
    other.take();

    await time.tickAsync(14_999);
    assertEquals(silent.take(), []);
    await time.tickAsync(1);
    assertEquals(silent.take(), [
      ":irc.test NOTICE silent :Pensez à PONG : il vous reste 15 secondes. " +
      "(Remember to PONG: you have 15 seconds left.)",
    ]);
    assertEquals(other.take(), []);

    await time.tickAsync(14_999);
    assertEquals([silent.take(), other.take()], [[], []]);
    await time.tickAsync(1);
    assertEquals(silent.take(), [
      "ERROR :Closing link: silent[192.0.2.1] (Ping timeout: 30 seconds)",
    ]);
    assertEquals(silent.state, "ended");
    assertEquals(other.take(), [
      ":silent!~silent@192.0.2.1 QUIT :Ping timeout: 30 seconds",
    ]);
  }));

Deno.test("a late PONG saves the client", () =>
  withServer(async (fixture) => {
    const { time } = fixture;
    const client = await register(fixture, "late");
    await time.tickAsync(60_000 + 29_999);
    client.say("PONG :irc.test");
    client.take();
    await time.tickAsync(30_000);
    assertEquals(client.take(), []);
    await time.tickAsync(1);
    assertEquals(client.take(), ["PING :irc.test"]);
  }));

Deno.test("a connection that does not register is ended after 30 seconds", () =>
  withServer(async ({ time, runtime }) => {
    const client = runtime.connect();
    client.say("NICK nobody");
    await time.tickAsync(29_999);
    client.take();
    await time.tickAsync(1);
    assertEquals(client.take(), ["ERROR :Registration timeout"]);
    assertEquals(client.state, "ended");
  }));

Deno.test("nobody is timed out while a password is checked: what answers PING waits", () => {
  const network = new SlowNetwork();
  const client = network.register("alice");
  client.send("OPER root wrong");
  network.pass(120_000);
  assertEquals(client.take(), []);
  network.answer();
  network.pass(1000);
  assertEquals(client.take().at(-1), "PING :irc.test");
});

Deno.test("who answers is sent the next PING in time, though msgids are ahead of the clock", () => {
  const network = new TestNetwork();
  const { messageIds } = network.core.network;
  messageIds.goBehind(new MessageIds(0).next(network.at + 3_600_000));
  const ann = network.register("ann");
  ann.take();
  const { pingIntervalMs } = network.core.network.settings;
  for (let count = 0; count < 3; count++) {
    network.pass(pingIntervalMs + 1000);
    assert(ann.take().some((line) => line.startsWith("PING")), `${count}`);
    assertEquals(ann.send("PONG :irc.test"), []);
  }
});
