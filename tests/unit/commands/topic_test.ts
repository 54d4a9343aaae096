import { assertEquals } from "@std/assert";
import { MAX_TOPIC_BYTES } from "../../../src/irc/wire/limits.ts";
import { START, TestNetwork } from "../../support/test_network.ts";

const SECONDS = START / 1000;

Deno.test("TOPIC sets the topic, seen by all members", () => {
  const [alice, bob] = new TestNetwork().channel("#a", "alice", "bob");
  const change = [":alice!~alice@192.0.2.1 TOPIC #a :Tea at five"];
  assertEquals(alice.send("TOPIC #A :Tea at five"), change);
  assertEquals(bob.take(), change);
});

Deno.test("TOPIC shows the topic, who set it and when", () => {
  const network = new TestNetwork();
  const [alice, bob] = network.channel("#a", "alice", "bob");
  network.at += 5999;
  alice.send("TOPIC #a :Tea at five", "NICK alicia");
  bob.take();
  assertEquals(bob.send("TOPIC #A"), [
    ":irc.test 332 bob #a :Tea at five",
    `:irc.test 333 bob #a alice!~alice@192.0.2.1 ${SECONDS + 5}`,
  ]);
});

Deno.test("TOPIC of a channel without one is 331", () => {
  const [alice] = new TestNetwork().channel("#a", "alice");
  assertEquals(alice.send("TOPIC #a"), [
    ":irc.test 331 alice #a :No topic is set",
  ]);
});

Deno.test("an empty topic clears it", () => {
  const [alice, bob] = new TestNetwork().channel("#a", "alice", "bob");
  alice.send("TOPIC #a :Tea at five", "TOPIC #a :");
  assertEquals(bob.take()[1], ":alice!~alice@192.0.2.1 TOPIC #a :");
  assertEquals(bob.send("TOPIC #a"), [":irc.test 331 bob #a :No topic is set"]);
});

Deno.test("a topic is shortened to TOPICLEN, on a character boundary", () => {
  const [alice] = new TestNetwork().channel("#a", "alice");
  const fits = "x" + "é".repeat(Math.floor((MAX_TOPIC_BYTES - 1) / 2));
  const topic = `${fits}é`;
  assertEquals(alice.send(`TOPIC #a :${topic}`), [
    `:alice!~alice@192.0.2.1 TOPIC #a :${fits}`,
  ]);
  assertEquals(alice.send("TOPIC #a")[0], `:irc.test 332 alice #a :${fits}`);
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

Deno.test("without +t every member sets the topic", () => {
  const [alice, bob] = new TestNetwork().channel("#a", "alice", "bob");
  alice.send("MODE #a -t");
  bob.take();
  assertEquals(bob.send("TOPIC #a :ours"), [
    ":bob!~bob@192.0.2.1 TOPIC #a :ours",
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

Deno.test("those outside do not see the topic of a secret channel: 442", () => {
  const network = new TestNetwork();
  const [alice] = network.channel("#a", "alice");
  alice.send("TOPIC #a :hush", "MODE #a +s");
  assertEquals(network.register("bob").send("TOPIC #a"), [
    ":irc.test 442 bob #a :You're not on that channel",
  ]);
  assertEquals(alice.send("TOPIC #a").at(-2), ":irc.test 332 alice #a :hush");
});

Deno.test("TOPIC of no channel is refused with 403, of nothing with 461", () => {
  const alice = new TestNetwork().register("alice");
  assertEquals(alice.send("TOPIC #none", "TOPIC #none :x", "TOPIC"), [
    ":irc.test 403 alice #none :No such channel",
    ":irc.test 403 alice #none :No such channel",
    ":irc.test 461 alice TOPIC :Not enough parameters",
  ]);
});
