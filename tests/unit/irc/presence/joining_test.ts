import { assert, assertEquals } from "@std/assert";
import type { AccountRules } from "../../../../src/irc/names/account_rules.ts";
import { accountChange, accountOf } from "../../../support/records.ts";
import { said, tellNickServ } from "../../../support/talking.ts";
import {
  SETTINGS,
  type TestClient,
  TestNetwork,
} from "../../../support/test_network.ts";

// A client that logs in to an account whose user is there is another connection of that user.

const EMAIL = "ann@example.org";
const ANN = ":ann!~ann@192.0.2.1";

function networkWith(rules: Partial<AccountRules> = {}): TestNetwork {
  const accountRules = { ...SETTINGS.accountRules, ...rules };
  const passwordHash = "hash of sesame";
  return new TestNetwork({ accountRules }, { sessions: 3 }, [
    accountChange("ann", accountOf("Ann", { passwordHash, email: EMAIL })),
    accountChange("eve", accountOf("Eve", { passwordHash })),
  ]);
}

interface Scene {
  readonly network: TestNetwork;
  /** An operator of #a, logged in as Ann */
  readonly ann: TestClient;
  /** On #a with ann */
  readonly bob: TestClient;
}

function scene(rules: Partial<AccountRules> = {}): Scene {
  const network = networkWith(rules);
  const ann = network.comeAs("ann", "ann");
  const [bob] = network.channel("#b", "bob");
  ann.send("JOIN #a", "TOPIC #a :news");
  bob.send("JOIN #a");
  for (const client of [ann, bob]) client.take();
  return { network, ann, bob };
}

function words(lines: readonly string[]): string[] {
  return lines.map((line) => line.split(" ")[1]);
}

Deno.test("a second login is welcomed as the user who is there, and shown its channels", () => {
  const { network, ann, bob } = scene();
  ann.send("JOIN #c", "MODE ann +i");
  ann.take();
  bob.send("MONITOR + ann");
  bob.take();
  const lines = network.comeAs("ann", "ann").take();
  assertEquals(
    lines[0],
    ":irc.test 001 ann :Welcome to the TestNet network, ann!~ann@192.0.2.1",
  );
  const since = lines.indexOf(":ann MODE ann +i");
  assertEquals(lines.slice(since).map((line) => line.replace(/\d{5,}/, "T")), [
    ":ann MODE ann +i",
    `${ANN} JOIN #a`,
    ":irc.test 332 ann #a :news",
    ":irc.test 333 ann #a ann!~ann@192.0.2.1 T",
    ":irc.test 353 ann = #a :@ann bob",
    ":irc.test 366 ann #a :End of /NAMES list",
    `${ANN} JOIN #c`,
    ":irc.test 353 ann = #c :@ann",
    ":irc.test 366 ann #c :End of /NAMES list",
  ]);
  assertEquals([ann.take(), bob.take()], [[], []]);
});

Deno.test("a channel is shown as the new client's capabilities ask for", () => {
  const { network } = scene();
  const capabilities = ["extended-join", "no-implicit-names"];
  capabilities.push("draft/read-marker");
  const lines = network.comeAs("ann", "ann", capabilities).take();
  const since = lines.findIndex((line) => / JOIN /.test(line));
  assertEquals(words(lines.slice(since)), ["JOIN", "332", "333", "MARKREAD"]);
  assertEquals(lines[since], `${ANN} JOIN #a Ann :Real ann`);
});

Deno.test("a second login is shown what was said on each channel, unless it asks itself", () => {
  const { network, ann, bob } = scene();
  ann.send("MODE #a +H 2");
  for (const text of "123") bob.send(`PRIVMSG #a :${text}`);
  const lines = network.comeAs("ann", "ann", ["server-time"]).take();
  assertEquals(lines.slice(-3).map((line) => line.replace(/^\S+ /, "")), [
    ":irc.test 366 ann #a :End of /NAMES list",
    ":bob!~bob@192.0.2.1 PRIVMSG #a :2",
    ":bob!~bob@192.0.2.1 PRIVMSG #a :3",
  ]);
  const modern = network.comeAs("ann", "ann", ["draft/chathistory"]).take();
  assertEquals(words(modern.slice(-1)), ["366"]);
});

