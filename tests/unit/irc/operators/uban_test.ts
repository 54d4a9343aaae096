import { assertEquals } from "@std/assert";
import {
  accountChange,
  accountOf,
  banChange,
} from "../../../support/records.ts";
import {
  START,
  type TestClient,
  TestNetwork,
} from "../../../support/test_network.ts";

const FAR = "198.51.100.7";
const NOTICE = /^:irc\.test NOTICE \S+ :(.*)$/;

function start(limits = {}): { network: TestNetwork; root: TestClient } {
  const network = new TestNetwork({}, limits, [
    accountChange(
      "Carol",
      accountOf("Carol", {
        passwordHash: "hash of swordfish",
        certificates: ["ab".repeat(32)],
      }),
    ),
  ]);
  const root = network.operator("root");
  root.take();
  return { network, root };
}

/** What the server answers in notices. */
function told(client: TestClient, line: string): string[] {
  return client.send(line).map((each) => NOTICE.exec(each)?.[1] ?? each);
}

function come(
  network: TestNetwork,
  { nick = "new", address = FAR, realname = "New", response = "" },
): TestClient {
  const client = network.connect(address);
  if (response !== "") {
    client.send("CAP REQ sasl", "AUTHENTICATE PLAIN");
    client.send(`AUTHENTICATE ${btoa(response)}`);
  }
  client.take();
  const lines = [`NICK ${nick}`, `USER ${nick} 0 * :${realname}`, "CAP END"];
  for (const text of lines) {
    network.apply({ kind: "line", session: client.id, text });
  }
  return client;
}

const KINDS = {
  "198.51.100.0/24": ["D", "198.51.100.0/24"],
  "198.51.100.7": ["D", "198.51.100.7/32"],
  "2001:DB8::7/64": ["D", "2001:db8::/64"],
  "~New@198.51.100.7": ["K", "~new@198.51.100.7/32"],
  "198.51.100.*": ["K", "*@198.51.100.*"],
  "*.example.org": ["K", "*@*.example.org"],
  "*!~new@*.org": ["K", "~new@*.org"],
  "Troll*!*@198.51.100.0/24": ["N", "troll*!*@198.51.100.0/24"],
  "troll*": ["N", "troll*!*@*"],
  "troll!*": ["N", "troll!*@*"],
  "r:*Free?Money*": ["R", "*free?money*"],
};

for (const [given, [kind, mask]] of Object.entries(KINDS)) {
  Deno.test(`UBAN ADD and DEL take ${given}`, () => {
    const { network, root } = start();
    assertEquals(told(root, `UBAN ADD ${given} too bad`), [
      "It is set.",
      "It has ended 0 connections",
    ]);
    assertEquals(network.bans, [{
      kind: kind as "K",
      mask,
      reason: "too bad",
      setBy: "root!~root@192.0.2.1",
      setAt: START,
      expiresAt: null,
    }]);
    assertEquals(told(root, `UBAN DEL ${given}`), ["It is taken back."]);
    assertEquals(network.bans, []);
  });
}

Deno.test("UBAN ADD ends the connections that it is against and tells which", () => {
  const { network, root } = start();
  const [bob, eve] = [
    network.register("bob", FAR),
    network.register("eve", "2001:db8::1"),
  ];
  const nobody = network.connect(FAR);
  bob.take();
  assertEquals(told(root, "UBAN ADD 198.51.100.0/24 spam"), [
    "It is set.",
    "It has ended 2 connections",
    "bob 198.51.100.7",
  ]);
  assertEquals(bob.take(), [
    ":irc.test 465 bob :You are banned from this server: spam",
    "ERROR :Closing link: bob[198.51.100.7] (D-lined: spam)",
  ]);
  assertEquals([nobody.closed, eve.closed], [true, false]);
});

Deno.test("UBAN of a nickname, username and host keeps off who has all three", () => {
  const { network, root } = start();
  root.send("UBAN ADD Troll*!~t*@198.51.100.0/24 spam");
  assertEquals(come(network, { nick: "troll1" }).take(), [
    ":irc.test 465 troll1 :You are banned from this server: spam",
    "ERROR :Closing link: troll1[198.51.100.7] (N-lined: spam)",
  ]);
  const others = [
    come(network, { nick: "troll2", address: "203.0.113.1" }),
    come(network, { nick: "other" }),
  ];
  assertEquals(others.map(({ closed }) => closed), [false, false]);
});

