import { MemoryStore } from "../../../src/store/record_store.ts";
import { assertEquals, assertMatch } from "@std/assert";
import { FakeTime } from "@std/testing/time";
import { Network } from "../../../src/irc/state/network.ts";
import { Server } from "../../../src/server/server.ts";
import { MemoryRuntime } from "../../support/memory_runtime.ts";
import { testConfig } from "../../support/test_config.ts";

Deno.test("a fault in the core ends the session that meets it, and no other", async () => {
  using time = new FakeTime();
  const runtime = new MemoryRuntime();
  const config = testConfig();
  const server = new Server(
    config,
    runtime,
    () => config,
    () => new MemoryStore(),
  );
  server.init();
  const [victim, other] = [runtime.connect(), runtime.connect()];
  for (
    const [nick, client] of [["victim", victim], ["other", other]] as const
  ) {
    client.say(`NICK ${nick}`, `USER ${nick} 0 * :Name`, "JOIN #a");
  }
  await time.tickAsync(0);
  other.take();
  const { countCommand } = Network.prototype;
  Network.prototype.countCommand = () => {
    throw new Error("broken");
  };
  victim.say("MAP");
  await time.tickAsync(0);
  Network.prototype.countCommand = countCommand;
  assertEquals(victim.state, "ended");
  assertEquals(other.take(), [
    ":victim!~victim@192.0.2.1 QUIT :Internal error",
  ]);
  assertEquals(other.state, "open");
  assertMatch(
    runtime.complaints.join("\n"),
    /^error fault: a fault in line \S+ MAP: Error: broken /,
  );
});

Deno.test("a clock that is set forward times nobody out", async () => {
  using time = new FakeTime();
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
  const client = runtime.connect();
  client.say("NICK alice", "USER alice 0 * :Alice");
  await time.tickAsync(60_000);
  client.take();
  time.setClock(time.now + 3_600_000);
  await time.tickAsync(10_000);
  assertEquals(client.take(), []);
  server.stop();
  await time.tickAsync(2000);
  await running;
});
