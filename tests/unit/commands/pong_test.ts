import { assertEquals } from "@std/assert";
import { SETTINGS, TestNetwork } from "../../support/test_network.ts";

Deno.test("PONG is never answered", () => {
  const network = new TestNetwork();
  const client = network.connect();
  client.take();
  assertEquals(client.send("PONG", "PONG :", "PONG x y"), []);
  assertEquals(network.register("alice").send("PONG", "PONG irc.test"), []);
});

Deno.test("PONG with any token answers the server's PING", () => {
  const network = new TestNetwork();
  const alice = network.register("alice");
  network.pass(SETTINGS.pingInterval);
  assertEquals(alice.take(), [":irc.test PING :irc.test"]);
  alice.send("PONG");
  network.pass(SETTINGS.pingTimeout);
  assertEquals([alice.take(), alice.closed], [[], false]);
});

Deno.test("PONG that nothing asked for does not put off the next PING", () => {
  const network = new TestNetwork();
  const alice = network.register("alice");
  network.pass(SETTINGS.pingInterval - 1000);
  alice.send("PONG irc.test");
  network.pass(1000);
  assertEquals(alice.take(), [":irc.test PING :irc.test"]);
});

Deno.test("PONG does not put off the end of those who do not register", () => {
  const network = new TestNetwork();
  const client = network.connect();
  network.pass(SETTINGS.registrationTimeout - 1000);
  client.send("PONG irc.test");
  network.pass(1000);
  assertEquals(client.take(), ["ERROR :Registration timeout"]);
});
