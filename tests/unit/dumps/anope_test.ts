import { assertEquals, assertThrows } from "@std/assert";
import { readAnope } from "../../../src/dumps/anope.ts";
import { readDump } from "../../../src/dumps/read_dump.ts";
import { dumpOf } from "../../support/dumps.ts";

const dump = readAnope(dumpOf("anope"));

/** Milliseconds since 1970. */
const at = (seconds: number) => (1_500_000_000 + seconds) * 1000;

Deno.test("an account of Anope has its display name, other nicknames, and the vhost of the first", () => {
  const [ann] = dump.accounts;
  const { password, ...others } = ann;
  assertEquals(others, {
    name: "Ann",
    nicks: ["ann_away"],
    registeredAt: at(100),
    email: "ann@example.org",
    certificates: ["ab".repeat(32), "0123456789".repeat(4)],
    vhost: "cats.are.great",
    suspended: null,
  });
  assertEquals(
    password?.passwordHash,
    "$anope$enc_sha256$J9b6Xi0sRclnvcffBi5Zg0HOactnhdcuHZUBVlAeUj4=$" +
      "bp3WKwgM4WZW/44cq8jfMwO1UyezeLBlo+Hq9uyReEc=",
  );
});

Deno.test("a suspended account of Anope is one here, and a password that cannot be checked is none", () => {
  const bob = dump.accounts.find(({ name }) => name === "bob");
  assertEquals([bob?.password, bob?.email], [null, null]);
  assertEquals(bob?.suspended, {
    by: "root",
    at: at(500),
    until: null,
    reason: "spam and more",
  });
});

Deno.test("an account of Anope that was never verified is left out", () => {
  assertEquals(dump.accounts.map(({ name }) => name), ["Ann", "bob", "dora"]);
});

Deno.test("a channel of Anope has its locks, lists, ranks and topic", () => {
  const [cats, closed] = dump.channels;
  const entry = { isAccount: false, setBy: "Ann" } as const;
  assertEquals(cats, {
    name: "#Cats",
    founder: "Ann",
    registeredAt: at(1000),
    usedAt: 1_600_001_000_000,
    topic: { text: "Cats  and more cats", setBy: "bob", setAt: at(2000) },
    modes: [
      { letter: "s", isSet: true, parameter: "" },
      { letter: "t", isSet: false, parameter: "" },
      { letter: "k", isSet: true, parameter: "miau" },
    ],
    entries: [
      { letter: "e", mask: "*!*@cats.example", ...entry, setAt: at(3000) },
      { letter: "b", mask: "*!*@dogs.example", ...entry, setAt: at(5000) },
      {
        letter: "b",
        mask: "dora",
        isAccount: true,
        setBy: "Ann",
        setAt: at(5001),
      },
    ],
    // Operators need 7 there: 5 is a half operator's.
    ranks: [
      { account: "bob", letter: "h", by: "Ann", at: at(4000) },
      { account: "DORA", letter: "h", by: "Ann", at: at(4001) },
      { account: "*!*@cats.example", letter: "v", by: "Ann", at: at(4002) },
    ],
    suspended: null,
  });
  assertEquals(closed.suspended, {
    by: "root",
    at: at(6000),
    until: 1_900_000_000_000,
    reason: "quarrels",
  });
});

Deno.test("what Anope forbade and banned is banned here", () => {
  const common = { setBy: "root", expiresAt: null };
  assertEquals(dump.purges, [
    { name: "#warez", by: "root", at: at(7000), reason: "no" },
  ]);
  assertEquals(dump.bans, [
    {
      kind: "N",
      mask: "admin",
      reason: "Reserved",
      ...common,
      setAt: at(7000),
    },
    {
      kind: "K",
      mask: "*@192.0.2.1",
      reason: "bots",
      ...common,
      setAt: at(8000),
    },
  ]);
});

Deno.test("what there is no place for of Anope is counted", () => {
  assertEquals(
    `${dump.left}`,
    "accounts that were never verified (1), " +
      "things of accounts and channels that are gone (1), mode locks (1), " +
      "successors (1), entries of access lists that give no rank (1), " +
      "things that were forbidden (1), bots (1), memos (1)",
  );
});

Deno.test("Anope 2.1 names accounts by their ids", () => {
  const { accounts, channels, left } = readAnope([
    "OBJECT NickCore",
    "ID 7",
    "DATA display Ann",
    "DATA uniqueid 123",
    "DATA pass raw-sha256:00",
    "DATA registered 1500000000",
    "END",
    "OBJECT NickAlias",
    "DATA nick ann_away",
    "DATA registered 1500000100",
    "DATA ncid 123",
    "END",
    "OBJECT ChannelInfo",
    "DATA name #cats",
    "DATA founderid 123",
    "DATA successorid 123",
    "DATA registered 1500000200",
    "END",
    "OBJECT AutoKick",
    "DATA ci #cats",
    "DATA ncid 123",
    "DATA addtime 1500000300",
    "END",
    "",
  ].join("\n"));
  const [ann] = accounts;
  assertEquals([ann.nicks, ann.registeredAt], [["ann_away"], at(100)]);
  const [cats] = channels;
  assertEquals([cats.founder, cats.registeredAt], ["Ann", at(200)]);
  assertEquals(cats.entries.map(({ mask }) => mask), ["Ann"]);
  assertEquals(`${left}`, "successors (1)");
});

for (
  const [fault, text] of [
    ["x.db:1: an OBJECT must begin here", "{}\n"],
    ["x.db:2: it is neither DATA nor END", "OBJECT NickCore\nFROB 1\nEND\n"],
    ["x.db:3: this OBJECT has no END", "\n\nOBJECT NickCore\nDATA a b"],
    ["x.db:2: it is neither DATA nor END", "OBJECT NickCore\nDAT"],
    ["x.db:1: the NickCore has no display", "OBJECT NickCore\nEND\n"],
    [
      'x.db:1: "soon" is no time',
      "OBJECT ChannelInfo\nDATA name #a\nDATA time_registered soon\nEND\n",
    ],
  ]
) {
  Deno.test(`a damaged dump of Anope names its line: ${fault}`, () => {
    assertThrows(() => readDump("anope", text, "x.db"), Error, fault);
  });
}

Deno.test("a dump of Anope is damaged wherever it is cut off within an object", () => {
  const text = dumpOf("anope");
  for (let end = 1; end < text.length; end += 97) {
    const part = text.slice(0, end);
    if (/(?:^|\n)END\n*$/.test(part)) continue;
    assertThrows(() => readAnope(part));
  }
});
