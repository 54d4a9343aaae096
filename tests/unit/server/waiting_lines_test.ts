import { MemoryStore } from "../../../src/store/record_store.ts";
import { assertEquals } from "@std/assert";
import { FakeTime } from "@std/testing/time";
import { Server } from "../../../src/server/server.ts";
import { answered } from "../../support/answered.ts";
import { MemoryRuntime } from "../../support/memory_runtime.ts";
import { testConfig } from "../../support/test_config.ts";
import { until } from "../../support/within.ts";

Deno.test("who goes while its password is checked has said what it said, and is then gone", async () => {
  using time = new FakeTime("2026-01-01T00:00:00Z");
  const config = testConfig({
    connections: { address: 1, exempt: [] },
    users: { modes: "" },
  });
  const runtime = new MemoryRuntime();
  const server = new Server(
    config,
    runtime,
    () => config,
    () => new MemoryStore(),
  );
  server.init();
  const running = server.run();
  const [ann, bob] = ["ann", "bob"].map((nick, index) => {
    const client = runtime.connect(`192.0.2.${index}`);
    client.say(`NICK ${nick}`, `USER ${nick} 0 * :${nick}`, "JOIN #a");
    return client;
  });
  await time.tickAsync(0);
  ann.take();
  bob.take();
  ann.say("OPER nobody wrong", "PRIVMSG #a :1");
  ann.break("Connection closed");
  await time.tickAsync(0);
  assertEquals(bob.take(), []);
  assertEquals(runtime.connect("192.0.2.0").state, "ended");
  const heard = await answered(ann);
  await time.tickAsync(0);
  assertEquals(bob.take(), [
    ":ann!~ann@192.0.2.0 PRIVMSG #a :1",
    ":ann!~ann@192.0.2.0 QUIT :Connection closed",
  ]);
  assertEquals([...heard, ...ann.take()], [
    ":irc.test 464 ann :Password incorrect",
    "ERROR :Closing link: ann[192.0.2.0] (Connection closed)",
  ]);
  assertEquals(ann.state, "ended");
  assertEquals(runtime.connect("192.0.2.0").state, "open");
  server.stop();
  await time.tickAsync(3000);
  await running;
});

Deno.test("who sends on while a password is checked is not read, and loses no line", async () => {
  const config = testConfig({ limits: { "held-lines": 4 } });
  const runtime = new MemoryRuntime();
  const server = new Server(
    config,
    runtime,
    () => config,
    () => new MemoryStore(),
  );
  server.init();
  const running = server.run();
  const client = runtime.connect();
  client.say("NICK ann", "USER ann 0 * :Ann");
  const lines: string[] = [];
  const heard = () => lines.push(...client.take());
  const pings = Array.from({ length: 20 }, (_, count) => `PING ${count}`);
  client.say("OPER nobody wrong", ...pings);
  client.say("PING last");
  assertEquals(client.isPaused, true);
  await until(10_000, "the last answer", () => {
    heard();
    return lines.at(-1)?.endsWith(":last") ?? false;
  });
  const at = lines.findIndex((line) => line.includes(" 464 "));
  assertEquals(
    lines.slice(at + 1).map((line) => line.replace(/^.* :/, "PING ")),
    [...pings, "PING last"],
  );
  assertEquals(client.isPaused, false);
  server.stop();
  await running;
});