Deno.test("UBAN of a real name keeps off who has it, in any case", () => {
  const { network, root } = start();
  root.send("UBAN ADD r:*free?money* spam");
  const bad = come(network, { realname: "Get FREE money" });
  assertEquals(
    bad.take().at(-1),
    [
      "ERROR :Closing link: new[198.51.100.7] (R-lined: spam)",
    ][0],
  );
  assertEquals(come(network, { realname: "Freedom" }).closed, false);
});

Deno.test("who takes a banned nickname or real name later goes as well", () => {
  const { network, root } = start();
  root.send("UBAN ADD troll* spam", "UBAN ADD r:*spam* spam");
  const [bob, eve, ann] = ["bob", "eve", "ann"].map((nick) =>
    network.register(nick)
  );
  bob.send("NICK trolling");
  eve.send("SETNAME :I sell spam");
  ann.send("NICK nice", "SETNAME :Nice");
  assertEquals([bob.closed, eve.closed, ann.closed], [true, true, false]);
});

Deno.test("UBAN takes DURATION and REQUIRE-SASL before and behind the mask", () => {
  const { network, root } = start();
  const forms = [
    "DURATION 1h REQUIRE-SASL 198.51.100.7 go away",
    "require-sasl duration 1h 198.51.100.7 go away",
    "198.51.100.7 DURATION 60 REQUIRE-SASL go away",
    "DURATION 1h 198.51.100.7 REQUIRE-SASL :go away",
  ];
  for (const form of forms) {
    root.send(`UBAN ADD ${form}`);
    const [ban] = network.bans;
    assertEquals(
      [ban.requireSasl, ban.reason, ban.expiresAt],
      [true, "go away", START + 3_600_000],
      form,
    );
    root.send("UBAN DEL 198.51.100.7");
  }
  network.pass(1000);
  root.send("UBAN ADD DURATION 10s 198.51.100.7");
  assertEquals(network.bans.map(({ reason }) => reason), ["No reason given"]);
  network.pass(10_000);
  assertEquals(network.bans, []);
});

Deno.test("under REQUIRE-SASL who fits must have logged in", () => {
  const { network, root } = start();
  const [bob, alice] = [
    network.register("bob", FAR),
    network.register("alice", FAR),
  ];
  network.logIn("alice", "alice");
  const coming = network.connect(FAR);
  bob.take();
  assertEquals(told(root, "UBAN ADD REQUIRE-SASL 198.51.100.0/24 spam"), [
    "It is set.",
    "It has ended 1 connection",
    "bob",
  ]);
  assertEquals(bob.take(), [
    ":irc.test FAIL * ACCOUNT_REQUIRED :You must log in with SASL here",
    "ERROR :Closing link: bob[198.51.100.7] (You must log in with SASL here: spam)",
  ]);
  assertEquals([alice.closed, coming.closed], [false, false]);
  assertEquals(come(network, {}).take(), [
    ":irc.test FAIL * ACCOUNT_REQUIRED :You must log in with SASL here",
    "ERROR :Closing link: new[198.51.100.7] (You must log in with SASL here: spam)",
  ]);
  const logged = come(network, { response: "\0alice\0sesame" });
  assertEquals(logged.closed, false);
  const wrong = come(network, { nick: "other", response: "\0alice\0wrong" });
  assertEquals(wrong.closed, true);
  const elsewhere = { nick: "third", address: "203.0.113.1" };
  assertEquals(come(network, elsewhere).closed, false);
});

Deno.test("REQUIRE-SASL is for masks of all kinds, and for who fits them later", () => {
  const { network, root } = start();
  const targets = ["troll*", "~t@198.51.100.*", "r:*spam*"];
  for (const target of targets) root.send(`UBAN ADD REQUIRE-SASL ${target} x`);
  const [bob, eve] = ["bob", "eve"].map((nick) => network.register(nick));
  network.logIn("eve", "alice");
  for (const client of [bob, eve]) client.send("SETNAME :spam");
  assertEquals([bob.closed, eve.closed], [true, false]);
  const refused = [
    come(network, { nick: "troll" }),
    come(network, { nick: "t" }),
    come(network, { realname: "spam" }),
  ];
  assertEquals(refused.map(({ closed }) => closed), [true, true, true]);
});