Deno.test("what is done on one connection is seen on the other, and one QUIT ends one", () => {
  const { network, ann, bob } = scene();
  const other = network.comeAs("ann", "ann");
  other.take();
  assertEquals(other.send("PRIVMSG #a :hi"), []);
  assertEquals(ann.take(), [`${ANN} PRIVMSG #a :hi`]);
  assertEquals(bob.take(), [`${ANN} PRIVMSG #a :hi`]);
  ann.send("QUIT");
  assertEquals([other.take(), bob.take()], [[], []]);
  other.send("QUIT :bye");
  assertEquals(bob.take(), [`${ANN} QUIT :Quit: bye`]);
});

Deno.test("who is logged in to another account, or not at all, is refused with 433", () => {
  const { network } = scene();
  assertEquals(network.comeAs("ann", "eve").take(), [
    ":irc.test 433 * ann :Nickname is already in use",
  ]);
  assertEquals(network.register("ann").closed, false);
  assertEquals(network.core.network.findUser("ann")?.sessions.length, 1);
});

Deno.test("with another nickname, a login is a user of its own", () => {
  const { network } = scene();
  network.comeAs("annie", "ann");
  assertEquals(network.core.network.findUser("annie")?.sessions.length, 1);
});

const LOGIN = "PASS ann:sesame";
const NAME = "NICK ann";
const REST = "USER u 0 * :x";

for (
  const lines of [[LOGIN, NAME, REST], [LOGIN, REST, NAME], [NAME, LOGIN, REST]]
) {
  const order = lines.map((line) => line.split(" ")[0]).join(", ");
  Deno.test(`who logs in with ${order} is another connection of the user who is there`, () => {
    const { network } = scene();
    const told = words(network.connect().send(...lines));
    assert(told.includes("001"), `${told}`);
    assertEquals(told.includes("433"), lines[0] === NAME);
    assertEquals(network.core.network.findUser("ann")?.sessions.length, 2);
  });
}

Deno.test("PASS with a wrong password, or of another account, does not give a nickname that is in use", () => {
  const { network } = scene();
  for (const password of ["ann:wrong", "eve:sesame"]) {
    for (const lines of [[NAME, REST], [REST, NAME]]) {
      const client = network.connect();
      const told = words(client.send(`PASS ${password}`, ...lines));
      assertEquals(told.filter((word) => /001|433/.test(word)), ["433"]);
      assertEquals(words(client.send("NICK other")).includes("001"), true);
      client.send("QUIT");
    }
  }
  assertEquals(network.core.network.findUser("ann")?.sessions.length, 1);
});

const REFUSED = ":irc.test 433 * ann :Nickname is already in use";

Deno.test("an account that wants each connection to be a user of its own has that", () => {
  const { network, ann } = scene();
  tellNickServ(ann, "SET MULTICLIENT OFF");
  const other = network.comeAs("ann", "ann");
  assertEquals(other.take().map(said), [
    REFUSED,
    "Each connection of yours needs its own nickname.",
  ]);
  assertEquals(words(other.send("NICK annie"))[0], "001");
});

Deno.test("under opt-in, an account must want that its connections are one user", () => {
  const { network, ann } = scene({ multiclient: "opt-in" });
  tellNickServ(ann, "SET multiclient on");
  ann.take();
  network.comeAs("ann", "ann").take();
  assertEquals(network.core.network.findUser("ann")?.sessions.length, 2);
  tellNickServ(ann, "SET multiclient default");
  network.comeAs("ann", "ann");
  assertEquals(network.core.network.findUser("ann")?.sessions.length, 1);
});

Deno.test("a user has so many connections and not more", () => {
  const { network } = scene();
  for (let count = 1; count < 3; count++) network.comeAs("ann", "ann");
  assertEquals(network.comeAs("ann", "ann").take().map(said), [
    REFUSED,
    "You have as many connections as you may.",
  ]);
  assertEquals(network.core.network.findUser("ann")?.sessions.length, 3);
});

