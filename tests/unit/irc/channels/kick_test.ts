import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("KICK removes a member, seen by all on the channel", () => {
  const [ann, bob, cat] = new TestNetwork().channel("#a", "ann", "bob", "cat");
  const kick = [":ann!~ann@192.0.2.1 KICK #a bob :Enough"];
  assertEquals(ann.send("KICK #A BOB :Enough"), kick);
  assertEquals(bob.take(), kick);
  assertEquals(cat.take(), kick);
  assertEquals(bob.send("PRIVMSG #a :hi"), [
    ":irc.test 404 bob #a :Cannot send to channel (+n)",
  ]);
});

Deno.test("KICK without a reason, or with an empty one, gives one's own nickname", () => {
  const [ann] = new TestNetwork().channel("#a", "ann", "bob", "cat");
  assertEquals(ann.send("KICK #a bob", "KICK #a cat :"), [
    ":ann!~ann@192.0.2.1 KICK #a bob :ann",
    ":ann!~ann@192.0.2.1 KICK #a cat :ann",
  ]);
});

Deno.test("KICK takes a list of nicknames, and sends one KICK for each", () => {
  const [ann] = new TestNetwork().channel("#a", "ann", "bob", "cat");
  assertEquals(ann.send("KICK #a bob,nobody,cat :Out"), [
    ":ann!~ann@192.0.2.1 KICK #a bob :Out",
    ":irc.test 401 ann nobody :No such nick/channel",
    ":ann!~ann@192.0.2.1 KICK #a cat :Out",
  ]);
});

Deno.test("KICK takes as many channels as nicknames", () => {
  const [ann, bob] = new TestNetwork().channel("#a", "ann", "bob", "cat");
  ann.send("JOIN #b");
  bob.send("JOIN #b");
  ann.take();
  assertEquals(ann.send("KICK #a,#b cat,bob :Out", "KICK #a,#b,#c bob,ann"), [
    ":ann!~ann@192.0.2.1 KICK #a cat :Out",
    ":ann!~ann@192.0.2.1 KICK #b bob :Out",
    ":irc.test 461 ann KICK :Not enough parameters",
  ]);
});

Deno.test("KICK is refused to those who are not on the channel, or below half operator", () => {
  const network = new TestNetwork();
  const [, bob] = network.channel("#a", "ann", "bob");
  const cat = network.register("cat");
  cat.take();
  assertEquals(cat.send("KICK #a bob", "KICK #b bob", "KICK #a"), [
    ":irc.test 442 cat #a :You're not on that channel",
    ":irc.test 403 cat #b :No such channel",
    ":irc.test 461 cat KICK :Not enough parameters",
  ]);
  assertEquals(bob.send("KICK #a ann"), [
    ":irc.test 482 bob #a :You're not a channel operator",
  ]);
});

Deno.test("KICK of somebody who is not on the channel is refused with 441", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  network.register("Bob");
  assertEquals(ann.send("KICK #a bob"), [
    ":irc.test 441 ann Bob #a :They aren't on that channel",
  ]);
});

Deno.test("KICK of a member of higher rank is refused with 482", () => {
  const [ann, bob] = new TestNetwork().channel("#a", "ann", "bob", "cat");
  ann.send("MODE #a +hh bob cat");
  bob.take();
  assertEquals(bob.send("KICK #a ann,cat"), [
    ":irc.test 482 bob #a :You're not a channel operator",
    ":bob!~bob@192.0.2.1 KICK #a cat :bob",
  ]);
});

Deno.test("KICK under +u is not seen by those who did not see the member", () => {
  const [ann, bob, cat] = new TestNetwork().channel("#a", "ann", "bob", "cat");
  ann.send("MODE #a +u");
  for (const client of [bob, cat]) client.take();
  ann.send("KICK #a bob");
  assertEquals(bob.take(), [":ann!~ann@192.0.2.1 KICK #a bob :ann"]);
  assertEquals(cat.take(), []);
});

Deno.test("KICK looks at as many nicknames as TARGMAX says, and cuts the reason to KICKLEN", () => {
  const network = new TestNetwork({}, { targets: 1, reason: 3 });
  const [ann] = network.channel("#a", "ann", "bob", "cat");
  assertEquals(ann.send("KICK #a bob,cat :Enough"), [
    ":ann!~ann@192.0.2.1 KICK #a bob :Eno",
    ":irc.test 407 ann cat :Too many targets",
  ]);
});

Deno.test("who kicks the last member ends the channel", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  ann.send("KICK #a ann,ann");
  assertEquals(network.core.network.channels.size, 0);
});

Deno.test("who was kicked gets nothing more of the channel", () => {
  const [alice, bob] = new TestNetwork().channel("#a", "alice", "bob");
  alice.send("KICK #a bob");
  bob.take();
  alice.send("PRIVMSG #a :hello", "QUIT");
  assertEquals(bob.take(), []);
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
