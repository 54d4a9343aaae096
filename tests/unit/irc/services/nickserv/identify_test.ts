import { assert, assertEquals } from "@std/assert";
import { accountChange, accountOf } from "../../../../support/records.ts";
import { SlowNetwork } from "../../../../support/slow_network.ts";
import { tellNickServ } from "../../../../support/talking.ts";
import { START, TestNetwork } from "../../../../support/test_network.ts";

const PRINT = "ab".repeat(32);
const WRONG = "The account or the password is wrong.";

/** A network with accounts that were registered, some of which nobody can log in to. */
function networkWithAccounts(): TestNetwork {
  const passwordHash = "hash of sesame";
  const suspended = { by: "root", at: START, until: null, reason: "spam" };
  const brief = { ...suspended, until: START + 60_000 };
  const certificates = [PRINT];
  return new TestNetwork({}, {}, [
    accountChange("ann", accountOf("Ann", { passwordHash, nicks: ["annie"] })),
    accountChange("new", accountOf("new", { passwordHash, verifiedAt: null })),
    accountChange("bad", accountOf("bad", { passwordHash, suspended })),
    accountChange(
      "brief",
      accountOf("brief", { passwordHash, suspended: brief }),
    ),
    accountChange("keys", accountOf("keys", { certificates })),
  ]);
}

const loggedIn = (nick: string, account: string) => [
  `:irc.test 900 ${nick} ${nick}!~${nick}@192.0.2.1 ${account} ` +
  `:You are now logged in as ${account}`,
  `You are logged in to ${account} now.`,
];

Deno.test("IDENTIFY logs in to the account that is named, or that the nickname belongs to", () => {
  const network = networkWithAccounts();
  const zoe = network.register("zoe");
  assertEquals(
    tellNickServ(zoe, "IDENTIFY ANN sesame"),
    loggedIn("zoe", "Ann"),
  );
  const annie = network.register("annie");
  assertEquals(
    tellNickServ(annie, "IDENTIFY sesame"),
    loggedIn("annie", "Ann"),
  );
  const alice = network.register("alice");
  assertEquals(tellNickServ(alice, "LOGIN sesame"), loggedIn("alice", "alice"));
});

Deno.test("who is logged in may log in to another account", () => {
  const network = networkWithAccounts();
  const zoe = network.register("zoe").enable("account-notify");
  tellNickServ(zoe, "IDENTIFY Ann sesame");
  assertEquals(tellNickServ(zoe, "IDENTIFY ann sesame"), [
    "You are logged in to Ann already.",
  ]);
  assertEquals(tellNickServ(zoe, "IDENTIFY alice sesame"), [
    ...loggedIn("zoe", "alice"),
    ":zoe!~zoe@192.0.2.1 ACCOUNT alice",
  ]);
});

Deno.test("IDENTIFY does not tell which accounts there are", () => {
  const network = new SlowNetwork();
  for (const order of ["alice wrong", "nobody wrong", "wrong"]) {
    const zoe = network.register(`zoe${order.length}`);
    zoe.take();
    zoe.send(`PRIVMSG NickServ :IDENTIFY ${order}`);
    assertEquals(network.asked.map(({ kind }) => kind), ["check-password"]);
    network.answer();
    assert(zoe.take().join().endsWith(`:${WRONG}`));
  }
});

Deno.test("IDENTIFY says what keeps its owner out of an account, to its owner alone", () => {
  const network = networkWithAccounts();
  let count = 0;
  const ask = (order: string) =>
    tellNickServ(network.register(`zoe${count++}`), order);
  assertEquals(ask("IDENTIFY new wrong"), [WRONG]);
  assertEquals(ask("IDENTIFY new sesame"), [
    "The account new must be verified first.",
  ]);
  assertEquals(ask("IDENTIFY bad wrong"), [WRONG]);
  assertEquals(ask("IDENTIFY bad sesame"), [
    "The account bad is suspended: spam",
  ]);
  assertEquals(ask("IDENTIFY brief sesame"), [
    "The account brief is suspended: spam",
  ]);
  const { users } = network.core.network;
  assert([...users.values()].every(({ account }) => account === null));
  network.at += 60_000;
  assertEquals(ask("IDENTIFY brief sesame"), loggedIn("zoe5", "brief"));
});

Deno.test("SASL lets nobody in to what is not verified, or suspended", () => {
  const network = networkWithAccounts();
  for (const name of ["new", "bad"]) {
    const client = network.connect().enable("sasl");
    client.send("AUTHENTICATE PLAIN");
    assertEquals(client.send(`AUTHENTICATE ${btoa(`\0${name}\0sesame`)}`), [
      ":irc.test 904 * :SASL authentication failed",
    ]);
  }
});

Deno.test("an account that is opened by certificates alone has no right password", () => {
  const network = networkWithAccounts();
  const zoe = network.register("zoe");
  for (const password of ["null", "*"]) {
    assertEquals(tellNickServ(zoe, `IDENTIFY keys ${password}`), [WRONG]);
  }
});

Deno.test("a certificate opens its account without a password, and no other", () => {
  const network = networkWithAccounts();
  const zoe = network.connect("192.0.2.1", true, PRINT);
  zoe.send("NICK zoe", "USER zoe 0 * :Zoe");
  assertEquals(tellNickServ(zoe, "IDENTIFY keys"), loggedIn("zoe", "keys"));
  assertEquals(tellNickServ(zoe, "IDENTIFY alice"), [WRONG]);
  const other = network.connect("192.0.2.1", true, "cd".repeat(32));
  other.send("NICK other", "USER other 0 * :Other");
  assertEquals(tellNickServ(other, "IDENTIFY keys"), [WRONG]);
});

Deno.test("the third wrong password ends the connection", () => {
  const zoe = networkWithAccounts().register("zoe");
  zoe.take();
  const wrong = "NS IDENTIFY alice wrong";
  assertEquals(
    zoe.send(wrong, wrong, wrong).at(-1),
    "ERROR :Closing link: zoe[192.0.2.1] (Too many failed logins)",
  );
});

Deno.test("after ten wrong passwords for an account a network has to wait, with SASL too", () => {
  const network = networkWithAccounts();
  for (let count = 0; count < 10; count++) {
    tellNickServ(network.register(`z${count}`), "IDENTIFY ann wrong");
  }
  const zoe = network.register("zoe").enable("sasl");
  assertEquals(tellNickServ(zoe, "IDENTIFY ann sesame"), [
    "Too many logins have failed: wait a while.",
  ]);
  zoe.send("AUTHENTICATE PLAIN");
  assertEquals(zoe.send(`AUTHENTICATE ${btoa("\0ann\0sesame")}`), [
    ":irc.test 904 zoe :SASL authentication failed",
  ]);
  const other = network.register("other", "198.51.100.1");
  assert(tellNickServ(other, "IDENTIFY ann sesame")[0].includes(" 900 "));
  network.at += 600_000;
  assertEquals(
    tellNickServ(zoe, "IDENTIFY ann sesame"),
    loggedIn("zoe", "Ann"),
  );
});

Deno.test("LOGOUT ends the login on every connection of the user", () => {
  const network = networkWithAccounts();
  const zoe = network.register("zoe").enable("account-notify");
  tellNickServ(zoe, "IDENTIFY ann sesame");
  const other = network.attach("zoe");
  const out = ":irc.test 901 zoe zoe!~zoe@192.0.2.1 :You are now logged out";
  assertEquals(tellNickServ(zoe, "LOGOUT"), [
    out,
    ":zoe!~zoe@192.0.2.1 ACCOUNT *",
  ]);
  assertEquals(other.take(), [out]);
});
