import { assertEquals } from "@std/assert";
import { type TestClient, TestNetwork } from "../../../support/test_network.ts";

interface Fixture {
  readonly network: TestNetwork;
  readonly ann: TestClient;
  readonly bob: TestClient;
}

/** A channel of `ann`, its operator, and `bob`, who is logged in as `account` and on #b. */
function fixture(): Fixture {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  const [bob] = network.channel("#b", "bob");
  network.logIn("bob", "account");
  return { network, ann, bob };
}

function joins({ bob }: Fixture): boolean {
  const joined = bob.send("JOIN #a")[0] === ":bob!~bob@192.0.2.1 JOIN #a";
  bob.send("PART #a");
  return joined;
}

function speaks({ ann, bob }: Fixture): boolean {
  ann.send("INVITE bob #a");
  bob.send("JOIN #a", "PRIVMSG #a :hi", "PART #a");
  return ann.take().includes(":bob!~bob@192.0.2.1 PRIVMSG #a :hi");
}

/** Entries that fit bob. */
const FITTING = [
  "a:ACC*",
  "!a:other",
  "j:#B",
  "!j:#c",
  "r:Real?b?b",
  "!r:*ann",
];

/** Entries that do not. */
const OTHER = ["a:other", "!a:account", "j:#c", "!j:#b", "r:*ann", "!r:*"];

Deno.test("account, channel and realname in +b keep out whom they fit", () => {
  for (const entry of [...FITTING, ...OTHER]) {
    const made = fixture();
    made.ann.send(`MODE #a +b ${entry}`);
    const expected = OTHER.includes(entry);
    assertEquals([entry, joins(made)], [entry, expected]);
    assertEquals([entry, speaks(made)], [entry, expected]);
  }
});

Deno.test("account, channel and realname in +e and +I let in whom they fit", () => {
  for (const change of ["+be *", "+iI"]) {
    for (const entry of [...FITTING, ...OTHER]) {
      const made = fixture();
      made.ann.send(`MODE #a ${change} ${entry}`);
      const expected = FITTING.includes(entry);
      assertEquals([change, entry, joins(made)], [change, entry, expected]);
    }
  }
});

Deno.test("U: fits those without an account whom the mask fits", () => {
  const made = fixture();
  const { network, ann, bob } = made;
  ann.send("MODE #a +b U:bob");
  assertEquals(joins(made), true);
  network.register("eve");
  const user = network.core.network.findUser("bob");
  if (user !== undefined) user.account = null;
  assertEquals(joins(made), false);
  bob.send("NICK rob");
  assertEquals(bob.send("JOIN #a")[0], ":rob!~bob@192.0.2.1 JOIN #a");
});

Deno.test("!U: fits all others", () => {
  const made = fixture();
  made.ann.send("MODE #a +b !U:*");
  assertEquals(joins(made), false);
  const eve = made.network.register("eve");
  assertEquals(eve.send("JOIN #a")[0], ":eve!~eve@192.0.2.1 JOIN #a");
});

Deno.test("m: keeps from speaking alone, and takes any entry", () => {
  for (const entry of ["m:bob", "m:a:account", "m:!a:other", "!m:ann"]) {
    const made = fixture();
    made.ann.send(`MODE #a +b ${entry}`);
    assertEquals([entry, joins(made)], [entry, true]);
    assertEquals([entry, speaks(made)], [entry, false]);
  }
  for (const entry of ["m:eve", "!m:bob", "m:!a:account"]) {
    const made = fixture();
    made.ann.send(`MODE #a +b ${entry}`);
    assertEquals([entry, speaks(made)], [entry, true]);
  }
});

Deno.test("m: in +e lets speak alone", () => {
  const made = fixture();
  made.ann.send("MODE #a +be bob m:bob");
  assertEquals(joins(made), false);
  assertEquals(speaks(made), true);
});

Deno.test("m: in +I lets nobody in", () => {
  const made = fixture();
  made.ann.send("MODE #a +iI m:bob");
  assertEquals(joins(made), false);
});

Deno.test("masks within entries are made whole", () => {
  const { ann } = fixture();
  ann.take();
  assertEquals(ann.send("MODE #a +bbbb m:bob U:*@host.example !m:a:x a:x"), [
    ":ann!~ann@192.0.2.1 MODE #a +bbbb m:bob!*@* U:*!*@host.example !m:a:x a:x",
  ]);
  assertEquals(ann.send("MODE #a -b m:BOB"), [
    ":ann!~ann@192.0.2.1 MODE #a -b m:bob!*@*",
  ]);
});

for (
  const entry of [
    "z:bob",
    "M:bob",
    "a:",
    "!r:",
    "a:#ann",
    "a:two,names",
    "a:x!*@*",
    "j:help",
    "j:#",
    `j:#${"c".repeat(64)}`,
    `r:${"r".repeat(151)}`,
    "m:#c",
    "m:m:*!*@192.0.2.0/33",
    "m:a:",
    "U:a!b!c@d",
    `U:${"n".repeat(31)}`,
    "U:a:account",
    `a:${"a".repeat(199)}`,
  ]
) {
  Deno.test(`${entry.slice(0, 20)} in +b can fit nobody: 696`, () => {
    const { ann } = fixture();
    ann.take();
    assertEquals(ann.send(`MODE #a +b ${entry}`), [
      `:irc.test 696 ann #a b ${entry} :Bad parameter`,
    ]);
  });
}

for (const entry of ["a:*", "a:?", "j:*help", "j:?*", "r:*", "!a:*"]) {
  Deno.test(`${entry} in +b can fit somebody`, () => {
    const { ann } = fixture();
    ann.take();
    assertEquals(ann.send(`MODE #a +b ${entry}`), [
      `:ann!~ann@192.0.2.1 MODE #a +b ${entry}`,
    ]);
  });
}

Deno.test("m: and U: take CIDR blocks", () => {
  for (const entry of ["m:192.0.2.0/24", "U:192.0.2.0/24", "!m:192.0.3.0/24"]) {
    const made = fixture();
    const user = made.network.core.network.findUser("bob");
    if (user !== undefined) user.account = null;
    made.ann.send(`MODE #a +b ${entry}`);
    assertEquals([entry, speaks(made)], [entry, false]);
  }
});
