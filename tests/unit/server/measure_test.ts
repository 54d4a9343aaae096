import { MemoryStore } from "../../../src/store/record_store.ts";
import { assertEquals } from "@std/assert";
import { FakeTime } from "@std/testing/time";
import { Server } from "../../../src/server/server.ts";
import { MemoryRuntime } from "../../support/memory_runtime.ts";
import { testConfig } from "../../support/test_config.ts";

Deno.test("what a server does is counted", async () => {
  using time = new FakeTime("2026-01-01T00:00:00Z");
  const config = testConfig();
  const runtime = new MemoryRuntime();
  const server = new Server(
    config,
    runtime,
    () => config,
    () => new MemoryStore(),
  );
  assertEquals(server.isReady, false);
  await server.init();
  const running = server.run();
  assertEquals(server.isReady, true);
  const [alice, bob] = ["alice", "bob"].map((nick) => {
    const client = runtime.connect();
    client.say(`NICK ${nick}`, `USER ${nick} 0 * :${nick}`, "JOIN #a");
    return client;
  });
  runtime.connect();
  await time.tickAsync(0);
  const before = server.measure();
  assertEquals(before.users, 2);
  assertEquals(before.channels, 1);
  assertEquals(before.connections, [
    { labels: { transport: "tcp", secure: "false" }, value: 3 },
  ]);
  assertEquals(before.acceptedConnections, 3);
  alice.take();
  bob.take();
  alice.say("PRIVMSG #a :1", "PRIVMSG #a :2", "PING 1");
  await time.tickAsync(0);
  const after = server.measure();
  const sent = `${alice.output}${bob.output}`;
  assertEquals(after.linesReceived - before.linesReceived, 3);
  assertEquals(after.bytesReceived - before.bytesReceived, 38);
  assertEquals(after.linesSent - before.linesSent, 3);
  assertEquals(after.bytesSent - before.bytesSent, sent.length);
  assertEquals(after.deliveries - before.deliveries, 2);
  assertEquals(after.sendQueueBytes, 0);
  const said = after.commands.find(({ labels }) =>
    labels.command === "PRIVMSG"
  );
  assertEquals(said?.value, 2);
  server.stop();
  assertEquals(server.isReady, false);
  await time.tickAsync(3000);
  await running;
});

Deno.test("what waits for a client is measured, and who is cut off for it counted", async () => {
  using time = new FakeTime("2026-01-01T00:00:00Z");
  const config = testConfig({ server: { "send-queue": 16 * 1024 } });
  const runtime = new MemoryRuntime();
  const server = new Server(
    config,
    runtime,
    () => config,
    () => new MemoryStore(),
  );
  await server.init();
  const running = server.run();
  const [alice, bob] = ["alice", "bob"].map((nick) => {
    const client = runtime.connect();
    client.say(`NICK ${nick}`, `USER ${nick} 0 * :${nick}`, "JOIN #a");
    return client;
  });
  await time.tickAsync(0);
  bob.reading = false;
  alice.say(`PRIVMSG bob :${"x".repeat(400)}`);
  await time.tickAsync(0);
  const waiting = `:alice!~alice@192.0.2.1 PRIVMSG bob :${"x".repeat(400)}\r\n`;
  assertEquals(server.measure().sendQueueBytes, waiting.length);
  assertEquals(server.measure().refusals, []);
  for (let count = 0; count < 40; count++) {
    alice.say(`PRIVMSG bob :${"x".repeat(400)}`);
  }
  await time.tickAsync(0);
  assertEquals(server.measure().refusals, [
    { labels: { limit: "send-queue" }, value: 1 },
  ]);
  server.stop();
  await time.tickAsync(3000);
  await running;
});
