import { assertEquals } from "@std/assert";
import { COMMANDS } from "../../../../src/irc/protocol.ts";
import { DEFAULT_LIMITS } from "../../../../src/irc/names/limits.ts";
import { TestNetwork } from "../../../support/test_network.ts";

const LONGEST = "n".repeat(DEFAULT_LIMITS.nickname);

for (
  const nick of [
    "a",
    "[]{}\\|",
    "a-b_c^d`e",
    "Élodie",
    "日本",
    LONGEST,
    "é".repeat(DEFAULT_LIMITS.nickname),
  ]
) {
  Deno.test(`a nickname may be ${nick}`, () => {
    assertEquals(new TestNetwork().register("alice").send(`NICK ${nick}`), [
      `:alice!~alice@192.0.2.1 NICK ${nick}`,
    ]);
  });
}

for (
  const nick of [
    "a,b",
    "a*",
    "a?",
    "a!b",
    "a@b",
    "a.b",
    "$a",
    "#a",
    "&a",
    "a\u0007",
    "a\u00a0b",
    `${LONGEST}n`,
  ]
) {
  Deno.test(`a nickname may not be ${JSON.stringify(nick)}: 432`, () => {
    assertEquals(new TestNetwork().register("alice").send(`NICK ${nick}`), [
      `:irc.test 432 alice ${nick} :Erroneous nickname`,
    ]);
  });
}

Deno.test("a nickname has no space and begins with no colon: 432", () => {
  const alice = new TestNetwork().register("alice");
  assertEquals(alice.send("NICK :a b", "NICK ::a"), [
    ":irc.test 432 alice a :Erroneous nickname",
    ":irc.test 432 alice a :Erroneous nickname",
  ]);
});

Deno.test("no command's name is a nickname, in any case: 432", () => {
  const alice = new TestNetwork().register("alice");
  for (const name of COMMANDS.keys()) {
    const lower = name.toLowerCase();
    const mixed = name[0] + lower.slice(1);
    assertEquals(
      alice.send(`NICK ${name}`, `NICK ${lower}`, `NICK ${mixed}`),
      [name, lower, mixed].map((nick) =>
        `:irc.test 432 alice ${nick} :Erroneous nickname`
      ),
    );
  }
});

Deno.test("a refused nickname leaves the old one as it is", () => {
  const network = new TestNetwork();
  const alice = network.register("alice");
  alice.send("NICK a.b");
  assertEquals(alice.send("PRIVMSG alice :still here"), [
    ":alice!~alice@192.0.2.1 PRIVMSG alice :still here",
  ]);
});

Deno.test("NICK without a nickname is refused with 431", () => {
  const network = new TestNetwork();
  const unknown = network.connect();
  unknown.take();
  assertEquals(unknown.send("NICK", "NICK :"), [
    ":irc.test 431 * :No nickname given",
    ":irc.test 431 * :No nickname given",
  ]);
  assertEquals(network.register("alice").send("NICK"), [
    ":irc.test 431 alice :No nickname given",
  ]);
});

Deno.test("a nickname that somebody has is refused with 433, in any case", () => {
  const network = new TestNetwork();
  network.register("Alice[]");
  const bob = network.register("bob");
  assertEquals(bob.send("NICK Alice[]", "NICK aLICE[]"), [
    ":irc.test 433 bob Alice[] :Nickname is already in use",
    ":irc.test 433 bob aLICE[] :Nickname is already in use",
  ]);
});

Deno.test("casemapping ascii: brackets and braces, É and é are different", () => {
  const network = new TestNetwork();
  network.register("a[]");
  network.register("É");
  const bob = network.register("bob");
  assertEquals(bob.send("NICK a{}", "NICK é"), [
    ":bob!~bob@192.0.2.1 NICK a{}",
    ":a{}!~bob@192.0.2.1 NICK é",
  ]);
});

Deno.test("before registration 433 names the client *", () => {
  const network = new TestNetwork();
  network.register("alice");
  const client = network.connect();
  client.take();
  assertEquals(client.send("NICK alice"), [
    ":irc.test 433 * alice :Nickname is already in use",
  ]);
});

Deno.test("a nickname can be changed in case alone", () => {
  assertEquals(new TestNetwork().register("alice").send("NICK ALICE"), [
    ":alice!~alice@192.0.2.1 NICK ALICE",
  ]);
});

Deno.test("NICK with the nickname one has changes nothing", () => {
  assertEquals(new TestNetwork().register("alice").send("NICK alice"), []);
});

Deno.test("a change is seen once by everyone on a channel with the user", () => {
  const network = new TestNetwork();
  const [alice, bob] = network.channel("#a", "alice", "bob");
  const carol = network.register("carol");
  const stranger = network.register("stranger");
  for (const client of [alice, bob, carol]) client.send("JOIN #b,#c");
  for (const client of [alice, bob, carol]) client.take();
  const change = [":alice!~alice@192.0.2.1 NICK alicia"];
  assertEquals(alice.send("NICK alicia"), change);
  assertEquals(bob.take(), change);
  assertEquals(carol.take(), change);
  assertEquals(stranger.take(), []);
});

Deno.test("the old nickname is free at once, the new one leads to the user", () => {
  const network = new TestNetwork();
  const alice = network.register("alice");
  const bob = network.register("bob");
  alice.send("NICK alicia");
  assertEquals(bob.send("NICK alice"), [":bob!~bob@192.0.2.1 NICK alice"]);
  bob.send("PRIVMSG ALICIA :hello");
  assertEquals(alice.take(), [":alice!~bob@192.0.2.1 PRIVMSG alicia :hello"]);
});

Deno.test("a channel keeps the member and its prefix through a change", () => {
  const [alice] = new TestNetwork().channel("#a", "alice");
  alice.send("NICK alicia");
  assertEquals(alice.send("NAMES #a")[0], ":irc.test 353 alicia = #a :@alicia");
});
