import { assert, assertEquals } from "@std/assert";
import {
  accountChange,
  accountOf,
  channelChange,
  channelOf,
} from "../../../../support/records.ts";
import { said, tellNickServ } from "../../../../support/talking.ts";
import {
  SETTINGS,
  START,
  TestNetwork,
} from "../../../../support/test_network.ts";

const passwordHash = "hash of sesame";
const CONFIGURED = "The account alice is set in the configuration of the " +
  "server: it cannot be changed here.";

function start() {
  const accountRules = {
    ...SETTINGS.accountRules,
    nicknames: "strict",
  } as const;
  const network = new TestNetwork({ accountRules }, {}, [
    accountChange("ann", accountOf("Ann", { passwordHash, nicks: ["annie"] })),
    accountChange("eve"),
    accountChange("new", accountOf("new", { verifiedAt: null, passwordHash })),
    channelChange(channelOf("#ann", "Ann", {
      ranks: [{ account: "ANN", by: "Ann", letter: "q", at: START }],
    })),
  ]);
  const root = network.operator("root");
  root.send("MODE root +s u");
  const zoe = network.register("zoe").enable("account-notify");
  const { records } = network.core.network;
  const account = (name: string) => records.accounts.get(name);
  return { network, root, zoe, account };
}

/** What other operators are told of it. */
const told = (what: string) => `:irc.test NOTICE * :*** root ${what}`;

Deno.test("SAREGISTER makes an account that one can log in to at once, and guards its name", () => {
  const { account, network, root } = start();
  const holder = network.register("kim");
  holder.take();
  assertEquals(
    tellNickServ(root, "SAREGISTER kim correct-horse k@example.org"),
    [
      "The account kim is there.",
      told("has registered the account kim"),
    ],
  );
  assertEquals(account("kim")?.email, "k@example.org");
  assertEquals(
    holder.take().map(said).at(-1),
    ":kim!~kim@192.0.2.1 NICK Guest-1",
  );
  const lines = tellNickServ(holder, "IDENTIFY kim correct-horse");
  assertEquals(lines.at(-1), "You are logged in to kim now.");
});

Deno.test("SAREGISTER refuses what REGISTER does", () => {
  const { root } = start();
  for (
    const [order, answer] of [
      ["ANN correct-horse", "An account has the name ANN already."],
      ["annie correct-horse", "An account has the name annie already."],
      ["alice correct-horse", "An account has the name alice already."],
      ["a.b correct-horse", "No account can be called a.b."],
      ["kim correct-horse x", "No account can have that e-mail address."],
      [
        "kim short",
        "The password is too short, or it is the name.",
      ],
    ]
  ) assertEquals(tellNickServ(root, `SAREGISTER ${order}`), [answer]);
});

Deno.test("SAVERIFY verifies an account, once", () => {
  const { account, network, root } = start();
  assertEquals(tellNickServ(root, "SAVERIFY NEW"), [
    "The account new is verified.",
    told("has verified the account new"),
  ]);
  assertEquals(account("new")?.verifiedAt, network.at);
  assertEquals(tellNickServ(root, "SAVERIFY new"), [
    "The account new is verified already.",
  ]);
});

Deno.test("SAPASSWD gives an account another password", () => {
  const { account, root } = start();
  assertEquals(tellNickServ(root, "SAPASSWD ann correct-horse"), [
    "The account Ann has another password now.",
    told("has given the account Ann another password"),
  ]);
  assertEquals(account("ann")?.passwordHash, "hash of correct-horse");
  assertEquals(tellNickServ(root, "SAPASSWD ann short"), [
    "The password is too short, or it is the name.",
  ]);
});

Deno.test("SASET changes a setting, and shows them", () => {
  const { account, root } = start();
  assertEquals(tellNickServ(root, "SASET ann private on"), [
    "private: on",
    told("has changed a setting of the account Ann"),
  ]);
  assertEquals(account("ann")?.settings, { private: "on" });
  assertEquals(tellNickServ(root, "SASET ann private"), ["private: on"]);
  assertEquals(tellNickServ(root, "SASET ann").length, 4);
});

