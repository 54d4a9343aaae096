import { assertEquals } from "@std/assert";
import {
  type Dump,
  type DumpedAccount,
  type DumpedChannel,
  Tally,
} from "../../../src/dumps/dump.ts";
import { readDump } from "../../../src/dumps/read_dump.ts";
import { takeDump } from "../../../src/dumps/taking.ts";
import type {
  Change,
  RecordKind,
  RecordKinds,
} from "../../../src/irc/state/records.ts";
import type { Settings } from "../../../src/irc/state/settings.ts";
import { readRecord } from "../../../src/store/record_schemas.ts";
import { dumpOf } from "../../support/dumps.ts";
import {
  accountChange,
  accountOf,
  channelChange,
  channelOf,
} from "../../support/records.ts";
import { SETTINGS, START } from "../../support/test_network.ts";

const NO_ACCOUNTS: Settings = { ...SETTINGS, accounts: [] };

const ANN: DumpedAccount = {
  name: "ann",
  nicks: [],
  registeredAt: 1000,
  email: "ann@example.org",
  password: null,
  certificates: [],
  vhost: null,
  suspended: null,
};

const CATS: DumpedChannel = {
  name: "#cats",
  founder: "ann",
  registeredAt: 2000,
  usedAt: 3000,
  topic: null,
  modes: [],
  entries: [],
  ranks: [],
  suspended: null,
};

function take(
  dump: Partial<Dump>,
  kept: readonly Change[] = [],
  settings = NO_ACCOUNTS,
) {
  const nothing = { accounts: [], channels: [], purges: [], bans: [] };
  const whole = { ...nothing, left: new Tally(), ...dump };
  return takeDump(whole, settings, kept, START);
}

/** The first record of a kind that is taken. */
function first<Kind extends RecordKind>(
  { changes }: { changes: readonly Change[] },
  kind: Kind,
): RecordKinds[Kind] | null {
  const found = changes.find((change) => change.kind === kind);
  return (found?.value ?? null) as RecordKinds[Kind] | null;
}

for (const name of ["anope", "atheme"] as const) {
  Deno.test(`all that is taken of a dump of ${name} are records`, () => {
    const dump = readDump(name, dumpOf(name), "x.db");
    const { changes, refused } = takeDump(dump, NO_ACCOUNTS, [], START);
    assertEquals(changes.map((change) => readRecord(change)), changes);
    assertEquals(refused, []);
    const names = changes.map(({ key, kind }) => `${kind} ${key}`);
    const accounts = ["ann", "bob", "dora"].map((each) => `account ${each}`);
    const channels = ["#cats", "#closed"].map((each) => `channel ${each}`);
    assertEquals(names.slice(0, 5), [...accounts, ...channels]);
  });
}

Deno.test("names that are somebody's here, or cannot be anybody's, are left out with their channels and ranks", () => {
  const kept = [
    accountChange("ann", accountOf("ann", { nicks: ["annie"] })),
    accountChange("old", accountOf("old", { droppedAt: START })),
    channelChange(channelOf("#taken", "ann")),
  ];
  const names = ["ANN", "annie", "old", "alice", "no one", "NickServ"];
  const bob = { ...ANN, name: "bob", nicks: ["bob_", "Ann", "x@y"] };
  const { changes, left, refused } = take(
    {
      accounts: [...names.map((name) => ({ ...ANN, name })), bob],
      channels: [
        CATS,
        { ...CATS, name: "#taken", founder: "bob" },
        { ...CATS, name: "cats", founder: "bob" },
        {
          ...CATS,
          name: "#dogs",
          founder: "BOB_",
          ranks: [{ account: "ann", letter: "o", by: "bob", at: 1 }],
        },
      ],
    },
    kept,
    SETTINGS,
  );
  assertEquals(refused, [
    ...["ANN", "annie", "old", "alice"].map((name) =>
      `the account ${name}: that name is somebody's here`
    ),
    ...["no one", "NickServ"].map((name) =>
      `the account ${name}: nobody may be called so here`
    ),
    "the account bob: that name is somebody's here",
    "the channel #cats: it has no founder here",
    "the channel #taken: it is registered here",
    "the channel cats: no channel may be called so here",
    "the channel #dogs: it has no founder here",
  ]);
  assertEquals(changes, []);
  const other = take({
    accounts: [bob],
    channels: [{
      ...CATS,
      name: "#dogs",
      founder: "BOB_",
      ranks: [{ account: "ann", letter: "o", by: "bob", at: 1 }],
    }],
  }, kept);
  assertEquals(other.refused, [
    "the nickname Ann of bob: that name is somebody's here",
    "the nickname x@y of bob: nobody may be called so here",
  ]);
  assertEquals(first(other, "account")?.nicks, ["bob_"]);
  assertEquals(first(other, "channel")?.founder, "bob");
  assertEquals(first(other, "channel")?.ranks, []);
  assertEquals(`${left}`, "");
});

