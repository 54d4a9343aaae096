import { assertEquals } from "@std/assert";
import { DEFAULT_LIMITS } from "../../../../src/irc/names/limits.ts";
import { START, TestNetwork } from "../../../support/test_network.ts";

Deno.test("the first JOIN makes the channel and its creator operator", () => {
  assertEquals(new TestNetwork().register("alice").send("JOIN #a"), [
    ":alice!~alice@192.0.2.1 JOIN #a",
    ":irc.test 353 alice = #a :@alice",
    ":irc.test 366 alice #a :End of /NAMES list",
  ]);
});

Deno.test("JOIN is seen by the members, and answered with topic and names", () => {
  const network = new TestNetwork();
  const [alice] = network.channel("#a", "alice");
  alice.send("TOPIC #a :Welcome");
  const bob = network.register("bob");
  assertEquals(bob.send("JOIN #a"), [
    ":bob!~bob@192.0.2.1 JOIN #a",
    ":irc.test 332 bob #a :Welcome",
    `:irc.test 333 bob #a alice!~alice@192.0.2.1 ${START / 1000}`,
    ":irc.test 353 bob = #a :@alice bob",
    ":irc.test 366 bob #a :End of /NAMES list",
  ]);
  assertEquals(alice.take(), [":bob!~bob@192.0.2.1 JOIN #a"]);
});

Deno.test("a channel is one in every case, under its creator's name", () => {
  const network = new TestNetwork();
  network.channel("#Tea", "alice");
  assertEquals(network.register("bob").send("JOIN #tEA"), [
    ":bob!~bob@192.0.2.1 JOIN #Tea",
    ":irc.test 353 bob = #Tea :@alice bob",
    ":irc.test 366 bob #Tea :End of /NAMES list",
  ]);
});

Deno.test("who is on the channel already gets no answer to JOIN", () => {
  const [alice, bob] = new TestNetwork().channel("#a", "alice", "bob");
  assertEquals([alice.send("JOIN #A"), bob.take()], [[], []]);
});

Deno.test("JOIN takes a list of channels and a list of keys", () => {
  const network = new TestNetwork();
  const [alice] = network.channel("#a", "alice");
  alice.send("JOIN #b,#c", "MODE #a +k one", "MODE #c +k three");
  const lines = network.register("bob").send("JOIN #a,#b,#c one,,three");
  assertEquals(lines.filter((line) => line.includes(" JOIN ")), [
    ":bob!~bob@192.0.2.1 JOIN #a",
    ":bob!~bob@192.0.2.1 JOIN #b",
    ":bob!~bob@192.0.2.1 JOIN #c",
  ]);
});

Deno.test("a channel that is named twice is joined once", () => {
  assertEquals(
    new TestNetwork().register("alice").send("JOIN #a,#a,#A").length,
    3,
  );
});

Deno.test("over TARGMAX channels the rest is refused with 407", () => {
  const names = Array.from(
    { length: DEFAULT_LIMITS.channels + 1 },
    (_, i) => `#${i}`,
  );
  const lines = new TestNetwork().register("a1").send(
    `JOIN ${names.join(",")}`,
  );
  assertEquals(
    lines.at(-1),
    `:irc.test 407 a1 ${names.at(-1)} :Too many targets`,
  );
  assertEquals(
    lines.filter((line) => line.includes(" JOIN ")).length,
    DEFAULT_LIMITS.channels,
  );
});

Deno.test("over CHANLIMIT channels JOIN is refused with 405", () => {
  const network = new TestNetwork();
  network.channel("#full", "bob");
  const alice = network.register("alice");
  for (let i = 0; i < DEFAULT_LIMITS.channels; i++) alice.send(`JOIN #${i}`);
  const refusals = [
    ":irc.test 405 alice #new :You have joined too many channels",
    ":irc.test 405 alice #full :You have joined too many channels",
  ];
  assertEquals(alice.send("JOIN #new,#full"), refusals);
  assertEquals(alice.send("JOIN #0"), []);
  assertEquals(alice.send("PART #0", "JOIN #new").length, 4);
});

for (const name of ["#a\u0007", "#a\u007f", "#a\tb", "a", "&a", "+a", "#"]) {
  Deno.test(`a channel may not be ${JSON.stringify(name)}: 403`, () => {
    assertEquals(new TestNetwork().register("alice").send(`JOIN ${name}`), [
      `:irc.test 403 alice ${name} :No such channel`,
    ]);
  });
}

Deno.test("a channel's name has no space: 403", () => {
  assertEquals(new TestNetwork().register("alice").send("JOIN :#a b"), [
    ":irc.test 403 alice #a :No such channel",
  ]);
});

Deno.test("a channel's name is at most CHANNELLEN characters: 403", () => {
  const longest = "#" + "é".repeat(DEFAULT_LIMITS.channelName - 1);
  const alice = new TestNetwork().register("alice");
  assertEquals(
    alice.send(`JOIN ${longest}`)[0],
    `:alice!~alice@192.0.2.1 JOIN ${longest}`,
  );
  assertEquals(alice.send(`JOIN ${longest}é`), [
    `:irc.test 403 alice ${longest}é :No such channel`,
  ]);
});

Deno.test("one bad name does not keep one from the other channels", () => {
  const lines = new TestNetwork().register("alice").send("JOIN #a,b,#c");
  assertEquals(lines.filter((line) => !/ 353 | 366 /.test(line)), [
    ":alice!~alice@192.0.2.1 JOIN #a",
    ":irc.test 403 alice b :No such channel",
    ":alice!~alice@192.0.2.1 JOIN #c",
  ]);
});

Deno.test("JOIN 0 leaves every channel, as if with PART", () => {
  const network = new TestNetwork();
  const [alice, bob] = network.channel("#a", "alice", "bob");
  bob.send("JOIN #b");
  bob.take();
  alice.take();
  assertEquals(bob.send("JOIN 0"), [
    ":bob!~bob@192.0.2.1 PART #a",
    ":bob!~bob@192.0.2.1 PART #b",
  ]);
  assertEquals(alice.take(), [":bob!~bob@192.0.2.1 PART #a"]);
  assertEquals(alice.send("MODE #b"), [
    ":irc.test 403 alice #b :No such channel",
  ]);
});

Deno.test("a channel that was left by all is made anew, without its past", () => {
  const network = new TestNetwork();
  const [alice] = network.channel("#a", "alice");
  alice.send("TOPIC #a :old", "MODE #a +k-nt key", "PART #a");
  network.pass(60_000);
  alice.take();
  assertEquals(alice.send("JOIN #a", "MODE #a"), [
    ":alice!~alice@192.0.2.1 JOIN #a",
    ":irc.test 353 alice = #a :@alice",
    ":irc.test 366 alice #a :End of /NAMES list",
    ":irc.test 324 alice #a +nt",
    `:irc.test 329 alice #a ${START / 1000 + 60}`,
  ]);
});

Deno.test("JOIN without a channel is refused with 461", () => {
  assertEquals(new TestNetwork().register("alice").send("JOIN"), [
    ":irc.test 461 alice JOIN :Not enough parameters",
  ]);
});