Deno.test("who must be logged in cannot log out, nor register an account on the way in", () => {
  const { network, root } = start();
  const alice = network.register("alice", FAR);
  network.logIn("alice", "alice");
  root.send("UBAN ADD REQUIRE-SASL 198.51.100.0/24 spam");
  alice.take();
  assertEquals(alice.send("NS LOGOUT"), [
    ":NickServ!NickServ@irc.test NOTICE alice :Who comes from where you do must be logged in.",
  ]);
  assertEquals(
    network.core.network.findUser("alice")?.account,
    "alice",
  );
  const client = network.connect(FAR);
  client.enable("draft/account-registration");
  client.send("NICK new");
  client.take();
  assertEquals(client.send("REGISTER * * correct-horse"), [
    ":irc.test FAIL REGISTER TEMPORARILY_UNAVAILABLE * :Accounts cannot be registered from where you come",
  ]);
  root.send("UBAN DEL 198.51.100.0/24");
  alice.send("NS LOGOUT");
  assertEquals(network.core.network.findUser("alice")?.account, null);
});

Deno.test("a ban is in place of one with the same mask, with REQUIRE-SASL or without", () => {
  const { network, root } = start();
  root.send("UBAN ADD REQUIRE-SASL 198.51.100.7 one", `DLINE ${FAR} :two`);
  assertEquals(
    network.bans.map(({ reason, requireSasl }) => [
      reason,
      requireSasl,
    ]),
    [["two", undefined]],
  );
});

Deno.test("UBAN of an account ends its connections and keeps it out by every way", () => {
  const { network, root } = start();
  const [one, two] = [network.register("one"), network.register("two", FAR)];
  for (const nick of ["one", "two"]) network.logIn(nick, "Carol");
  root.take();
  assertEquals(told(root, "UBAN ADD DURATION 1d carol spam"), [
    "The account Carol is suspended.",
    "That has ended 2 connections",
    "one two",
  ]);
  assertEquals([one.closed, two.closed], [true, true]);
  const sasl = network.connect();
  sasl.send("CAP REQ sasl", "AUTHENTICATE PLAIN");
  assertEquals(
    sasl.send(`AUTHENTICATE ${btoa("\0carol\0swordfish")}`).at(-1),
    ":irc.test 902 * :The account is suspended",
  );
  const ann = network.register("ann");
  assertEquals(
    ann.send("NS IDENTIFY carol swordfish").at(-1),
    ":NickServ!NickServ@irc.test NOTICE ann :The account Carol is suspended: spam",
  );
  const eve = network.connect("192.0.2.1", true, "ab".repeat(32));
  eve.send("NICK eve", "USER eve 0 * :x", "NS IDENTIFY carol");
  assertEquals(network.core.network.findUser("eve")?.account, null);
  network.pass(86_400_000);
  network.register("late").send("NS IDENTIFY carol swordfish");
  assertEquals(network.core.network.findUser("late")?.account, "Carol");
});

Deno.test("UBAN DEL lets the owner of an account in again", () => {
  const { network, root } = start();
  root.send("UBAN ADD a:carol spam");
  assertEquals(told(root, "UBAN DEL a:Carol"), ["It is taken back."]);
  assertEquals(told(root, "UBAN DEL carol"), [
    ":irc.test 400 root UBAN :The account Carol is not suspended",
  ]);
  network.register("ann").send("NS IDENTIFY carol swordfish");
  assertEquals(network.core.network.findUser("ann")?.account, "Carol");
});

Deno.test("an account whose ban cannot be written is not banned, and nobody goes", () => {
  const { network, root } = start();
  const ann = network.register("ann");
  network.logIn("ann", "Carol");
  network.canWrite = false;
  assertEquals(told(root, "UBAN ADD carol spam"), [
    "That cannot be saved now: nothing has changed.",
  ]);
  assertEquals(ann.closed, false);
  assertEquals(
    network.core.network.records.accounts.get("carol")?.suspended,
    null,
  );
});

