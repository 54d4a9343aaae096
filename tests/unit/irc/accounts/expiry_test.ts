import { assert, assertEquals, assertMatch } from "@std/assert";
import { DEFAULT_ACCOUNT_RULES } from "../../../../src/irc/names/account_rules.ts";
import type { Account } from "../../../../src/irc/state/account.ts";
import type { Change } from "../../../../src/irc/state/records.ts";
import type { Settings } from "../../../../src/irc/state/settings.ts";
import {
  accountChange,
  accountOf,
  channelChange,
  channelOf,
} from "../../../support/records.ts";
import { START, TestNetwork } from "../../../support/test_network.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const RULES = {
  ...DEFAULT_ACCOUNT_RULES,
  nicknames: "none",
  expireMs: 30 * DAY_MS,
} as const;

/** Accounts are deleted after thirty days. */
function start(
  changes: Partial<Account> = {},
  settings: Partial<Settings> = {},
  more: readonly Change[] = [],
): TestNetwork {
  return new TestNetwork(
    { accountRules: RULES, pingIntervalMs: 1000 * DAY_MS, ...settings },
    {},
    [accountChange("Ann", accountOf("Ann", changes)), ...more],
    [{ kind: "seen", key: "ann", value: START }],
  );
}

/** The same disk, after a restart. */
function restart({ at, core, jots, store }: TestNetwork): TestNetwork {
  const { settings } = core.network;
  const records = store.read();
  const next = new TestNetwork(settings, {}, records, jots.read());
  next.at = at;
  return next;
}

/** Lets days pass, with a tick each hour. */
function pass(network: TestNetwork, days: number): void {
  for (let hours = 0; hours < days * 24; hours++) {
    network.at += HOUR_MS;
    network.apply({ kind: "tick" });
  }
}

function isThere({ core }: TestNetwork, name = "ann"): boolean {
  return core.network.records.accounts.get(name)?.droppedAt === null;
}

Deno.test("an account that nobody has logged in to for the time that is set is deleted, and all that is its own", () => {
  const network = start({}, {}, [
    channelChange(channelOf("#a", "Ann", { usedAt: START })),
  ]);
  const root = network.operator("root");
  root.send("MODE root +s +u");
  root.take();
  pass(network, 29);
  assertEquals([isThere(network), root.take()], [true, []]);
  pass(network, 2);
  assertEquals(isThere(network), false);
  assertEquals(root.take(), [
    ":irc.test NOTICE * :*** The account Ann was not used for too long",
  ]);
  assertEquals(network.core.network.records.channels.size, 0);
  assertEquals(network.jots.read(), []);
  assertEquals(isThere(restart(network)), false);
});

for (const droppedNames of ["kept", "free"] as const) {
  Deno.test(`its name is as dropped-names says: ${droppedNames}`, () => {
    const network = start({}, { accountRules: { ...RULES, droppedNames } });
    pass(network, 31);
    const { accounts } = network.core.network.records;
    assertEquals(accounts.has("ann"), droppedNames === "kept");
  });
}

Deno.test("by itself no account is deleted", () => {
  const accountRules = { ...RULES, expireMs: 0 };
  const network = start({}, { accountRules });
  pass(network, 100);
  assert(isThere(network));
});

Deno.test("who is logged in, or was since, keeps the account", () => {
  const network = start();
  network.register("ann");
  network.logIn("ann", "Ann");
  pass(network, 40);
  assert(isThere(network));
  network.logOut("ann");
  pass(network, 29);
  assert(isThere(network));
  pass(network, 2);
  assertEquals(isThere(network), false);
});

const SUSPENDED = { by: "root", at: START, until: null, reason: "x" };

for (
  const [what, changes, settings] of [
    ["suspended", { suspended: SUSPENDED }, {}],
    ["with a role", { roles: ["guide"] }, {}],
    ["not verified", {
      verifiedAt: null,
      pending: {
        purpose: "verify",
        codeHash: "",
        expiresAt: START + 100 * DAY_MS,
        tries: 0,
        email: "ann@example.org",
      },
    }, {}],
    ["of an operator", {}, {
      operators: [{
        name: "root",
        passwordHash: null,
        certificate: null,
        account: "ann",
        isAutomatic: false,
        hosts: ["*@*"],
        class: "admin",
        privileges: [],
      }],
    }],
  ] as const
) {
  Deno.test(`an account that is ${what} is not deleted for not being used`, () => {
    const network = start(changes, settings);
    pass(network, 40);
    assert(isThere(network));
  });
}

Deno.test("once a suspension is over, the time counts from there", () => {
  const suspended = { ...SUSPENDED, until: START + 40 * DAY_MS };
  const network = start({ suspended });
  pass(network, 69);
  assert(isThere(network));
  pass(network, 2);
  assertEquals(isThere(network), false);
});

