import { assertEquals, assertThrows } from "@std/assert";
import { readAtheme } from "../../../src/dumps/atheme.ts";
import { readDump } from "../../../src/dumps/read_dump.ts";
import { dumpOf } from "../../support/dumps.ts";

const dump = readAtheme(dumpOf("atheme"));

/** Milliseconds since 1970. */
const at = (seconds: number) => (1_500_000_000 + seconds) * 1000;

Deno.test("an account of Atheme has its nicknames, certificates, vhost, and keys for SCRAM", () => {
  const [ann] = dump.accounts;
  const { password, ...others } = ann;
  assertEquals(others, {
    name: "Ann",
    nicks: ["ann_away"],
    registeredAt: at(100),
    email: "ann@example.org",
    certificates: ["AB".repeat(32)],
    vhost: "cats.are.great",
    suspended: null,
  });
  assertEquals(
    password?.scram?.storedKey,
    "a4TUCO45Mh6b41yein1JEXmHOA5rznXjhfx5LASFjB8=",
  );
});

Deno.test("a frozen account of Atheme is suspended, and a password that cannot be checked is none", () => {
  const bob = dump.accounts.find(({ name }) => name === "bob");
  assertEquals(bob?.password, null);
  assertEquals(bob?.suspended, {
    by: "root",
    at: at(500),
    until: null,
    reason: "spam and more",
  });
});

Deno.test("an account of Atheme that was never verified is left out", () => {
  assertEquals(dump.accounts.map(({ name }) => name), ["Ann", "bob", "dora"]);
});

Deno.test("a password that Atheme keeps as it is is hashed", () => {
  const dora = dump.accounts.find(({ name }) => name === "dora");
  assertEquals(dora?.password?.passwordHash.includes("sesame"), false);
  assertEquals(dora?.password?.scram?.iterations, 4096);
});

Deno.test("a channel of Atheme has its locks, lists, ranks and topic, and the first founder", () => {
  const [cats, closed] = dump.channels;
  const entry = { isAccount: false, setBy: "Ann" } as const;
  assertEquals(cats, {
    name: "#Cats",
    founder: "Ann",
    registeredAt: at(1000),
    usedAt: 1_600_001_000_000,
    topic: { text: "Cats  and more cats", setBy: "bob", setAt: at(2000) },
    modes: [
      { letter: "k", isSet: true, parameter: "miau" },
      { letter: "n", isSet: true, parameter: "" },
      { letter: "s", isSet: true, parameter: "" },
      { letter: "t", isSet: false, parameter: "" },
    ],
    entries: [
      { letter: "b", mask: "*!*@dogs.example", ...entry, setAt: at(5000) },
      { letter: "e", mask: "*!*@cats.example", ...entry, setAt: at(3000) },
    ],
    ranks: [
      { account: "bob", letter: "o", by: "Ann", at: at(4000) },
      { account: "DORA", letter: "q", by: "Ann", at: at(4001) },
      { account: "!dogs", letter: "v", by: "Ann", at: at(4002) },
    ],
    suspended: null,
  });
  assertEquals([closed.founder, closed.modes], ["dora", []]);
  assertEquals(closed.suspended, {
    by: "root",
    at: at(6000),
    until: null,
    reason: "quarrels",
  });
});

Deno.test("bans of Atheme are bans here", () => {
  assertEquals(
    dump.bans.map(({ expiresAt, kind, mask }) => [kind, mask, expiresAt]),
    [
      ["K", "*@192.0.2.1", null],
      ["K", "*@192.0.2.2", at(8060)],
      ["N", "admin", null],
    ],
  );
});

Deno.test("what there is no place for of Atheme is counted", () => {
  assertEquals(
    `${dump.left}`,
    "texts about accounts and channels (3), memos (1), " +
      "masks of those who are known without a password (1), groups (1), " +
      "mode locks (2), entries of access lists that give no rank (1), " +
      "names that were somebody's once (1), operators of services (1), " +
      "accounts that were never verified (1)",
  );
});

Deno.test("rows of older versions lack a cell", () => {
  const { accounts, channels } = readAtheme([
    "DBV 8",
    "MU ann $rawmd5$5ebe2294ecd0e0f08eab7690d2a6ee69 noemail 1 1 +C",
    "MC #a 1 1 + 0 0 0",
    "CA #a ann +F 1",
    "KL * 192.0.2.1 0 1 root no reason",
    "",
  ].join("\n"));
  assertEquals(accounts[0].name, "ann");
  assertEquals(channels[0].founder, "ann");
});

for (
  const [fault, ...lines] of [
    ["x.db:1: it is cut off", "DBV 12"],
    ["x.db:1: no DBV says which version it is", "TS 1", ""],
    ["x.db:2: it is no row of Atheme's", "DBV 12", "what is this", ""],
    ["x.db:2: something is missing of the MU", "DBV 12", "MU A ann x", ""],
    ['x.db:2: "" is no time', "DBV 12", "MN ann ann ", ""],
    ['x.db:2: "soon" is no time', "DBV 12", "MC #a soon 1 + 0 0 0  ", ""],
    ['x.db:2: "x" is no number', "DBV 12", "MC #a 1 1 + x 0 0  ", ""],
    ["x.db:1: Atheme is too old that has written it", "DBV 7", ""],
  ]
) {
  Deno.test(`a damaged dump of Atheme names its line: ${fault}`, () => {
    const text = lines.join("\n");
    assertThrows(() => readDump("atheme", text, "x.db"), Error, fault);
  });
}