Deno.test("UBAN refuses what is everybody, nobody, or no mask", () => {
  const { network, root } = start({ mask: 40 });
  network.register("bob");
  const refusals = {
    "*@*": "*@* is everybody",
    "*!*@*": "*@* is everybody",
    "?*!~*@*": "?*!~*@* is everybody",
    "*": "*@* is everybody",
    "?*": "?*!*@* is everybody",
    "r:*": "r:* is everybody",
    "r:??*": "r:??* is everybody",
    "0.0.0.0/0": "0.0.0.0/0 is everybody",
    "0::/0": "0::/0 is everybody",
    "*!*@::/0": "*@0::/0 is everybody",
    "192.0.2.0/33": "Bad mask 192.0.2.0/33",
    "r:": "Bad mask r:",
    "a!b!c@d": "Bad mask a!b!c@d",
    "a!b@c.ip": "Bad mask a!b@c.ip",
    [`${"m".repeat(41)}!*@*`]: `Bad mask ${"m".repeat(41)}!*@*`,
    [`r:${"m".repeat(41)}`]: `Bad mask r:${"m".repeat(41)}`,
    "nobody": "There is no account nobody",
    "a:no.body": "There is no account no.body",
    "bob": "The account Bob is set in the configuration",
    "root": "There is no account root: root is root!~root@192.0.2.1",
    "DURATION soon carol": "Bad duration soon",
    "DURATION": "Bad duration ",
    "DURATION 1h": "A mask is missing",
    "REQUIRE-SASL carol": "REQUIRE-SASL is for no account",
  };
  for (const [params, refusal] of Object.entries(refusals)) {
    assertEquals(
      root.send(`UBAN ADD ${params} :x`.replace(
        /^UBAN ADD (DURATION|DURATION 1h) :x$/,
        "UBAN ADD $1",
      )),
      [`:irc.test 400 root UBAN :${refusal}`],
      params,
    );
  }
  assertEquals(network.bans, []);
  network.logIn("root", "Carol");
  assertEquals(root.send("UBAN ADD carol x"), [
    ":irc.test 400 root UBAN :You are logged in to Carol",
  ]);
});

Deno.test("UBAN refuses what it does not know, and too few parameters", () => {
  const { root } = start();
  assertEquals(root.send("UBAN"), [
    ":irc.test 461 root UBAN :Not enough parameters",
  ]);
  for (const verb of ["ADD", "del", "Info"]) {
    assertEquals(root.send(`UBAN ${verb}`), [
      ":irc.test 461 root UBAN :Not enough parameters",
    ]);
  }
  for (const verb of ["frob", "toString"]) {
    assertEquals(root.send(`UBAN ${verb} x`), [
      ":irc.test 400 root UBAN :ADD, DEL, LIST or INFO, please",
    ]);
  }
  assertEquals(root.send("UBAN DEL r:x"), [
    ":irc.test 400 root UBAN :There is no R-line of r:x",
  ]);
});

Deno.test("who sets a ban on itself stays, and is told; others go, operators too", () => {
  const { network, root } = start();
  const other = network.operator("other");
  assertEquals(told(root, "UBAN ADD 192.0.2.0/24 x"), [
    "It is set.",
    "It has ended 1 connection",
    "other",
    "It fits you as well: you stay until you leave.",
  ]);
  assertEquals([root.closed, other.closed], [false, true]);
  for (const line of ["KLINE *@192.0.2.1 :x", "DLINE 192.0.2.1 :x"]) {
    root.send(line);
    assertEquals(root.closed, false);
  }
});

Deno.test("UBAN LIST shows all bans: of UBAN, of KLINE and DLINE, and suspended accounts", () => {
  const { root } = start();
  root.send("KLINE ~bad@198.51.100.7 :one", "DLINE 1h 198.51.100.8 :two");
  root.send("UBAN ADD REQUIRE-SASL r:*spam* three", "UBAN ADD carol four");
  root.send("UBAN ADD troll!* five");
  root.take();
  const by = "by root!~root@192.0.2.1 at 2026-01-01T00:00:00.000Z";
  assertEquals(told(root, "UBAN LIST"), [
    "5 bans in all",
    `~bad@198.51.100.7/32, ${by}: one`,
    `198.51.100.8/32, ${by} until 2026-01-01T01:00:00.000Z: two`,
    `r:*spam* REQUIRE-SASL, ${by}: three`,
    `troll!*@*, ${by}: five`,
    "a:Carol, by root at 2026-01-01T00:00:00.000Z: four",
  ]);
  assertEquals(
    root.send("STATS k").map((line) => line.split(" ").slice(1, 5).join(" ")),
    [
      "216 root K ~bad@198.51.100.7/32",
      "216 root R *spam*",
      "216 root N troll!*@*",
      "219 root k :End",
    ],
  );
  assertEquals(root.send("STATS d").length, 2);
});

