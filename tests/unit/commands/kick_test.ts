import { assertEquals } from "@std/assert";
import { MAX_REASON_BYTES, MAX_TARGETS } from "../../../src/irc/wire/limits.ts";
import { TestNetwork } from "../../support/test_network.ts";

Deno.test("KICK is seen by all members and the one who is kicked", () => {
  const [alice, bob, carol] = new TestNetwork()
    .channel("#Tea", "alice", "Bob", "carol");
  const kick = [":alice!~alice@192.0.2.1 KICK #Tea Bob :too loud"];
  assertEquals(alice.send("KICK #tEA bOB :too loud"), kick);
  assertEquals([bob.take(), carol.take()], [kick, kick]);
  assertEquals(
    alice.send("NAMES #tea")[0],
    ":irc.test 353 alice = #Tea :@alice carol",
  );
});

Deno.test("who was kicked gets nothing more of the channel", () => {
  const [alice, bob] = new TestNetwork().channel("#a", "alice", "bob");
  alice.send("KICK #a bob");
  bob.take();
  alice.send("PRIVMSG #a :hello", "QUIT");
  assertEquals(bob.take(), []);
});

Deno.test("without a reason KICK has the nickname of the operator", () => {
  const [alice] = new TestNetwork().channel("#a", "alice", "bob", "carol");
  assertEquals(alice.send("KICK #a bob", "KICK #a carol :"), [
    ":alice!~alice@192.0.2.1 KICK #a bob :alice",
    ":alice!~alice@192.0.2.1 KICK #a carol :alice",
  ]);
});

Deno.test("a reason is shortened to KICKLEN", () => {
  const [alice] = new TestNetwork().channel("#a", "alice", "bob");
  assertEquals(alice.send(`KICK #a bob :${"r".repeat(MAX_REASON_BYTES + 1)}`), [
    `:alice!~alice@192.0.2.1 KICK #a bob :${"r".repeat(MAX_REASON_BYTES)}`,
  ]);
});

Deno.test("KICK takes a list of nicknames, one line each", () => {
  const [alice] = new TestNetwork().channel("#a", "alice", "bob", "carol");
  assertEquals(alice.send("KICK #a bob,nobody,carol,bob :out"), [
    ":alice!~alice@192.0.2.1 KICK #a bob :out",
    ":irc.test 401 alice nobody :No such nick/channel",
    ":alice!~alice@192.0.2.1 KICK #a carol :out",
  ]);
});

Deno.test("over TARGMAX nicknames the rest is refused with 407", () => {
  const nicks = Array.from(
    { length: MAX_TARGETS.KICK + 1 },
    (_, i) => `n${i}`,
  );
  const [op] = new TestNetwork().channel("#a", "op", ...nicks);
  const lines = op.send(`KICK #a ${nicks.join(",")}`);
  assertEquals(lines.length, nicks.length);
  assertEquals(
    lines.at(-1),
    `:irc.test 407 op ${nicks.at(-1)} :Too many targets`,
  );
});

Deno.test("an operator may kick another, and themselves; the channel may end", () => {
  const [alice, bob] = new TestNetwork().channel("#a", "alice", "bob");
  alice.send("MODE #a +o bob");
  bob.take();
  assertEquals(bob.send("KICK #a alice", "KICK #a bob", "MODE #a"), [
    ":bob!~bob@192.0.2.1 KICK #a alice :bob",
    ":bob!~bob@192.0.2.1 KICK #a bob :bob",
    ":irc.test 403 bob #a :No such channel",
  ]);
});

Deno.test("KICK by one who is no operator is refused with 482", () => {
  const [alice, bob] = new TestNetwork().channel("#a", "alice", "bob");
  alice.send("MODE #a +v bob");
  bob.take();
  alice.take();
  assertEquals(bob.send("KICK #a alice"), [
    ":irc.test 482 bob #a :You're not a channel operator",
  ]);
  assertEquals(alice.take(), []);
});

Deno.test("KICK by one who is not on the channel is refused with 442", () => {
  const network = new TestNetwork();
  network.channel("#a", "alice");
  assertEquals(network.register("bob").send("KICK #a alice"), [
    ":irc.test 442 bob #a :You're not on that channel",
  ]);
});

Deno.test("KICK of one who is not on the channel is refused with 441", () => {
  const network = new TestNetwork();
  const [alice] = network.channel("#a", "alice");
  network.register("bob");
  assertEquals(alice.send("KICK #A BOB"), [
    ":irc.test 441 alice bob #a :They aren't on that channel",
  ]);
});

Deno.test("KICK from no channel is refused with 403, too short with 461", () => {
  const alice = new TestNetwork().register("alice");
  assertEquals(alice.send("KICK #none alice", "KICK", "KICK #none"), [
    ":irc.test 403 alice #none :No such channel",
    ":irc.test 461 alice KICK :Not enough parameters",
    ":irc.test 461 alice KICK :Not enough parameters",
  ]);
});
