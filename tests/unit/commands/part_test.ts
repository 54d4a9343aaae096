import { assertEquals } from "@std/assert";
import { MAX_REASON_BYTES } from "../../../src/irc/wire/limits.ts";
import { TestNetwork } from "../../support/test_network.ts";

Deno.test("PART is seen by all members and the one who leaves", () => {
  const [alice, bob] = new TestNetwork().channel("#a", "alice", "bob");
  const part = [":bob!~bob@192.0.2.1 PART #a"];
  assertEquals(bob.send("PART #A"), part);
  assertEquals(alice.take(), part);
  assertEquals(alice.send("NAMES #a")[0], ":irc.test 353 alice = #a :@alice");
});

Deno.test("PART with a reason shows it, on each of the channels", () => {
  const [alice] = new TestNetwork().channel("#a", "alice");
  alice.send("JOIN #b");
  assertEquals(alice.send("PART #a,#b :gone fishing"), [
    ":alice!~alice@192.0.2.1 PART #a :gone fishing",
    ":alice!~alice@192.0.2.1 PART #b :gone fishing",
  ]);
});

Deno.test("an empty reason is no reason, a long one is shortened", () => {
  const [alice] = new TestNetwork().channel("#a", "alice");
  alice.send("JOIN #b");
  assertEquals(
    alice.send("PART #a :", `PART #b :${"r".repeat(MAX_REASON_BYTES + 1)}`),
    [
      ":alice!~alice@192.0.2.1 PART #a",
      `:alice!~alice@192.0.2.1 PART #b :${"r".repeat(MAX_REASON_BYTES)}`,
    ],
  );
});

Deno.test("PART of no channel is refused with 403, of another's with 442", () => {
  const network = new TestNetwork();
  network.channel("#Tea", "alice");
  const bob = network.register("bob");
  bob.send("JOIN #b");
  assertEquals(bob.send("PART #none,#tea,#b,b"), [
    ":irc.test 403 bob #none :No such channel",
    ":irc.test 442 bob #Tea :You're not on that channel",
    ":bob!~bob@192.0.2.1 PART #b",
    ":irc.test 403 bob b :No such channel",
  ]);
});

Deno.test("the channel is gone with its last member", () => {
  const [alice] = new TestNetwork().channel("#a", "alice");
  alice.send("PART #a");
  assertEquals(alice.send("MODE #a", "PART #a"), [
    ":irc.test 403 alice #a :No such channel",
    ":irc.test 403 alice #a :No such channel",
  ]);
});

Deno.test("who has left gets nothing more of the channel", () => {
  const [alice, bob] = new TestNetwork().channel("#a", "alice", "bob");
  bob.send("PART #a");
  alice.send("PRIVMSG #a :hello", "NICK alicia", "QUIT");
  assertEquals(bob.take(), []);
});

Deno.test("PART without a channel is refused with 461", () => {
  assertEquals(new TestNetwork().register("alice").send("PART"), [
    ":irc.test 461 alice PART :Not enough parameters",
  ]);
});
