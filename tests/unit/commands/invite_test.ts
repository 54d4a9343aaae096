import { assertEquals } from "@std/assert";
import { MAX_INVITES } from "../../../src/irc/wire/limits.ts";
import { TestNetwork } from "../../support/test_network.ts";

Deno.test("INVITE is confirmed with 341 and seen by the invited alone", () => {
  const network = new TestNetwork();
  const [alice, carol] = network.channel("#Tea", "alice", "carol");
  const bob = network.register("Bob");
  assertEquals(alice.send("INVITE bOB #tEA"), [
    ":irc.test 341 alice Bob #Tea",
  ]);
  assertEquals(bob.take(), [":alice!~alice@192.0.2.1 INVITE Bob #Tea"]);
  assertEquals(carol.take(), []);
});

Deno.test("every member may invite, to an invite-only channel only operators", () => {
  const network = new TestNetwork();
  const [alice, carol] = network.channel("#a", "alice", "carol");
  const bob = network.register("bob");
  assertEquals(carol.send("INVITE bob #a"), [":irc.test 341 carol bob #a"]);
  alice.send("MODE #a +i", "MODE #a +v carol");
  carol.take();
  bob.take();
  assertEquals(carol.send("INVITE bob #a"), [
    ":irc.test 482 carol #a :You're not a channel operator",
  ]);
  assertEquals(bob.take(), []);
});

Deno.test("INVITE of nobody is refused with 401", () => {
  const [alice] = new TestNetwork().channel("#a", "alice");
  assertEquals(alice.send("INVITE nobody #a"), [
    ":irc.test 401 alice nobody :No such nick/channel",
  ]);
});

Deno.test("INVITE to no channel is refused with 403", () => {
  const network = new TestNetwork();
  const bob = network.register("bob");
  assertEquals(network.register("alice").send("INVITE bob #none"), [
    ":irc.test 403 alice #none :No such channel",
  ]);
  assertEquals(bob.take(), []);
});

Deno.test("INVITE by one who is not on the channel is refused with 442", () => {
  const network = new TestNetwork();
  network.channel("#a", "alice");
  const bob = network.register("bob");
  assertEquals(network.register("carol").send("INVITE bob #a"), [
    ":irc.test 442 carol #a :You're not on that channel",
  ]);
  assertEquals(bob.take(), []);
});

Deno.test("INVITE of a member is refused with 443", () => {
  const [alice, bob] = new TestNetwork().channel("#a", "alice", "bob");
  assertEquals(alice.send("INVITE BOB #A"), [
    ":irc.test 443 alice bob #a :is already on channel",
  ]);
  assertEquals(bob.take(), []);
});

Deno.test("INVITE with too few parameters is refused with 461", () => {
  const alice = new TestNetwork().register("alice");
  assertEquals(alice.send("INVITE", "INVITE bob"), [
    ":irc.test 461 alice INVITE :Not enough parameters",
    ":irc.test 461 alice INVITE :Not enough parameters",
  ]);
});

Deno.test("a newer invitation over the limit drives out the oldest", () => {
  const network = new TestNetwork();
  const bob = network.register("bob");
  for (let from = 0; from <= MAX_INVITES; from += 50) {
    const host = network.register(`host${from}`);
    for (let i = from; i < from + 50 && i <= MAX_INVITES; i++) {
      host.send(`JOIN #${i}`, `MODE #${i} +i`, `INVITE bob #${i}`);
    }
  }
  bob.take();
  assertEquals(bob.send("JOIN #0"), [
    ":irc.test 473 bob #0 :Cannot join channel (+i)",
  ]);
  assertEquals(bob.send("JOIN #1")[0], ":bob!~bob@192.0.2.1 JOIN #1");
});

Deno.test("nothing is left of an invitation when the channel or the user is gone", () => {
  const network = new TestNetwork();
  const [alice] = network.channel("#a", "alice");
  const bob = network.register("bob");
  alice.send("INVITE bob #a", "PART #a");
  assertEquals(network.core.network.findUser("bob")?.invites, null);
  alice.send("JOIN #b", "INVITE bob #b");
  bob.send("QUIT");
  assertEquals(network.core.network.findChannel("#b")?.invited.size, 0);
});