Deno.test("a founder is kept while somebody uses the channel", () => {
  const network = start({}, {}, [channelChange(channelOf("#a", "Ann"))]);
  const bob = network.register("bob");
  bob.send("JOIN #a");
  pass(network, 40);
  assert(isThere(network));
  bob.send("PART #a");
  pass(network, 31);
  assertEquals(isThere(network), false);
});

Deno.test("an account from elsewhere, of which nothing is known, counts from the first look on, over restarts", () => {
  const network = start({}, {}, [
    accountChange("old", accountOf("old", { registeredAt: 0, verifiedAt: 0 })),
  ]);
  pass(network, 20);
  const next = restart(network);
  pass(next, 9);
  assert(isThere(next, "old"));
  pass(next, 2);
  assertEquals(isThere(next, "old"), false);
});

Deno.test("accounts with ranks on one channel can go at once", () => {
  const ranks = ["Ann", "eve"].map((account) => ({
    account,
    letter: "o",
    by: "bob",
    at: START,
  }));
  const network = start({}, {}, [
    accountChange("eve"),
    channelChange(channelOf("#a", "bob", { ranks })),
  ]);
  pass(network, 1 / 24);
  network.at += 40 * DAY_MS;
  pass(network, 1 / 24);
  assertEquals([isThere(network), isThere(network, "eve")], [false, false]);
  const { channels } = restart(network).core.network.records;
  assertEquals(channels.get("#a")?.ranks, []);
});

const EMAIL = "ann@example.org";

Deno.test("the owner is told a week before, once, by mail", () => {
  const network = start({ email: EMAIL });
  pass(network, 22);
  assertEquals(network.mail, []);
  pass(network, 2);
  assertEquals(network.mail.length, 1);
  const [{ subject, text, to }] = network.mail;
  assertEquals([to, subject], [EMAIL, "TestNet: Your account is not used"]);
  assertMatch(text, /It is not used since Thu, 01 Jan 2026\./);
  assertMatch(text, /It is deleted on Sat, 31 Jan 2026,/);
  const next = restart(network);
  pass(next, 5);
  assertEquals([next.mail, isThere(next)], [[], true]);
  pass(next, 2);
  assertEquals([next.mail, isThere(next)], [[], false]);
});

Deno.test("who comes back after the mail is told again the next time", () => {
  const network = start({ email: EMAIL });
  pass(network, 25);
  network.register("ann");
  network.logIn("ann", "Ann");
  network.logOut("ann");
  pass(network, 22);
  assertEquals([network.mail.length, isThere(network)], [1, true]);
  pass(network, 2);
  assertEquals([network.mail.length, isThere(network)], [2, true]);
});

Deno.test("nobody loses an account within a week of the mail, however late that is sent", () => {
  const network = start({ email: EMAIL });
  network.at += 300 * DAY_MS;
  const next = restart(network);
  pass(next, 6);
  assertEquals([next.mail.length, isThere(next)], [1, true]);
  assertMatch(next.mail[0].text, /It is deleted on Wed, 04 Nov 2026,/);
  pass(next, 2);
  assertEquals(isThere(next), false);
});

Deno.test("an address that had as much mail as may be has it the next day, and the account until then", () => {
  const accountRules = { ...RULES, dailyMailsTo: 1 };
  const network = start({ email: EMAIL }, { accountRules }, [
    accountChange("eve", accountOf("eve", { email: EMAIL })),
  ]);
  pass(network, 30.5);
  assertEquals(network.mail.length, 2);
  assertEquals([isThere(network), isThere(network, "eve")], [false, true]);
});

Deno.test("where no mail is sent, an account goes without", () => {
  const network = start({ email: EMAIL }, { sendsMail: false });
  pass(network, 31);
  assertEquals([network.mail, isThere(network)], [[], false]);
});

Deno.test("of many accounts a hundred go in an hour, and forty mails", () => {
  const many = (email: boolean) =>
    Array.from({ length: 150 }, (_, index) => {
      const name = `old${index}`;
      const address = email ? `${name}@example.org` : null;
      return accountChange(name, accountOf(name, { email: address }));
    });
  const look = (network: TestNetwork) => {
    pass(network, 1 / 24);
    network.at += 40 * DAY_MS;
    pass(network, 1 / 24);
    const { accounts } = network.core.network.records;
    const left = [...accounts.values()].filter(({ droppedAt, name }) =>
      droppedAt === null && name !== "Ann"
    );
    return [left.length, network.mail.length];
  };
  assertEquals(look(start({ roles: ["x"] }, {}, many(false))), [50, 0]);
  assertEquals(look(start({ roles: ["x"] }, {}, many(true))), [150, 40]);
});
