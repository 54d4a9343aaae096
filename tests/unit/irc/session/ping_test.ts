import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("PING is answered with PONG and the same token", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send("PING abc", "PING ::a b"), [
    ":irc.test PONG irc.test :abc",
    ":irc.test PONG irc.test ::a b",
  ]);
});

Deno.test("PING takes its first parameter for the token, whatever follows", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send("PING abc irc.other"), [
    ":irc.test PONG irc.test :abc",
  ]);
});

Deno.test("PING is answered before registration", () => {
  const client = new TestNetwork().connect();
  client.take();
  assertEquals(client.send("PING abc"), [":irc.test PONG irc.test :abc"]);
});

Deno.test("PING without a token, or with an empty one, is refused with ERR_NEEDMOREPARAMS", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send("PING", "PING :"), [
    ":irc.test 461 ann PING :Not enough parameters",
    ":irc.test 461 ann PING :Not enough parameters",
  ]);
});

Deno.test("PONG is cut where the token does not fit behind the server's name", () => {
  const ann = new TestNetwork().register("ann");
  const token = "x".repeat(504);
  const [pong] = ann.send(`PING ${token}`);
  const start = ":irc.test PONG irc.test :";
  assertEquals(pong, start + token.slice(0, 510 - start.length));
});