Deno.test("SUSPEND keeps the owner out and ends its connections, UNSUSPEND lets it in", () => {
  const { network, root, zoe } = start();
  network.logIn("zoe", "Ann");
  zoe.take();
  assertEquals(tellNickServ(root, "SUSPEND ann 1h very rude"), [
    "The account Ann is suspended.",
    told("has suspended the account Ann"),
  ]);
  assertEquals(zoe.take(), [
    "ERROR :Closing link: zoe[192.0.2.1] (Account suspended)",
  ]);
  assertEquals(tellNickServ(root, "SUSPEND"), [
    "Ann, by root until Thu, 01 Jan 2026 01:00:00 GMT: very rude",
  ]);
  const kim = network.register("kim");
  assertEquals(tellNickServ(kim, "IDENTIFY ann sesame"), [
    "The account Ann is suspended: very rude",
  ]);
  assertEquals(tellNickServ(root, "UNSUSPEND ann"), [
    "The account Ann is not suspended now.",
    told("has ended the suspension of the account Ann"),
  ]);
  assertEquals(tellNickServ(root, "UNSUSPEND ann"), [
    "The account Ann is not suspended.",
  ]);
  assertEquals(tellNickServ(root, "SUSPEND"), ["No account is suspended."]);
  assertEquals(
    tellNickServ(kim, "IDENTIFY ann sesame").at(-1),
    "You are logged in to Ann now.",
  );
});

Deno.test("SUSPEND without a duration is for ever, and ends a connection that is not registered yet", () => {
  const { account, network, root } = start();
  const client = network.connect().enable("sasl");
  client.send("AUTHENTICATE PLAIN", `AUTHENTICATE ${btoa("\0ann\0sesame")}`);
  tellNickServ(root, "SUSPEND ann");
  assertEquals(account("ann")?.suspended, {
    by: "root",
    at: START,
    until: null,
    reason: "No reason given",
  });
  assert(client.closed);
});

Deno.test("RENAME gives an account another name in all that names it, and for those logged in", () => {
  const { account, network, root, zoe } = start();
  network.logIn("zoe", "Ann");
  zoe.take();
  assertEquals(tellNickServ(root, "RENAME ann Anna"), [
    "The account Ann is called Anna now.",
    told("has renamed Ann to Anna"),
  ]);
  assertEquals(zoe.take(), [":zoe!~zoe@192.0.2.1 ACCOUNT Anna"]);
  assertEquals([account("ann"), account("anna")?.name], [undefined, "Anna"]);
  const channel = network.core.network.records.channels.get("#ann");
  assertEquals(channel?.founder, "Anna");
  assertEquals(channel?.ranks[0].account, "Anna");
  assertEquals(channel?.ranks[0].by, "Anna");
});

Deno.test("RENAME may change how a name is spelled, and takes none that there is", () => {
  const { account, root } = start();
  tellNickServ(root, "RENAME ann ANN");
  assertEquals(account("ann")?.name, "ANN");
  for (const name of ["eve", "alice"]) {
    assertEquals(tellNickServ(root, `RENAME ann ${name}`), [
      `An account has the name ${name} already.`,
    ]);
  }
  assertEquals(tellNickServ(root, "RENAME ann annie"), [
    "The nickname annie is grouped with it: UNGROUP it first.",
  ]);
  assertEquals(tellNickServ(root, "RENAME ann a.b"), [
    "No account can be called a.b.",
  ]);
});

Deno.test("ERASE wants a code that it tells, then deletes the account", () => {
  const { account, network, root, zoe } = start();
  network.logIn("zoe", "Ann");
  const [, hint] = tellNickServ(root, "ERASE ann");
  assertEquals(tellNickServ(root, "ERASE ann 0")[1], hint);
  assertEquals(tellNickServ(root, hint.replace("To delete it: /NS ", "")), [
    "The account Ann is deleted.",
    told("has deleted the account Ann"),
  ]);
  assertEquals(account("ann"), undefined);
  assertEquals(network.core.network.records.channels.size, 0);
  assert(zoe.closed);
});

Deno.test("LIST finds accounts by names and nicknames", () => {
  const { root } = start();
  assertEquals(tellNickServ(root, "LIST"), [
    "Ann (also annie)",
    "eve",
    "new (unverified)",
  ]);
  assertEquals(tellNickServ(root, "LIST *NIE"), ["Ann (also annie)"]);
  assertEquals(tellNickServ(root, "LIST x*"), ["No account fits."]);
});

Deno.test("a long list has its end", () => {
  const records = Array.from(
    { length: 203 },
    (_, nth) => accountChange(`a${nth}`),
  );
  const network = new TestNetwork({}, {}, records);
  const lines = tellNickServ(network.operator("root"), "LIST");
  assertEquals([lines.length, lines.at(-1)], [201, "There are 3 more."]);
});

for (
  const order of [
    "SAVERIFY",
    "SAPASSWD #  correct-horse",
    "SASET # private on",
    "SUSPEND",
    "UNSUSPEND",
    "RENAME # other",
    "ERASE",
  ]
) {
  const about = (name: string) =>
    order.includes("#") ? order.replace("#", name) : `${order} ${name}`;
  Deno.test(`${order} is for accounts that were registered`, () => {
    const { root } = start();
    assertEquals(tellNickServ(root, about("nobody")), [
      "There is no account nobody.",
    ]);
    assertEquals(tellNickServ(root, about("alice")), [CONFIGURED]);
  });
}
