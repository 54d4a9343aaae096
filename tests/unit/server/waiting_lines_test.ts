import { MemoryStore } from "../../../src/store/record_store.ts";
import { assertEquals } from "@std/assert";
import { Server } from "../../../src/server/server.ts";
import { MemoryRuntime } from "../../support/memory_runtime.ts";
import { testConfig } from "../../support/test_config.ts";
import { until } from "../../support/within.ts";

Deno.test("who sends on while a password is checked is not read, and loses no line", async () => {
  const config = testConfig({ limits: { "held-lines": 4 } });
  const runtime = new MemoryRuntime();
  const server = new Server(config, runtime, () => config, new MemoryStore());
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