Deno.test("a ban is against the connection that comes from there, and no other", () => {
  const { network, ann, bob } = scene();
  const root = network.operator("root");
  const other = network.comeAs(
    "ann",
    "ann",
    [],
    network.connect("198.51.100.7"),
  );
  root.send("DLINE 198.51.100.7 :spam");
  assertEquals([ann.closed, other.closed], [false, true]);
  const again = network.connect("198.51.100.7");
  assertEquals(again.closed, true);
  assertEquals(bob.take(), []);
});

Deno.test("where an operator may come from is asked of the connection that gives OPER", () => {
  const { network, ann } = scene();
  const other = network.comeAs(
    "ann",
    "ann",
    [],
    network.connect("198.51.100.7"),
  );
  other.take();
  assertEquals(words(other.send("OPER root secret")), ["491"]);
  assertEquals(words(ann.send("OPER root secret")).at(-1), "381");
});

Deno.test("who was an operator by the certificate of a connection is none without it", () => {
  const operator = {
    ...SETTINGS.operators[0],
    passwordHash: null,
    certificate: "ab".repeat(32),
  };
  const network = networkWith();
  network.reconfigure({ operators: [operator] });
  const secure = network.connect("192.0.2.1", true, "ab".repeat(32));
  network.comeAs("ann", "ann", [], secure);
  const other = network.comeAs("ann", "ann");
  assertEquals(words(secure.send("OPER root")).at(-1), "381");
  other.take();
  secure.send("QUIT");
  assertEquals(other.take(), [`${ANN} MODE ann -os`]);
});

Deno.test("a user is secure while all its connections are", () => {
  const network = networkWith();
  const ann = network.connect("192.0.2.1", true);
  network.comeAs("ann", "ann", [], ann).take();
  const other = network.comeAs("ann", "ann");
  assert(other.take().includes(`${ANN} MODE ann -Z`));
  assertEquals(ann.take(), [`${ANN} MODE ann -Z`]);
  assertEquals(words(ann.send("WHOIS ann")).includes("671"), false);
  other.send("QUIT");
  assertEquals(ann.take(), [`${ANN} MODE ann +Z`]);
  assertEquals(words(ann.send("WHOIS ann")).includes("671"), true);
});

Deno.test("who is on a channel for TLS is joined over TLS alone", () => {
  const network = networkWith();
  const ann = network.connect("192.0.2.1", true);
  network.comeAs("ann", "ann", [], ann);
  ann.send("JOIN #a", "MODE #a +z");
  assertEquals(network.comeAs("ann", "ann").take().map(said), [
    REFUSED,
    "You are on channels for those who come over TLS: connect over TLS.",
  ]);
  const other = network.connect("192.0.2.1", true);
  assertEquals(words(network.comeAs("ann", "ann", [], other).take())[0], "001");
});

Deno.test("WHOIS tells oneself and operators where each connection comes from", () => {
  const { network, ann, bob } = scene();
  const other = network.connect("2001:db8::1", true, "ab".repeat(32));
  network.comeAs("ann", "ann", [], other);
  const origins = (client: TestClient) =>
    client.send("WHOIS ann").filter((line) => / (?:338|276) /.test(line));
  assertEquals(origins(ann), [
    ":irc.test 338 ann ann ~ann@192.0.2.1 192.0.2.1 :is actually using host",
    ":irc.test 338 ann ann ~ann@2001:db8::1 2001:db8::1 :is actually using host",
    `:irc.test 276 ann ann :has client certificate fingerprint ${
      "ab".repeat(32)
    }`,
  ]);
  assertEquals(origins(bob), []);
});

Deno.test("who joins is here, unless it says otherwise before", () => {
  const { network, ann, bob } = scene();
  bob.enable("away-notify");
  ann.send("AWAY :tea");
  assertEquals(bob.take(), [`${ANN} AWAY :tea`]);
  const early = (text: string) => {
    const client = network.connect().enable("draft/pre-away");
    client.send(`AWAY ${text}`);
    return network.comeAs("ann", "ann", [], client);
  };
  const quiet = early("*");
  assertEquals(bob.take(), []);
  quiet.send("QUIT");
  network.at += 1000;
  early(":bed").send("QUIT");
  assertEquals(bob.take(), [`${ANN} AWAY :bed`, `${ANN} AWAY :tea`]);
  network.comeAs("ann", "ann");
  assertEquals(bob.take(), [`${ANN} AWAY`]);
});

