import { assertEquals } from "@std/assert";
import { START, TestNetwork } from "../../../support/test_network.ts";

const CREATED = `:irc.test 329 alice #a ${START / 1000}`;

for (const flag of ["i", "m", "s"]) {
  Deno.test(`an operator sets and unsets +${flag}, seen by all members`, () => {
    const [alice, bob] = new TestNetwork().channel("#a", "alice", "bob");
    const set = `:alice!~alice@192.0.2.1 MODE #a +${flag}`;
    const unset = `:alice!~alice@192.0.2.1 MODE #a -${flag}`;
    assertEquals(alice.send(`MODE #A +${flag}`, `MODE #a -${flag}`), [
      set,
      unset,
    ]);
    assertEquals(bob.take(), [set, unset]);
  });
}

Deno.test("a new channel has +nt, which an operator takes off", () => {
  const [alice] = new TestNetwork().channel("#a", "alice");
  assertEquals(alice.send("MODE #a", "MODE #a -nt", "MODE #a"), [
    ":irc.test 324 alice #a +nt",
    CREATED,
    ":alice!~alice@192.0.2.1 MODE #a -nt",
    ":irc.test 324 alice #a +",
    CREATED,
  ]);
});

Deno.test("MODE shows limit and key, the key to members alone", () => {
  const network = new TestNetwork();
  const [alice] = network.channel("#a", "alice");
  alice.send("MODE #a +lk 10 secret");
  alice.take();
  assertEquals(
    alice.send("MODE #a")[0],
    ":irc.test 324 alice #a +ntlk 10 secret",
  );
  assertEquals(
    network.register("bob").send("MODE #A")[0],
    ":irc.test 324 bob #a +ntlk 10 *",
  );
});

Deno.test("MODE shows the forward to those who may know of the channel it names", () => {
  const network = new TestNetwork();
  const [alice, bob] = network.channel("#a", "alice", "bob");
  const carol = network.register("carol");
  alice.send("JOIN #b", "MODE #a +f #B");
  const shown = () =>
    [alice, bob, carol].map((client) => {
      client.take();
      return client.send("MODE #a")[0].split(" ").slice(4).join(" ");
    });
  assertEquals(shown(), ["+ntf #b", "+ntf #b", "+ntf *"]);
  alice.send("MODE #b +s");
  assertEquals(shown(), ["+ntf #b", "+ntf *", "+ntf *"]);
  alice.send("PART #b");
  assertEquals(shown(), ["+ntf #b", "+ntf #b", "+ntf *"]);
});

Deno.test("the modes of a secret channel are shown to members alone: 403", () => {
  const network = new TestNetwork();
  const [alice] = network.channel("#a", "alice");
  alice.send("MODE #a +s");
  assertEquals(network.register("bob").send("MODE #a"), [
    ":irc.test 403 bob #a :No such channel",
  ]);
});

Deno.test("MODE of no channel is refused with 403, of nothing with 461", () => {
  const alice = new TestNetwork().register("alice");
  assertEquals(alice.send("MODE #none", "MODE #none +m", "MODE"), [
    ":irc.test 403 alice #none :No such channel",
    ":irc.test 403 alice #none :No such channel",
    ":irc.test 461 alice MODE :Not enough parameters",
  ]);
});

Deno.test("what is set already, or not set, changes nothing", () => {
  const [alice, bob] = new TestNetwork().channel("#a", "alice", "bob");
  assertEquals(alice.send("MODE #a +nt-im", "MODE #a :"), []);
  assertEquals(bob.take(), []);
});

Deno.test("one MODE tells in one line what really changed, in order", () => {
  const [alice, bob] = new TestNetwork().channel("#a", "alice", "bob");
  const change = [":alice!~alice@192.0.2.1 MODE #a +im-t+lv 5 bob"];
  assertEquals(alice.send("MODE #a i+nm-t-s+lv 5 bob"), change);
  assertEquals(bob.take(), change);
});

Deno.test("an unknown letter is refused with 472, the others count", () => {
  const [alice] = new TestNetwork().channel("#a", "alice");
  assertEquals(alice.send("MODE #a +iXm"), [
    ":irc.test 472 alice X :is unknown mode char to me",
    ":alice!~alice@192.0.2.1 MODE #a +im",
  ]);
});

for (const change of ["+i", "-t", "+k key", "-k key", "+l 5", "-l", "+b bob"]) {
  Deno.test(`MODE ${change} by one who is no operator is refused with 482`, () => {
    const network = new TestNetwork();
    const [alice, bob] = network.channel("#a", "alice", "bob");
    alice.send("MODE #a +v bob");
    alice.take();
    bob.take();
    const carol = network.register("carol");
    assertEquals(bob.send(`MODE #a ${change}`), [
      ":irc.test 482 bob #a :You're not a channel operator",
    ]);
    assertEquals(carol.send(`MODE #a ${change}`), [
      ":irc.test 482 carol #a :You're not a channel operator",
    ]);
    assertEquals(alice.take(), []);
  });
}

Deno.test("one MODE is refused with 482 once", () => {
  const [, bob] = new TestNetwork().channel("#a", "alice", "bob");
  assertEquals(bob.send("MODE #a +imo-v bob bob"), [
    ":irc.test 482 bob #a :You're not a channel operator",
  ]);
});

Deno.test("who gives up the rank in a MODE has it for the letters before", () => {
  const [alice] = new TestNetwork().channel("#a", "alice");
  assertEquals(alice.send("MODE #a +m-o+i alice"), [
    ":irc.test 482 alice #a :You're not a channel operator",
    ":alice!~alice@192.0.2.1 MODE #a +m-o alice",
  ]);
});
