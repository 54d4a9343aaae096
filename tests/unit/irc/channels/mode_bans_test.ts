import { assertEquals } from "@std/assert";
import { DEFAULT_LIMITS } from "../../../../src/irc/names/limits.ts";
import { MAX_LINE_BYTES } from "../../../../src/irc/wire/message.ts";
import { byteLength } from "../../../../src/irc/names/text.ts";
import { START, TestNetwork } from "../../../support/test_network.ts";

const END = ":irc.test 368 alice #a :End of channel ban list";

function channel() {
  const network = new TestNetwork();
  const [alice, bob] = network.channel("#a", "alice", "bob");
  return { network, alice, bob };
}

/** The masks on the ban list, as the operator is shown them. */
function bansOf(client: ReturnType<typeof channel>["alice"]): string[] {
  client.take();
  return client.send("MODE #a b").slice(0, -1)
    .map((line) => line.split(" ")[4]);
}

Deno.test("+b bans a mask, -b lifts the ban, seen by all members", () => {
  const { alice, bob } = channel();
  const lines = [
    ":alice!~alice@192.0.2.1 MODE #a +b x!y@z",
    ":alice!~alice@192.0.2.1 MODE #a -b x!y@z",
  ];
  assertEquals(alice.send("MODE #A +b x!y@z", "MODE #a -b x!y@z"), lines);
  assertEquals(bob.take(), lines);
  assertEquals(bansOf(alice), []);
});

for (
  const [given, kept] of [
    ["troll", "troll!*@*"],
    ["*.example.org", "*!*@*.example.org"],
    ["2001:db8::*", "*!*@2001:db8::*"],
    ["user@host", "*!user@host"],
    ["nick!user", "nick!user@*"],
    ["!@", "*!*@*"],
    ["192.0.2.77/24", "*!*@192.0.2.0/24"],
    ["*!*@192.0.2.77/32", "*!*@192.0.2.77"],
    ["*!*@2001:DB8::0:1", "*!*@2001:db8::1"],
    ["*!*@::1", "*!*@0::1"],
  ]
) {
  Deno.test(`the ban ${given} is kept as ${kept}`, () => {
    assertEquals(channel().alice.send(`MODE #a +b ${given}`), [
      `:alice!~alice@192.0.2.1 MODE #a +b ${kept}`,
    ]);
  });
}

for (const query of ["b", "+b", "-b"]) {
  Deno.test(`MODE ${query} shows the bans: who set them, and when`, () => {
    const { network, alice, bob } = channel();
    alice.send("MODE #a +b first");
    network.at += 5999;
    alice.send("MODE #a +b second");
    bob.take();
    const seconds = START / 1000;
    assertEquals(bob.send(`MODE #A ${query}`), [
      `:irc.test 367 bob #a first!*@* alice!~alice@192.0.2.1 ${seconds}`,
      `:irc.test 367 bob #a second!*@* alice!~alice@192.0.2.1 ${seconds + 5}`,
      ":irc.test 368 bob #a :End of channel ban list",
    ]);
  });
}

Deno.test("one MODE shows the list once", () => {
  assertEquals(channel().alice.send("MODE #a +bb-b"), [END]);
});

Deno.test("the bans of a secret channel are shown to members alone: 403", () => {
  const { network, alice } = channel();
  alice.send("MODE #a +sb troll");
  assertEquals(network.register("carol").send("MODE #a b"), [
    ":irc.test 403 carol #a :No such channel",
  ]);
});

Deno.test("a mask is on the list once, in whatever case", () => {
  const { alice } = channel();
  alice.send("MODE #a +b troll");
  alice.take();
  assertEquals(alice.send("MODE #a +b TROLL!*@*"), []);
  assertEquals(bansOf(alice), ["troll!*@*"]);
});

Deno.test("-b in another case lifts the ban, and names it as it was set", () => {
  const { alice } = channel();
  alice.send("MODE #a +b troll");
  alice.take();
  assertEquals(alice.send("MODE #a -b TROLL"), [
    ":alice!~alice@192.0.2.1 MODE #a -b troll!*@*",
  ]);
});

Deno.test("-b of what is not on the list changes nothing", () => {
  assertEquals(channel().alice.send("MODE #a -b troll"), []);
});

Deno.test("over MAXLIST bans are refused with 478", () => {
  const { alice } = channel();
  for (let i = 0; i < DEFAULT_LIMITS.listEntries; i++) {
    alice.send(`MODE #a +b b${i}`);
  }
  alice.take();
  assertEquals(alice.send("MODE #a +b more"), [
    ":irc.test 478 alice #a more!*@* :Channel list is full",
  ]);
  assertEquals(bansOf(alice).length, DEFAULT_LIMITS.listEntries);
  assertEquals(alice.send("MODE #a -b+b b0 more"), [
    ":alice!~alice@192.0.2.1 MODE #a -b+b b0!*@* more!*@*",
  ]);
});

Deno.test("a mask that is far too long is refused with 696", () => {
  const { alice } = channel();
  const mask = "x".repeat(300);
  assertEquals(alice.send(`MODE #a +b ${mask}`), [
    `:irc.test 696 alice #a b ${mask} :Bad parameter`,
  ]);
  assertEquals(bansOf(alice), []);
});

