import { assertEquals } from "@std/assert";
import { FakeTime } from "@std/testing/time";
import { parseConfig } from "../../../src/config/config.ts";
import { Server } from "../../../src/server/server.ts";
import { answered } from "../../support/answered.ts";
import { MemoryRuntime } from "../../support/memory_runtime.ts";

const LIMIT = 16 * 1024;

Deno.test("an answer over the send queue arrives whole; who asks again without reading is cut off", async () => {
  using time = new FakeTime();
  const raw = { server: { name: "irc.test", "send-queue": LIMIT } };
  const config = parseConfig(raw, "test", () => "");
  const runtime = new MemoryRuntime();
  const server = new Server(config, runtime, () => config);
  server.init();
  for (let count = 0; count < 400; count++) {
    runtime.connect().say(`NICK u${count}`, "USER u 0 * :Real name");
    await time.tickAsync(0);
  }
  const reader = runtime.connect();
  reader.say("NICK reader", "USER r 0 * :Reader");
  await time.tickAsync(0);
  reader.take();

  reader.say("WHO *");
  await time.tickAsync(0);
  assertEquals(reader.take().length, 402);
  assertEquals(reader.state, "open");

  reader.say("OPER nobody x", "WHO *");
  const lines = await answered(reader);
  await time.tickAsync(0);
  assertEquals([...lines, ...reader.take()].length, 403);
  assertEquals(reader.state, "open");

  reader.say("WHO *", "WHO *");
  await time.tickAsync(0);
  assertEquals(reader.take(), [
    "ERROR :Closing link: reader[192.0.2.1] (SendQ exceeded)",
  ]);
  assertEquals(reader.state, "ended");
});
