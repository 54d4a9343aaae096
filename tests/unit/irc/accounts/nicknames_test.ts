import { assert, assertEquals } from "@std/assert";
import {
  type AccountRules,
  DEFAULT_ACCOUNT_RULES,
} from "../../../../src/irc/names/account_rules.ts";
import { accountChange, accountOf } from "../../../support/records.ts";
import { said, tellNickServ } from "../../../support/talking.ts";
import { type TestClient, TestNetwork } from "../../../support/test_network.ts";

const RESERVED = (nick: string) =>
  `The nickname ${nick} belongs to an account. You are not logged in to it: ` +
  "you are given another nickname.";
const HINT = (nick: string) =>
  `The nickname ${nick} belongs to an account. Log in to it with SASL or ` +
  "/NS IDENTIFY, or choose another nickname.";

function networkWith(rules: Partial<AccountRules> = {}): TestNetwork {
  const accountRules = { ...DEFAULT_ACCOUNT_RULES, ...rules };
  const passwordHash = "hash of sesame";
  return new TestNetwork({ accountRules }, {}, [
    accountChange("ann", accountOf("Ann", { passwordHash, nicks: ["annie"] })),
    accountChange("eve", accountOf("eve", { settings: { enforce: "none" } })),
    accountChange(
      "ida",
      accountOf("ida", { settings: { enforce: "timeout" } }),
    ),
    accountChange("new", accountOf("new", { verifiedAt: null })),
  ]);
}

/** Logs in with SASL in the middle of what else a client says. */
function logIn(client: TestClient, account = "ann"): string[] {
  client.send("AUTHENTICATE PLAIN");
  return client.send(`AUTHENTICATE ${btoa(`\0${account}\0sesame`)}`);
}

function start(network: TestNetwork, nick: string): TestClient {
  const client = network.connect();
  client.send("CAP LS 302", "CAP REQ sasl", `NICK ${nick}`, "USER u 0 * :U");
  client.take();
  return client;
}

Deno.test("a nickname of an account is refused with 433 to all others, with a hint", () => {
  const network = networkWith();
  const zoe = network.register("zoe");
  zoe.take();
  for (const nick of ["ann", "ANN", "annie", "alice"]) {
    assertEquals(zoe.send(`NICK ${nick}`).map(said), [
      `:irc.test 433 zoe ${nick} :Nickname is already in use`,
      HINT(nick),
    ]);
  }
  network.logIn("zoe", "Ann");
  assertEquals(zoe.send("NICK annie"), [":zoe!~zoe@192.0.2.1 NICK annie"]);
});

Deno.test("who connects may still log in: a reserved nickname is refused in the end", () => {
  const network = networkWith();
  const client = start(network, "ann");
  assertEquals(client.send("CAP END").map(said), [
    ":irc.test 433 * ann :Nickname is already in use",
    HINT("ann"),
  ]);
  assertEquals(client.send("NICK zoe")[0].split(" ")[1], "001");
  const owner = start(network, "ann");
  assertEquals(logIn(owner)[0].split(" ")[1], "900");
  assertEquals(owner.send("CAP END")[0].split(" ")[1], "001");
});

Deno.test("who has not begun to negotiate is refused at once", () => {
  const client = networkWith().connect();
  client.take();
  assertEquals(client.send("NICK ann", "USER ann 0 * :Ann").map(said), [
    ":irc.test 433 * ann :Nickname is already in use",
    HINT("ann"),
  ]);
});

Deno.test("an account may have its nicknames guarded otherwise, and one that is not verified has none", () => {
  const zoe = networkWith().register("zoe");
  for (const nick of ["eve", "new", "ida"]) {
    const [line] = zoe.send(`NICK ${nick}`).slice(0, 1);
    assert(/ NICK \w+$/.test(line), line);
  }
});

Deno.test("under a time others have a nickname for that long, and then become a guest", () => {
  const network = networkWith({ nicknames: "timeout", nicknameMs: 30_000 });
  const zoe = network.register("zoe");
  zoe.take();
  assertEquals(zoe.send("NICK ann").map(said), [
    ":zoe!~zoe@192.0.2.1 NICK ann",
    "The nickname ann belongs to an account. Log in to it within 30 seconds, " +
    "or you are given another nickname.",
  ]);
  network.pass(29_000);
  assertEquals(zoe.take(), []);
  network.pass(1000);
  assertEquals(zoe.take().map(said), [
    RESERVED("ann"),
    ":ann!~zoe@192.0.2.1 NICK Guest-1",
  ]);
  assertEquals(network.core.network.squatters.size, 0);
});