Deno.test("SESSIONS tells the connections apart, and LOGOUT ends one of them", () => {
  const { network, ann, bob } = scene();
  network.at += 5000;
  const other = network.comeAs("ann", "ann", [], network.connect("192.0.2.9"));
  network.at += 5000;
  ann.send("PRIVMSG #a :hi");
  other.send("AWAY :tea");
  assertEquals(tellNickServ(ann, "SESSIONS"), [
    "ann 1 from 192.0.2.1, since Thu, 01 Jan 2026 00:00:00 GMT, " +
    "idle for 0 seconds (this one)",
    "ann 2 from 192.0.2.9, since Thu, 01 Jan 2026 00:00:05 GMT, " +
    "idle for 5 seconds, away",
  ]);
  assertEquals(tellNickServ(ann, "LOGOUT 3"), [
    "You have no connection 3 as ann.",
  ]);
  assertEquals(tellNickServ(ann, "LOGOUT bob 1"), [
    "You have no connection 1 as bob.",
  ]);
  assertEquals(tellNickServ(ann, "LOGOUT 2"), [
    "The connection 2 of ann is ended.",
  ]);
  assertEquals([ann.closed, other.closed, bob.closed], [false, true, false]);
  const annie = network.comeAs("annie", "ann");
  tellNickServ(ann, "LOGOUT annie 1");
  assertEquals(annie.closed, true);
});

Deno.test("KILL and GHOST end all connections of a user at once", () => {
  for (const isKill of [true, false]) {
    const { network, bob, ann } = scene();
    ann.send("AWAY :tea");
    const other = network.comeAs("ann", "ann");
    bob.enable("away-notify");
    if (isKill) network.operator("root").send("KILL ann :spam");
    else tellNickServ(network.comeAs("annie", "ann"), "GHOST ann");
    assertEquals([ann.closed, other.closed], [true, true]);
    assertEquals(words(bob.take()), ["QUIT"]);
  }
});

Deno.test("a new password by mail ends the other connections of who has set it", () => {
  const { network, ann, bob } = scene();
  const other = network.comeAs("ann", "ann");
  tellNickServ(ann, "SENDPASS ann");
  const code = /RESETPASS \S+ (\S+)/.exec(network.mail.at(-1)?.text ?? "")?.[1];
  tellNickServ(ann, `RESETPASS ann ${code} correct-horse`);
  assertEquals([ann.closed, other.closed], [false, true]);
  assertEquals(words(bob.take()).includes("QUIT"), false);
});

Deno.test("who logs in to another account does so alone", () => {
  const { network, ann } = scene();
  const other = network.comeAs("ann", "ann");
  other.take();
  tellNickServ(ann, "IDENTIFY Eve sesame");
  assertEquals(other.take(), [
    "ERROR :Closing link: ann[192.0.2.1] (Logged in to another account)",
  ]);
  const user = network.core.network.findUser("ann");
  assertEquals([user?.account, user?.sessions.length], ["Eve", 1]);
});

Deno.test("a ban of a nickname is of where its connections come from, if that is one address", () => {
  const { network, ann } = scene();
  const root = network.register("root", "192.0.2.99");
  root.send("OPER root secret", "MODE root -s");
  const other = network.comeAs("ann", "ann", [], network.connect("192.0.2.7"));
  assertEquals(root.send("KLINE ann :spam"), [
    ":irc.test 400 root KLINE :ann has connections from 192.0.2.1, " +
    "192.0.2.7: name an address, a mask, or the account",
  ]);
  ann.disconnect();
  root.send("KLINE ann :spam");
  assertEquals(other.closed, true);
  assertEquals(network.bans.map(({ mask }) => mask), ["*@192.0.2.7/32"]);
});

Deno.test("who cannot join who has its only nickname does not take it either", () => {
  const { network } = scene({ forceNick: true });
  for (let count = 1; count < 3; count++) network.comeAs("ann", "ann");
  assertEquals(words(network.comeAs("zoe", "ann").take()), ["433", "NOTICE"]);
  assertEquals(network.core.network.findUser("ann")?.sessions.length, 3);
});
