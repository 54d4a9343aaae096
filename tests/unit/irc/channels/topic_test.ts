import { assertEquals } from "@std/assert";
import { START, TestNetwork } from "../../../support/test_network.ts";

Deno.test("TOPIC sets the topic, seen by all on the channel", () => {
  const [ann, bob] = new TestNetwork().channel("#a", "ann", "bob");
  const topic = [":ann!~ann@192.0.2.1 TOPIC #a :About a"];
  assertEquals(ann.send("TOPIC #A :About a"), topic);
  assertEquals(bob.take(), topic);
});

Deno.test("TOPIC shows the topic, who set it and when, or that there is none", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  assertEquals(ann.send("TOPIC #a"), [":irc.test 331 ann #a :No topic is set"]);
  ann.send("TOPIC #a :About a");
  const bob = network.register("bob");
  bob.take();
  assertEquals(bob.send("TOPIC #a"), [
    ":irc.test 332 bob #a :About a",
    ":irc.test 333 bob #a ann!~ann@192.0.2.1 1767225600",
  ]);
});

Deno.test("TOPIC with an empty text clears the topic", () => {
  const [ann] = new TestNetwork().channel("#a", "ann");
  ann.send("TOPIC #a :About a");
  assertEquals(ann.send("TOPIC #a :", "TOPIC #a"), [
    ":ann!~ann@192.0.2.1 TOPIC #a :",
    ":irc.test 331 ann #a :No topic is set",
  ]);
});

Deno.test("TOPIC under +t takes a half operator; elsewhere any member sets it", () => {
  const [ann, bob] = new TestNetwork().channel("#a", "ann", "bob");
  assertEquals(bob.send("TOPIC #a :Mine"), [
    ":irc.test 482 bob #a :You're not a channel operator",
  ]);
  ann.send("MODE #a -t");
  bob.take();
  assertEquals(bob.send("TOPIC #a :Mine"), [
    ":bob!~bob@192.0.2.1 TOPIC #a :Mine",
  ]);
});

Deno.test("TOPIC is refused to those outside, and where there is no channel", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  const bob = network.register("bob");
  bob.take();
  assertEquals(bob.send("TOPIC #a :Mine", "TOPIC #b", "TOPIC"), [
    ":irc.test 442 bob #a :You're not on that channel",
    ":irc.test 403 bob #b :No such channel",
    ":irc.test 461 bob TOPIC :Not enough parameters",
  ]);
  ann.send("MODE #a +s");
  assertEquals(bob.send("TOPIC #a"), [
    ":irc.test 403 bob #a :No such channel",
  ]);
});

Deno.test("TOPIC under +u tells who set it to those who see that member", () => {
  const network = new TestNetwork();
  const [ann, bob, cat] = network.channel("#a", "ann", "bob", "cat");
  ann.send("MODE #a +u-t");
  for (const client of [ann, bob, cat]) client.take();
  const own = ":bob!~bob@192.0.2.1 TOPIC #a :Mine";
  assertEquals(bob.send("TOPIC #a :Mine"), [own]);
  assertEquals(ann.take(), [own]);
  assertEquals(cat.take(), [":irc.test TOPIC #a :Mine"]);
  assertEquals(cat.send("TOPIC #a"), [
    ":irc.test 332 cat #a :Mine",
    ":irc.test 333 cat #a irc.test 1767225600",
  ]);
  ann.send("MODE #a +v bob");
  for (const client of [bob, cat]) client.take();
  bob.send("TOPIC #a :Mine too");
  assertEquals(cat.take(), [":bob!~bob@192.0.2.1 TOPIC #a :Mine too"]);
});

Deno.test("TOPIC cuts the text to TOPICLEN, on a character boundary", () => {
  const [ann] = new TestNetwork({}, { topic: 5 }).channel("#a", "ann");
  assertEquals(ann.send("TOPIC #a :ééé"), [":ann!~ann@192.0.2.1 TOPIC #a :éé"]);
});

Deno.test("TOPIC shows who set the topic as that user was called then", () => {
  const network = new TestNetwork();
  const [alice, bob] = network.channel("#a", "alice", "bob");
  network.at += 5999;
  alice.send("TOPIC #a :Tea at five", "NICK alicia");
  bob.take();
  assertEquals(bob.send("TOPIC #A"), [
    ":irc.test 332 bob #a :Tea at five",
    `:irc.test 333 bob #a alice!~alice@192.0.2.1 ${START / 1000 + 5}`,
  ]);
});

Deno.test("+t leaves the topic to operators: 482", () => {
  const [alice, bob] = new TestNetwork().channel("#a", "alice", "bob");
  assertEquals(bob.send("TOPIC #a :mine"), [
    ":irc.test 482 bob #a :You're not a channel operator",
  ]);
  alice.send("MODE #a +v bob");
  bob.take();
  assertEquals(bob.send("TOPIC #a :", "TOPIC #a"), [
    ":irc.test 482 bob #a :You're not a channel operator",
    ":irc.test 331 bob #a :No topic is set",
  ]);
});

Deno.test("those outside see the topic but do not set it: 442", () => {
  const network = new TestNetwork();
  const [alice] = network.channel("#a", "alice");
  alice.send("MODE #a -t");
  const bob = network.register("bob");
  assertEquals(bob.send("TOPIC #a", "TOPIC #a :mine"), [
    ":irc.test 331 bob #a :No topic is set",
    ":irc.test 442 bob #a :You're not on that channel",
  ]);
});