Deno.test("the time begins when somebody connects, too, and ends with a login or another nickname", () => {
  const network = networkWith({ nicknames: "timeout", nicknameMs: 30_000 });
  const [ann, annie] = [network.register("ann"), network.register("annie")];
  const zoe = network.register("alice");
  assertEquals(network.core.network.squatters.size, 3);
  tellNickServ(ann, "IDENTIFY sesame");
  annie.send("NICK other");
  zoe.disconnect();
  assertEquals(network.core.network.squatters.size, 0);
  for (const client of [ann, annie]) client.take();
  network.pass(40_000);
  assertEquals([ann.take(), annie.take()], [[], []]);
});

Deno.test("another reserved nickname begins a time of its own", () => {
  const network = networkWith({ nicknames: "timeout", nicknameMs: 30_000 });
  const zoe = network.register("ann");
  network.pass(20_000);
  zoe.send("NICK alice");
  zoe.take();
  network.pass(29_000);
  assertEquals(zoe.take(), []);
  network.pass(1000);
  assertEquals(zoe.take().length, 2);
});

Deno.test("a guest has a number that nobody has, as a nickname or an account", () => {
  const network = networkWith();
  network.register("Guest-1");
  const owner = network.register("zoe");
  network.logIn("zoe", "Ann");
  owner.send("NICK ann");
  owner.take();
  assertEquals(tellNickServ(owner, "LOGOUT").map(said), [
    ":irc.test 901 ann ann!~zoe@192.0.2.1 :You are now logged out",
    RESERVED("ann"),
    ":ann!~zoe@192.0.2.1 NICK Guest-2",
  ]);
});

Deno.test("a new configuration holds for those who are here", () => {
  const network = networkWith({ nicknames: "none" });
  const zoe = network.register("ann");
  zoe.take();
  network.reconfigure({ accountRules: DEFAULT_ACCOUNT_RULES });
  assertEquals(zoe.take().map(said), [
    RESERVED("ann"),
    ":ann!~ann@192.0.2.1 NICK Guest-1",
  ]);
});

Deno.test("who comes with SASL takes the nickname from another login of the same account, where they are no one user", () => {
  const network = networkWith({ multiclient: "off" });
  const ghost = start(network, "ann");
  logIn(ghost);
  ghost.send("CAP END", "JOIN #a");
  ghost.take();
  const client = start(network, "ann");
  logIn(client);
  assertEquals(
    client.send("CAP END")[0],
    ":irc.test 001 ann :Welcome to the TestNet network, ann!~u@192.0.2.1",
  );
  assertEquals(ghost.take().map(said), [
    "Your nickname was taken back by another connection of yours.",
    ":ann!~u@192.0.2.1 NICK Guest-1",
  ]);
});

Deno.test("a user takes a nickname from another login of the same account with NICK, and from nobody else", () => {
  const network = networkWith({ nicknames: "none" });
  const [one, other] = [network.register("one"), network.register("other")];
  network.logIn("one", "Ann");
  const refusal = ":irc.test 433 other one :Nickname is already in use";
  assertEquals(other.send("NICK one").at(-1), refusal);
  network.logIn("other", "eve");
  assertEquals(other.send("NICK one"), [refusal]);
  network.logIn("other", "ann");
  assertEquals(other.send("NICK one"), [":other!~other@192.0.2.1 NICK one"]);
  assertEquals(one.take().at(-1), ":one!~one@192.0.2.1 NICK Guest-1");
});

Deno.test("a nickname that another account's user has is refused in the end", () => {
  const network = networkWith({ nicknames: "none" });
  const holder = network.register("zoe");
  network.logIn("zoe", "eve");
  const client = start(network, "zoe");
  logIn(client);
  assertEquals(client.send("CAP END"), [
    ":irc.test 433 * zoe :Nickname is already in use",
  ]);
  holder.disconnect();
  assertEquals(client.send("NICK zoe")[0].split(" ")[1], "001");
});

Deno.test("SANICK gives a reserved nickname to whom an operator likes", () => {
  const network = networkWith();
  const zoe = network.register("zoe");
  const root = network.operator("root");
  zoe.take();
  root.send("SANICK zoe ann");
  assertEquals(zoe.take(), [":zoe!~zoe@192.0.2.1 NICK ann"]);
});
