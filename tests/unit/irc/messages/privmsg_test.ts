import { assertEquals } from "@std/assert";
import { DEFAULT_LIMITS } from "../../../../src/irc/names/limits.ts";
import { TestNetwork } from "../../../support/test_network.ts";

function channelWith(modes: string) {
  const network = new TestNetwork();
  const [alice, bob] = network.channel("#a", "alice", "bob");
  alice.send(`MODE #a ${modes}`);
  alice.take();
  bob.take();
  return { network, alice, bob };
}

Deno.test("PRIVMSG to a nickname, in any case, reaches that user alone", () => {
  const [alice, bob, carol] = new TestNetwork()
    .channel("#a", "alice", "Bob", "carol");
  assertEquals(alice.send("PRIVMSG bOB :hello :) "), []);
  assertEquals(bob.take(), [
    ":alice!~alice@192.0.2.1 PRIVMSG Bob :hello :) ",
  ]);
  assertEquals(carol.take(), []);
});

Deno.test("PRIVMSG to a channel reaches all other members, once each", () => {
  const network = new TestNetwork();
  const [alice, bob, carol] = network.channel("#Tea", "alice", "bob", "carol");
  for (const client of [alice, bob]) client.send("JOIN #other");
  for (const client of [alice, bob]) client.take();
  const stranger = network.register("stranger");
  assertEquals(alice.send("PRIVMSG #tEA hello"), []);
  const said = [":alice!~alice@192.0.2.1 PRIVMSG #Tea :hello"];
  assertEquals([bob.take(), carol.take()], [said, said]);
  assertEquals(stranger.take(), []);
});

Deno.test("PRIVMSG to oneself comes back", () => {
  assertEquals(new TestNetwork().register("alice").send("PRIVMSG alice :x"), [
    ":alice!~alice@192.0.2.1 PRIVMSG alice :x",
  ]);
});

Deno.test("PRIVMSG takes a list of targets, each once", () => {
  const [alice, bob] = new TestNetwork().channel("#a", "alice", "bob");
  alice.send("PRIVMSG bob,#a,bob :hello");
  assertEquals(bob.take(), [
    ":alice!~alice@192.0.2.1 PRIVMSG bob :hello",
    ":alice!~alice@192.0.2.1 PRIVMSG #a :hello",
  ]);
});

Deno.test("over TARGMAX targets the rest is refused with 407", () => {
  const network = new TestNetwork();
  const nicks = Array.from(
    { length: DEFAULT_LIMITS.messageTargets + 1 },
    (_, i) => `n${i}`,
  );
  const clients = nicks.map((nick) => network.register(nick));
  assertEquals(clients[0].send(`PRIVMSG ${nicks.join(",")} :hello`), [
    ":n0!~n0@192.0.2.1 PRIVMSG n0 :hello",
    `:irc.test 407 n0 ${nicks.at(-1)} :Too many targets`,
  ]);
  assertEquals(clients.at(-2)?.take().length, 1);
  assertEquals(clients.at(-1)?.take(), []);
});

Deno.test("PRIVMSG without a target is refused with 411", () => {
  const alice = new TestNetwork().register("alice");
  const refusal = ":irc.test 411 alice :No recipient given (PRIVMSG)";
  assertEquals(alice.send("PRIVMSG", "PRIVMSG :", "PRIVMSG , :x"), [
    refusal,
    refusal,
    refusal,
  ]);
});

Deno.test("PRIVMSG without a text is refused with 412", () => {
  assertEquals(
    new TestNetwork().register("alice").send(
      "PRIVMSG alice",
      "PRIVMSG alice :",
    ),
    [
      ":irc.test 412 alice :No text to send",
      ":irc.test 412 alice :No text to send",
    ],
  );
});

Deno.test("PRIVMSG to nobody is refused with 401, to no channel with 403", () => {
  const alice = new TestNetwork().register("alice");
  assertEquals(alice.send("PRIVMSG nobody,#none :x"), [
    ":irc.test 401 alice nobody :No such nick/channel",
    ":irc.test 403 alice #none :No such channel",
  ]);
});

Deno.test("+n refuses those outside with 404", () => {
  const { network, alice } = channelWith("-t");
  const carol = network.register("carol");
  assertEquals(carol.send("PRIVMSG #A :x"), [
    ":irc.test 404 carol #a :Cannot send to channel (+n)",
  ]);
  assertEquals(alice.take(), []);
});

Deno.test("without +n those outside may speak", () => {
  const { network, alice } = channelWith("-n");
  assertEquals(network.register("carol").send("PRIVMSG #a :x"), []);
  assertEquals(alice.take(), [":carol!~carol@192.0.2.1 PRIVMSG #a :x"]);
});

Deno.test("+m refuses those without voice with 404", () => {
  const { network, alice, bob } = channelWith("+m-n");
  assertEquals(bob.send("PRIVMSG #a :x"), [
    ":irc.test 404 bob #a :Cannot send to channel (+m)",
  ]);
  assertEquals(network.register("carol").send("PRIVMSG #a :x"), [
    ":irc.test 404 carol #a :Cannot send to channel (+m)",
  ]);
  assertEquals([alice.take(), alice.send("PRIVMSG #a :op")], [[], []]);
  assertEquals(bob.take(), [":alice!~alice@192.0.2.1 PRIVMSG #a :op"]);
});

Deno.test("with voice one speaks on a moderated channel, even banned", () => {
  const { alice, bob } = channelWith("+mvb bob bob");
  assertEquals(bob.send("PRIVMSG #a :x"), []);
  assertEquals(alice.take(), [":bob!~bob@192.0.2.1 PRIVMSG #a :x"]);
});

Deno.test("a banned member is refused with 404", () => {
  const { alice, bob } = channelWith("+b bob");
  assertEquals(bob.send("PRIVMSG #a :x"), [
    ":irc.test 404 bob #a :Cannot send to channel (+b)",
  ]);
  assertEquals(alice.take(), []);
});
