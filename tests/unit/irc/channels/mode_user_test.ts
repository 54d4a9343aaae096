import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("MODE of oneself shows the modes, in any case of the nickname", () => {
  const alice = new TestNetwork().register("alice");
  assertEquals(alice.send("MODE ALICE"), [":irc.test 221 alice +"]);
  alice.send("MODE alice +i");
  assertEquals(alice.send("MODE alice"), [":irc.test 221 alice +i"]);
});

Deno.test("+i is set and unset, and nobody else is told", () => {
  const [alice, bob] = new TestNetwork().channel("#a", "alice", "bob");
  assertEquals(alice.send("MODE Alice +i", "MODE alice -i"), [
    ":alice!~alice@192.0.2.1 MODE alice +i",
    ":alice!~alice@192.0.2.1 MODE alice -i",
  ]);
  assertEquals(bob.take(), []);
});

Deno.test("what is set already, or not set, changes nothing", () => {
  const alice = new TestNetwork().register("alice");
  assertEquals(alice.send("MODE alice -i", "MODE alice :"), []);
  alice.send("MODE alice +i");
  assertEquals(alice.send("MODE alice +i"), []);
});

Deno.test("unknown letters are refused with one 501, the others count", () => {
  const alice = new TestNetwork().register("alice");
  assertEquals(alice.send("MODE alice +Xio-Y"), [
    ":alice!~alice@192.0.2.1 MODE alice +i",
    ":irc.test 501 alice :Unknown MODE flag",
  ]);
});

Deno.test("nobody becomes an IRC operator with MODE", () => {
  const alice = new TestNetwork().register("alice");
  assertEquals(alice.send("MODE alice +o", "MODE alice"), [
    ":irc.test 221 alice +",
  ]);
});

Deno.test("MODE of another user is refused with 502, of nobody with 401", () => {
  const network = new TestNetwork();
  const bob = network.register("bob");
  assertEquals(
    network.register("alice").send("MODE bob", "MODE bob +i", "MODE nobody"),
    [
      ":irc.test 502 alice :Cannot change mode for other users",
      ":irc.test 502 alice :Cannot change mode for other users",
      ":irc.test 401 alice nobody :No such nick/channel",
    ],
  );
  assertEquals(bob.send("MODE bob"), [":irc.test 221 bob +"]);
});