for (
  const mask of [
    "n".repeat(31),
    "a!b!c@d",
    "a!b@c@d",
    "#channel",
    ":ann!*@*",
    "*!*@192.0.2.0/33",
    "*!*@2001:db8::/129",
    "*!*@192.0.2",
    "z:ann",
  ]
) {
  for (const letter of ["b", "e", "I"]) {
    Deno.test(`+${letter} ${mask} can match nobody: 696`, () => {
      const { alice } = channel();
      const shown = mask.replace(/^:/, "");
      assertEquals(alice.send(`MODE #a +${letter} :${mask}`), [
        `:irc.test 696 alice #a ${letter} ${shown} :Bad parameter`,
      ]);
    });
  }
}

Deno.test("a mask with a space is refused with 696, not cut there", () => {
  const { alice } = channel();
  assertEquals(alice.send("MODE #a +b :troll and more"), [
    ":irc.test 696 alice #a b troll :Bad parameter",
  ]);
  assertEquals(bansOf(alice), []);
});

Deno.test("-b lifts a ban that could not be set today", () => {
  const { network, alice } = channel();
  const long = `${"n".repeat(DEFAULT_LIMITS.nickname)}!*@*`;
  alice.send(`MODE #a +b ${long}`);
  network.reconfigure({ limits: { ...DEFAULT_LIMITS, nickname: 20 } });
  alice.take();
  assertEquals(alice.send(`MODE #a -b ${long}`), [
    `:alice!~alice@192.0.2.1 MODE #a -b ${long}`,
  ]);
});

/** What happens to who joins from an address. */
function joinFrom(network: TestNetwork, address: string): string {
  const client = network.register("eve", address);
  const [answer] = client.send("JOIN #a");
  client.send("QUIT");
  return answer.split(" ")[1];
}

for (
  const [mask, inside, outside] of [
    ["*!*@192.0.2.0/25", "192.0.2.127", "192.0.2.128"],
    ["192.0.2.9", "192.0.2.9", "192.0.2.99"],
    ["*!*@::ffff:192.0.2.0/120", "192.0.2.128", "192.0.3.1"],
    ["2001:db8::/64", "2001:db8::5", "2001:db8:0:1::5"],
    ["*!~eve@2001:DB8:0:0::1", "2001:db8::1", "2001:db8::2"],
    ["*!*@::1", "::1", "::2"],
    ["*!*@::/64", "::1", "0:0:0:1::1"],
    ["e*!*@::*", "::1", "2001:db8::1"],
  ]
) {
  Deno.test(`+b ${mask} keeps ${inside} out, and not ${outside}`, () => {
    const { network, alice } = channel();
    alice.send(`MODE #a +b ${mask}`);
    assertEquals(joinFrom(network, inside), "474");
    assertEquals(joinFrom(network, outside), "JOIN");
  });

  Deno.test(`+e ${mask} exempts ${inside}, and not ${outside}`, () => {
    const { network, alice } = channel();
    alice.send(`MODE #a +be eve ${mask}`);
    assertEquals(joinFrom(network, inside), "JOIN");
    assertEquals(joinFrom(network, outside), "474");
  });

  Deno.test(`+I ${mask} invites ${inside}, and not ${outside}`, () => {
    const { network, alice } = channel();
    alice.send(`MODE #a +iI ${mask}`);
    assertEquals(joinFrom(network, inside), "JOIN");
    assertEquals(joinFrom(network, outside), "473");
  });
}

Deno.test("a block holds for who speaks, and under +x too", () => {
  const { alice, bob } = channel();
  bob.send("MODE bob +x");
  alice.send("MODE #a +b 192.0.2.0/24");
  bob.take();
  assertEquals(bob.send("PRIVMSG #a :hi"), [
    ":irc.test 404 bob #a :Cannot send to channel (+b)",
  ]);
});

Deno.test("a ban that was accepted can be lifted as it is shown", () => {
  const { alice } = channel();
  for (const mask of ["::x!y@z", ":*\\", ":a,b!c@d", ":!!@@"]) {
    alice.send(`MODE #a +b ${mask}`);
    for (const shown of bansOf(alice)) alice.send(`MODE #a -b ${shown}`);
    assertEquals(bansOf(alice), [], mask);
  }
});

Deno.test("MODE shows every mask whole, on as many lines as it takes", () => {
  for (let length = 140; length <= 190; length++) {
    const { alice } = channel();
    const [first, second] = ["a".repeat(189), "b".repeat(100)]
      .map((host) => `*!*@${host}`);
    const third = `*!*@${"c".repeat(length)}`;
    alice.send(`MODE #a +b ${first}`, `MODE #a +b ${third}`);
    alice.take();
    assertEquals(
      alice.send(`MODE #a -b+b-b ${first} ${second} ${third}`)
        .flatMap((line) => line.split(" ").slice(4)),
      [first, second, third],
    );
  }
});

Deno.test("a MODE that tells of many bans goes out on lines of 512 bytes", () => {
  const [op] = new TestNetwork().channel(
    "#a",
    "é".repeat(DEFAULT_LIMITS.nickname),
  );
  const masks = Array.from({ length: 7 }, (_, i) => `${i}${"é".repeat(29)}`);
  const lines = op.send(`MODE #a +bbbbbbb ${masks.join(" ")}`);
  assertEquals(
    lines.map((line) => byteLength(line) <= MAX_LINE_BYTES - 2),
    [true, true],
  );
  assertEquals(
    lines.flatMap((line) => line.split(" ").slice(4)),
    masks.map((mask) => `${mask}!*@*`),
  );
});