Deno.test("UBAN INFO tells what is set about addresses, and whom such a ban would hit", () => {
  const { network, root } = start();
  network.register("bob", FAR);
  network.register("eve", "198.51.100.200");
  root.send("UBAN ADD REQUIRE-SASL *!~x@198.51.0.0/16 one");
  root.send("DLINE 198.51.100.128/25 :two", "UBAN ADD 2001:db8::/32 three");
  root.take();
  const by = "by root!~root@192.0.2.1 at 2026-01-01T00:00:00.000Z";
  assertEquals(told(root, "UBAN INFO 198.51.100.7"), [
    `~x@198.51.0.0/16 REQUIRE-SASL, ${by}: one`,
    "It fits 1 connection",
    "bob",
  ]);
  assertEquals(told(root, "UBAN INFO 198.51.100.128/25"), [
    `~x@198.51.0.0/16 REQUIRE-SASL, ${by}: one`,
    `198.51.100.128/25, ${by}: two`,
    "It fits 0 connections",
  ]);
  assertEquals(told(root, "UBAN INFO b*"), [
    "No ban is set",
    "It fits 1 connection",
    "bob",
  ]);
  assertEquals(told(root, "UBAN INFO r:real*").slice(0, 2), [
    "No ban is set",
    "It fits 2 connections",
  ]);
  assertEquals(network.bans.length, 3);
});

Deno.test("UBAN INFO of a nickname tells who that is, and of an account who is logged in to it", () => {
  const { network, root } = start();
  network.register("bob", FAR);
  network.logIn("bob", "Carol");
  root.send("UBAN ADD REQUIRE-SASL bo?!*@* one");
  root.take();
  const by = "by root!~root@192.0.2.1 at 2026-01-01T00:00:00.000Z";
  assertEquals(told(root, "UBAN INFO root"), [
    "root is root!~root@192.0.2.1, not logged in",
    "No ban is set",
  ]);
  assertEquals(told(root, "UBAN INFO carol"), [
    "The account Carol is not suspended",
    "It has 1 connection",
    "bob",
  ]);
  // There is an account of that name as well.
  assertEquals(told(root, "UBAN INFO bob"), [
    "bob is bob!~bob@198.51.100.7, logged in to Carol",
    `bo?!*@* REQUIRE-SASL, ${by}: one`,
    "The account Bob is not suspended",
    "It has 0 connections",
  ]);
  root.send("UBAN ADD carol two");
  root.take();
  assertEquals(told(root, "UBAN INFO a:carol"), [
    "a:Carol, by root at 2026-01-01T00:00:00.000Z: two",
    "It has 0 connections",
  ]);
  assertEquals(told(root, "UBAN INFO nobody"), [
    ":irc.test 400 root UBAN :There is no account nobody",
  ]);
});

Deno.test("operators are told of bans, with the address apart from the name for the log", () => {
  const { network, root } = start();
  root.send("MODE root +s");
  root.send("UBAN ADD DURATION 30s REQUIRE-SASL t!u@198.51.100.7 x");
  root.send("UBAN ADD r:*spam* y");
  const bans = network.logged.filter(({ kind }) => kind === "ban");
  assertEquals(bans.map(({ values }) => values.mask), [
    { name: "t!u", address: "198.51.100.7/32" },
    "r:*spam*",
  ]);
  assertEquals(
    told(root, "UBAN DEL r:*spam*")[0],
    "*** root removed the R-line of r:*spam*",
  );
  root.take();
  network.pass(30_000);
  assertEquals(root.take(), [
    ":irc.test NOTICE * :*** The N-line of t!u@198.51.100.7/32 has expired",
  ]);
});

Deno.test("there are no more bans than there may be, of whatever kind", () => {
  const { network, root } = start({ serverBans: 1 });
  root.send("KLINE *@198.51.100.7 :x");
  assertEquals(root.send("UBAN ADD r:x y"), [
    ":irc.test 400 root UBAN :There are 1 bans already",
  ]);
  assertEquals(network.bans.length, 1);
});

Deno.test("bans of all kinds hold from the start", () => {
  const at = { setBy: "root", setAt: START - 1000, expiresAt: null };
  const network = new TestNetwork({}, {}, [
    banChange({ kind: "N", mask: "troll!*@*", reason: "x", ...at }),
    banChange({
      kind: "R",
      mask: "spam",
      requireSasl: true,
      reason: "x",
      ...at,
    }),
  ]);
  const clients = [
    come(network, { nick: "troll" }),
    come(network, { realname: "spam" }),
    come(network, {
      nick: "ok",
      response: "\0alice\0sesame",
      realname: "spam",
    }),
  ];
  assertEquals(clients.map(({ closed }) => closed), [true, true, false]);
});
