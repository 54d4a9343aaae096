import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../support/test_network.ts";

Deno.test("PING is answered with PONG and the same token", () => {
  const alice = new TestNetwork().register("alice");
  assertEquals(alice.send("PING abc", "PING :two words", "PING ::)"), [
    ":irc.test PONG irc.test :abc",
    ":irc.test PONG irc.test :two words",
    ":irc.test PONG irc.test ::)",
  ]);
});

Deno.test("of several parameters PING answers the first", () => {
  assertEquals(new TestNetwork().register("alice").send("PING abc irc.test"), [
    ":irc.test PONG irc.test :abc",
  ]);
});

Deno.test("PING is answered before registration", () => {
  const client = new TestNetwork().connect();
  client.take();
  assertEquals(client.send("PING abc"), [":irc.test PONG irc.test :abc"]);
});

Deno.test("PING without a token, or with an empty one, is refused with 461", () => {
  assertEquals(new TestNetwork().register("alice").send("PING", "PING :"), [
    ":irc.test 461 alice PING :Not enough parameters",
    ":irc.test 461 alice PING :Not enough parameters",
  ]);
});
