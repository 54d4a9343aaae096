import { assertEquals } from "@std/assert";
import { SETTINGS, TestNetwork } from "../../../support/test_network.ts";

Deno.test("PONG is never answered", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send("PONG", "PONG abc", "PONG irc.test :abc"), []);
});

Deno.test("PONG before registration does not put off its end", () => {
  const network = new TestNetwork();
  const client = network.connect();
  client.take();
  network.pass(29_000);
  assertEquals(client.send("PONG abc"), []);
  network.pass(1000);
  assertEquals(client.take(), ["ERROR :Registration timeout"]);
});

Deno.test("PONG answers PING, whatever its token: the next comes an interval later", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  ann.take();
  network.pass(60_000);
  assertEquals(ann.take(), ["PING :irc.test"]);
  network.pass(10_000);
  ann.send("PONG anything");
  network.pass(49_000);
  assertEquals(ann.take(), []);
  network.pass(1000);
  assertEquals(ann.take(), ["PING :irc.test"]);
});

Deno.test("PONG without a token answers the server's PING", () => {
  const network = new TestNetwork();
  const alice = network.register("alice");
  network.pass(SETTINGS.pingIntervalMs);
  assertEquals(alice.take(), ["PING :irc.test"]);
  alice.send("PONG");
  network.pass(SETTINGS.pingTimeoutMs);
  assertEquals([alice.take(), alice.closed], [[], false]);
});

Deno.test("PONG that nothing asked for does not put off the next PING", () => {
  const network = new TestNetwork();
  const alice = network.register("alice");
  network.pass(SETTINGS.pingIntervalMs - 1000);
  alice.send("PONG irc.test");
  network.pass(1000);
  assertEquals(alice.take(), ["PING :irc.test"]);
});