Deno.test("one certificate opens one account, and none that is not SHA-256", () => {
  const [own, used] = ["ab".repeat(32), "cd".repeat(32)];
  const certificates = [own.toUpperCase(), own, used, "ef".repeat(20)];
  const kept = [
    accountChange("eve", accountOf("eve", { certificates: [used] })),
  ];
  const accounts = [
    { ...ANN, certificates },
    { ...ANN, name: "bob", certificates: [own] },
  ];
  const { changes, left } = take({ accounts }, kept);
  assertEquals(
    changes.map(({ value }) =>
      (value as { certificates: unknown }).certificates
    ),
    [[own], []],
  );
  assertEquals(`${left}`, "certificates (4)");
});

Deno.test("an account without a password that can be checked is counted, with an address and without", () => {
  const password = { passwordHash: "$rawmd5$", scram: null };
  const { locked } = take({
    accounts: [
      ANN,
      { ...ANN, name: "bob", password },
      { ...ANN, name: "carl", email: "not an address" },
      { ...ANN, name: "dora", email: null },
    ],
  });
  assertEquals(locked, { withEmail: 1, without: 2 });
});

Deno.test("a vhost that nobody may have is left out", () => {
  for (const vhost of ["192.0.2.1", "no dots"]) {
    const taken = take({ accounts: [{ ...ANN, vhost }] });
    assertEquals(first(taken, "account")?.vhost, null);
    assertEquals(`${taken.left}`, "vhosts (1)");
  }
  const taken = take({ accounts: [{ ...ANN, vhost: "cats.are.great" }] });
  assertEquals(first(taken, "account")?.vhost, "cats.are.great");
});

Deno.test("what stands on lines of IRC is no more than one parameter, and fits", () => {
  const taken = take({
    accounts: [{
      ...ANN,
      suspended: { by: "a b", at: 1, until: null, reason: "" },
    }],
    channels: [{
      ...CATS,
      topic: { text: "x".repeat(1000), setBy: ":evil", setAt: 1 },
      entries: [{
        letter: "b",
        mask: "eve",
        isAccount: false,
        setBy: "",
        setAt: 1,
      }],
    }],
  });
  assertEquals(first(taken, "account")?.suspended, {
    by: "*",
    at: 1,
    until: null,
    reason: "No reason given",
  });
  const channel = first(taken, "channel");
  assertEquals(channel?.topic?.setBy, "*");
  assertEquals(channel?.topic?.text.length, SETTINGS.limits.topic);
  assertEquals(channel?.lists, {
    b: [{ mask: "eve!*@*", setBy: "*", setAt: 1 }],
  });
});

Deno.test("locks set modes over those of new channels; what cannot be set is counted", () => {
  const mode = (letter: string, isSet: boolean, parameter = "") => ({
    letter,
    isSet,
    parameter,
  });
  const taken = take({
    accounts: [ANN],
    channels: [{
      ...CATS,
      modes: [
        mode("t", false),
        mode("s", true),
        mode("l", true, "25"),
        mode("k", true, "no,key"),
        mode("j", true, ""),
        mode("r", true),
      ],
    }],
  });
  assertEquals(first(taken, "channel")?.modes, { n: "", s: "", l: "25" });
  assertEquals(`${taken.left}`, "mode locks (2)");
});

Deno.test("a list has no more entries than anybody may set, each once", () => {
  const entries = Array.from({ length: 120 }, (_, count) => ({
    letter: "b" as const,
    mask: `*!*@${count % 110}.example`,
    isAccount: false,
    setBy: "ann",
    setAt: 1,
  }));
  const channels = [{ ...CATS, entries }];
  const taken = take({ accounts: [ANN], channels });
  assertEquals(first(taken, "channel")?.lists.b.length, 100);
  assertEquals(`${taken.left}`, "entries of channels' lists (10)");
});

Deno.test("bans that are over, bad, or of everybody are none", () => {
  const ban = (mask: string, expiresAt: number | null = null) => ({
    kind: "K" as const,
    mask,
    reason: "spam",
    setBy: "root",
    setAt: 1,
    expiresAt,
  });
  const bans = [
    ban("*@192.0.2.1", START - 1),
    ban("*@*"),
    ban("a b@c d@e"),
    ban("*@192.0.2.2", START + 1),
  ];
  const { changes, left } = take({ bans });
  assertEquals(changes.map(({ key }) => key), ["K *@192.0.2.2/32"]);
  assertEquals(`${left}`, "bans of the network (2)");
});
