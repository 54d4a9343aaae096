import { assert, assertEquals } from "@std/assert";
import { Core } from "../../../../src/irc/core.ts";
import { NO_ARCHIVE } from "../../../../src/irc/state/archive.ts";
import type { AccountRules } from "../../../../src/irc/names/account_rules.ts";
import type { Settings } from "../../../../src/irc/state/settings.ts";
import {
  accountChange,
  accountOf,
  channelOf,
} from "../../../support/records.ts";
import { expel } from "../../../../src/irc/users/quitting.ts";
import { said, tellNickServ } from "../../../support/talking.ts";
import {
  SETTINGS,
  type TestClient,
  TestNetwork,
} from "../../../support/test_network.ts";

// A user who is always on stays on the network without a connection, over restarts too.

const ANN = ":ann!~ann@192.0.2.1";
const DAY_MS = 86_400_000;

function settingsWith(rules: Partial<AccountRules>): Partial<Settings> {
  return { accountRules: { ...SETTINGS.accountRules, ...rules } };
}

function networkWith(rules: Partial<AccountRules> = {}): TestNetwork {
  const passwordHash = "hash of sesame";
  return new TestNetwork(settingsWith(rules), {}, [
    accountChange("ann", accountOf("Ann", { passwordHash })),
    accountChange("eve", accountOf("Eve", { passwordHash })),
  ]);
}

interface Scene {
  readonly network: TestNetwork;
  /** An operator of #a, logged in as Ann, always on */
  readonly ann: TestClient;
  /** On #a with ann */
  readonly bob: TestClient;
}

function scene(rules: Partial<AccountRules> = {}): Scene {
  const network = networkWith(rules);
  const ann = network.comeAs("ann", "ann");
  if (rules.alwaysOn === undefined) tellNickServ(ann, "SET ALWAYS-ON ON");
  ann.send("JOIN #a");
  const bob = network.register("bob");
  bob.send("JOIN #a");
  for (const client of [ann, bob]) client.take();
  return { network, ann, bob };
}

/** Starts a server with what another one has kept. */
function restarted(
  network: TestNetwork,
  settings: Partial<Settings> = {},
): TestNetwork {
  const again = new TestNetwork(
    { ...network.core.network.settings, ...settings },
    {},
    network.store.read(),
  );
  again.at = network.at;
  return again;
}

function words(lines: readonly string[]): string[] {
  return lines.map((line) => line.split(" ")[1]);
}

function namesOf(client: TestClient, channel: string): string | undefined {
  client.take();
  return client.send(`NAMES ${channel}`)
    .find((line) => line.includes(" 353 "))?.split(" :")[1];
}

Deno.test("who is always on stays without a connection, and nobody is told that it went", () => {
  const { network, ann, bob } = scene();
  const error = "ERROR :Closing link: ann[192.0.2.1] (Quit: bye)";
  assertEquals(ann.send("QUIT :bye"), [error]);
  assertEquals(bob.take(), []);
  assertEquals(namesOf(bob, "#a"), "@ann bob");
  assertEquals(bob.send("PRIVMSG ann :hi", "ISON ann"), [
    ":irc.test 303 bob :ann",
  ]);
  bob.send("PRIVMSG #a :there", "MONITOR + ann");
  assertEquals(words(bob.take()), []);
  assertEquals(network.faults, []);
});

Deno.test("its connection comes back to its nickname and channels, whatever it asks for", () => {
  const { network, ann, bob } = scene();
  ann.disconnect();
  const again = network.comeAs("other", "ann");
  const lines = again.take();
  assertEquals(lines[0].split(" ").slice(1, 3), ["001", "ann"]);
  assert(lines.includes(`${ANN} JOIN #a`));
  again.send("PRIVMSG #a :back");
  assertEquals(bob.take(), [`${ANN} PRIVMSG #a :back`]);
});

Deno.test("its connection comes back, even if it asks for a nickname that somebody else has", () => {
  const { network, ann } = scene();
  ann.disconnect();
  const asks = ["NICK bob", "USER u 0 * :x"];
  const sasl = [
    "AUTHENTICATE PLAIN",
    `AUTHENTICATE ${btoa("\0ann\0sesame")}`,
  ];
  const pass = ["PASS ann:sesame"];
  for (
    const lines of [
      ["CAP REQ sasl", ...sasl, ...asks, "CAP END"],
      ["CAP REQ sasl", ...asks, ...sasl, "CAP END"],
      [...pass, ...asks],
      ["NICK bob", ...pass, "USER u 0 * :x"],
    ]
  ) {
    const again = network.connect();
    const welcome = again.send(...lines).find((line) => line.includes(" 001 "));
    assertEquals(welcome?.split(" ")[2], "ann", lines.join());
    again.disconnect();
  }
});

Deno.test("who must not be always on goes with its last connection", () => {
  for (const rules of [{}, { alwaysOn: "off" }] as const) {
    const { ann, bob } = scene(rules);
    tellNickServ(ann, `SET always-on ${"alwaysOn" in rules ? "on" : "false"}`);
    ann.disconnect("gone");
    assertEquals(bob.take(), [`${ANN} QUIT :gone`]);
  }
});

Deno.test("under opt-out and mandatory, who has said nothing is always on", () => {
  for (const alwaysOn of ["opt-out", "mandatory"] as const) {
    const { ann, bob } = scene({ alwaysOn });
    tellNickServ(ann, "SET always-on off");
    ann.disconnect("gone");
    assertEquals(words(bob.take()), alwaysOn === "opt-out" ? ["QUIT"] : []);
  }
});

Deno.test("who is always on and wants it no more goes, if it has no connection", () => {
  const { network, ann, bob } = scene();
  ann.disconnect();
  const root = network.operator("root");
  root.send("NS SASET ann always-on off");
  assertEquals(bob.take(), [`${ANN} QUIT :Not always on any more`]);
  assertEquals(network.core.network.records.presences.size, 0);
});

Deno.test("a login in the middle makes a user always on, LOGOUT ends that", () => {
  const { network } = scene();
  const eve = network.register("eve");
  tellNickServ(eve, "IDENTIFY Eve sesame");
  tellNickServ(eve, "SET always-on on");
  eve.disconnect();
  assert(network.core.network.findUser("eve") !== undefined);
  const again = network.comeAs("eve", "eve");
  tellNickServ(again, "LOGOUT");
  again.disconnect();
  assertEquals(network.core.network.findUser("eve"), undefined);
});

Deno.test("it is there after a restart: with its channels and ranks, modes, away and names", () => {
  const { network, ann } = scene();
  ann.send("MODE ann +i", "AWAY :tea", "SETNAME :Anna", "SILENCE +eve");
  ann.send("JOIN #b", "NICK annie");
  network.pass(1000);
  const again = restarted(network);
  const bob = again.register("bob");
  bob.send("JOIN #a");
  assertEquals(namesOf(bob, "#a"), "@annie bob");
  const lines = bob.send("WHOIS annie");
  assertEquals(
    lines[0],
    ":irc.test 311 bob annie ~ann 192.0.2.1 * Anna".replace("Anna", ":Anna"),
  );
  assert(lines.includes(":irc.test 301 bob annie :tea"));
  const own = again.comeAs("ann", "ann").take();
  assert(own.includes(":annie MODE annie +i"));
  assertEquals(own.filter((line) => / JOIN /.test(line)), [
    ":annie!~ann@192.0.2.1 JOIN #a",
    ":annie!~ann@192.0.2.1 JOIN #b",
  ]);
  const user = again.core.network.findUser("annie");
  assertEquals(user?.silenced, ["eve!*@*"]);
  assertEquals(user?.away, null);
});

Deno.test("a channel that is not registered comes back with it, as it was", () => {
  const { network, ann, bob } = scene();
  const changes: readonly (readonly [TestClient, string])[] = [
    [ann, "MODE #a +sikl-t secret 5"],
    [ann, "MODE #a +b eve!*@*"],
    [bob, "TOPIC #a :tea"],
  ];
  for (const [client, line] of changes) client.send(line);
  network.pass(5000);
  const { createdAt } = network.core.network.findChannel("#a") ?? {};
  const again = restarted(network);
  const channel = again.core.network.findChannel("#a");
  assertEquals(
    [...channel?.modes ?? []].sort().join(" "),
    "i, k,secret l,5 n, s,",
  );
  assertEquals(channel?.lists.get("b")?.map(({ mask }) => mask), ["eve!*@*"]);
  assertEquals([channel?.topic?.text, channel?.createdAt], ["tea", createdAt]);
  const eve = again.register("eve");
  assertEquals(words(eve.send("JOIN #a")), ["474"]);
  // As it is then.
  const own = again.comeAs("ann", "ann");
  own.send("MODE #a -isk x");
  const third = restarted(again).core.network.findChannel("#a");
  assertEquals([...third?.modes.keys() ?? []].sort(), ["l", "n"]);
});

Deno.test("a channel that is not registered is kept as long as somebody is on it who is always on", () => {
  const kept = (network: TestNetwork) =>
    network.store.read().filter(({ kind }) => kind === "unregistered-channel")
      .map(({ key }) => key);
  const { network, ann, bob } = scene();
  bob.send("JOIN #b", "MODE #b +s");
  assertEquals(kept(network), ["#a"]);
  ann.send("JOIN #b");
  assertEquals(kept(network), ["#a", "#b"]);
  ann.send("PART #b");
  network.pass(61_000);
  assertEquals(kept(network), ["#a"]);
  ann.send("JOIN #b", "CS REGISTER #a");
  assertEquals(ann.take().filter((line) => line.includes("FAIL")), []);
  network.pass(61_000);
  assertEquals(kept(network), ["#b"]);
  tellNickServ(network.comeAs("ann", "ann"), "SET always-on off");
  network.pass(61_000);
  assertEquals(kept(network), []);
  assertEquals(network.faults, []);
});

Deno.test("a registered channel comes back with it, as it was", () => {
  const network = networkWith();
  const topic = { text: "news", setBy: "ann", setAt: 1 };
  const value = channelOf("#a", "Ann", { topic, modes: { s: "" } });
  network.core.network.records.set({ kind: "channel", key: "#a", value });
  network.store.write([{ kind: "channel", key: "#a", value }]);
  const ann = network.comeAs("ann", "ann");
  tellNickServ(ann, "SET always-on on");
  ann.send("JOIN #a");
  const again = restarted(network);
  const channel = again.core.network.findChannel("#a");
  assertEquals(channel?.topic?.text, "news");
  assertEquals(channel?.modes.has("s"), true);
  const user = again.core.network.findUser("ann");
  assertEquals(user && channel?.members.get(user)?.modes, "q");
});

Deno.test("an operator who is always on is none without a connection, nor after a restart", () => {
  const { network, ann } = scene();
  ann.send("OPER root secret");
  const again = restarted(network);
  assertEquals(again.core.network.findUser("ann")?.modes, "");
  ann.disconnect();
  const user = network.core.network.findUser("ann");
  assertEquals([user?.operator, user?.modes], [null, ""]);
});

Deno.test("who is not always on any more, suspended or banned does not come back from a restart", () => {
  const { network } = scene();
  const off = settingsWith({ alwaysOn: "off" });
  assertEquals(restarted(network, off).core.network.users.size, 0);
  const ban = network.operator("root");
  ban.send("KLINE ~nobody@* :x");
  const again = restarted(network);
  assertEquals([...again.core.network.users.keys()], ["ann"]);
});

Deno.test("that many go at once is written once", () => {
  const { network, ann } = scene();
  const eve = network.comeAs("eve", "eve");
  tellNickServ(eve, "SET always-on on");
  network.pass(1000);
  network.answers = false;
  for (const client of [ann, eve]) client.disconnect();
  const stored = () => network.asked.filter(({ kind }) => kind === "store");
  assertEquals(stored(), []);
  network.pass(1000);
  assertEquals(stored().length, 1);
});

Deno.test("what a restart has not brought back is forgotten after a while", () => {
  const { network } = scene();
  const again = restarted(network, settingsWith({ alwaysOn: "off" }));
  again.pass(61_000);
  assertEquals(again.core.network.records.presences.size, 0);
  const kinds = again.store.read().map(({ kind }) => kind);
  assertEquals(kinds.includes("presence"), false);
});

Deno.test("where the user of an account goes who stays, another one of it stays", () => {
  const ways: readonly ((ann: TestClient) => void)[] = [
    (ann) => ann.send("NS LOGOUT"),
    (ann) => ann.send("NS IDENTIFY Eve sesame"),
    ({ network }) => network.operator("root").send("KLINE ~ann@* :spam"),
    ({ network }) => {
      // A fault of ours ends it.
      const [session] = network.core.network.findUser("ann")?.sessions ?? [];
      expel(session, "Internal error");
      network.apply({ kind: "tick" });
    },
  ];
  for (const way of ways) {
    const { network, ann } = scene();
    const others = ["other", "annie"].map((nick) => network.register(nick));
    for (const other of others) other.send("NS IDENTIFY Ann sesame");
    way(ann);
    const { kept, records } = network.core.network;
    assertEquals(kept.get("ann")?.nick, "other");
    assertEquals(records.presences.get("ann")?.nick, "other");
    for (const other of others) other.disconnect();
    const { users } = network.core.network;
    assertEquals([users.has("other"), users.has("annie")], [true, false]);
    const again = restarted(network).core.network;
    assertEquals(again.kept.get("ann")?.nick, "other");
    assertEquals(network.faults, []);
  }
});

Deno.test("with auto-away it is away while it has no connection, unless it has said why", () => {
  const { network, ann, bob } = scene();
  bob.enable("away-notify");
  tellNickServ(ann, "SET AUTO-AWAY true");
  ann.disconnect();
  assertEquals(bob.take(), [`${ANN} AWAY :Not connected`]);
  const again = network.comeAs("ann", "ann");
  assertEquals(bob.take(), [`${ANN} AWAY`]);
  again.send("AWAY :tea");
  again.disconnect();
  assertEquals(bob.take(), [`${ANN} AWAY :tea`]);
  const quiet = network.connect().enable("draft/pre-away");
  quiet.send("AWAY *");
  network.comeAs("ann", "ann", [], quiet);
  assertEquals(bob.take(), []);
});

Deno.test("with auto-away it is away after a restart, until it is there again", () => {
  for (const text of ["", "tea"]) {
    const { network, ann } = scene();
    tellNickServ(ann, "SET AUTO-AWAY true");
    if (text !== "") ann.send(`AWAY ${text}`);
    network.pass(1000);
    const again = restarted(network);
    const user = again.core.network.findUser("ann");
    assertEquals(user?.away, text || "Not connected");
    again.comeAs("ann", "ann");
    assertEquals(user?.away, null);
  }
});

Deno.test("WHOIS and LUSERS tell the truth of who has no connection", () => {
  const network = networkWith();
  const secure = network.connect("192.0.2.1", true, "ab".repeat(32));
  network.comeAs("ann", "ann", [], secure);
  tellNickServ(secure, "SET always-on on");
  network.at += 5000;
  secure.disconnect();
  network.at += 5000;
  const root = network.operator("root");
  assertEquals(words(root.send("WHOIS ann")), [
    "311",
    "379",
    "320",
    "312",
    "330",
    "317",
    "318",
  ]);
  const lines = root.send("WHOIS ann");
  assert(lines.some((line) => / 317 root ann 10 /.test(line)));
  assertEquals(
    lines[2],
    ":irc.test 320 root ann :has no connection since " +
      "Thu, 01 Jan 2026 00:00:05 GMT",
  );
  const told = root.send("LUSERS").filter((line) => / 25[15] /.test(line));
  assertEquals(told.map((line) => /\d+ (?:users|clients)/.exec(line)?.[0]), [
    "2 users",
    "1 clients",
  ]);
  const bob = network.register("bob");
  assertEquals(words(bob.send("WHOIS ann")).includes("320"), false);
});

Deno.test("who has had no connection for too long goes, over restarts too", () => {
  const { network, ann, bob } = scene({ alwaysOn: "opt-out" });
  ann.disconnect();
  network.at += 60 * DAY_MS;
  const again = restarted(network);
  again.at += 29 * DAY_MS;
  again.pass(1000);
  assert(again.core.network.findUser("ann") !== undefined);
  again.at += DAY_MS;
  again.pass(61_000);
  assertEquals(again.core.network.findUser("ann"), undefined);
  bob.take();
  network.at += 30 * DAY_MS;
  network.apply({ kind: "tick" });
  assert(bob.take().includes(`${ANN} QUIT :No connection for 90 days`));
});

Deno.test("a restart in between is when a connection went that was there", () => {
  const { network } = scene();
  const again = restarted(network);
  again.pass(1000);
  const presences = again.store.read().flatMap(({ kind, value }) =>
    kind === "presence" && value !== null ? [value] : []
  );
  assertEquals(presences.map(({ leftAt }) => leftAt), [network.at]);
});

Deno.test("DROP and SUSPEND end who is always on, connected or not", () => {
  for (const isConnected of [true, false]) {
    const { network, ann, bob } = scene();
    const root = network.operator("root");
    if (!isConnected) ann.disconnect();
    root.send("NS SUSPEND ann 1h rude");
    assertEquals(bob.take(), [`${ANN} QUIT :Account suspended`]);
    assertEquals(network.core.network.records.presences.size, 0);
  }
  const { ann, bob, network } = scene();
  const [, hint] = tellNickServ(ann, "DROP");
  tellNickServ(ann, hint.replace(/^.*\/NS /, ""));
  assertEquals(bob.take(), [`${ANN} QUIT :Account deleted`]);
  assertEquals(network.core.network.records.presences.size, 0);
});

Deno.test("a ban ends who is always on, connected or not; one of an address ends connections alone", () => {
  for (const isConnected of [true, false]) {
    const { network, ann, bob } = scene();
    const root = network.register("root", "192.0.2.99");
    root.send("OPER root secret");
    if (!isConnected) ann.disconnect();
    root.send("KLINE ~ann@* :spam");
    assertEquals(bob.take(), [`${ANN} QUIT :K-lined: spam`]);
    assertEquals(network.core.network.records.presences.size, 0);
  }
  const { network, ann } = scene();
  ann.disconnect();
  const root = network.register("root", "192.0.2.99");
  root.send("OPER root secret", "DLINE 192.0.2.1 :spam");
  assert(network.core.network.findUser("ann") !== undefined);
});

Deno.test("KILL ends the connections of who is always on, and says that it stays", () => {
  const { network, ann, bob } = scene();
  const root = network.operator("root");
  root.send("MODE root -s");
  assertEquals(root.send("KILL ann :spam"), [
    ":irc.test 400 root KILL :ann is always on: its connections end, and it " +
    "stays. A ban ends it, or /NS SUSPEND",
  ]);
  assertEquals([ann.closed, bob.take()], [true, []]);
  assertEquals(namesOf(bob, "#a"), "@ann bob");
});

Deno.test("nobody takes the nickname of one's own user who is always on", () => {
  const { network, ann } = scene();
  ann.disconnect();
  const eve = network.register("eve");
  tellNickServ(eve, "IDENTIFY Ann sesame");
  eve.take();
  assertEquals(words(eve.send("NICK ann")), ["433"]);
  for (const order of ["GHOST", "RECOVER", "RELEASE"]) {
    const [text] = tellNickServ(eve, `${order} ann`);
    assert(text.startsWith("ann is always on: log in with SASL"), text);
  }
});

Deno.test("an account that is renamed takes along who is always on", () => {
  const { network, ann } = scene();
  ann.disconnect();
  const root = network.operator("root");
  root.send("NS RENAME Ann Anna");
  const { kept, records } = network.core.network;
  assertEquals([...kept.keys()], ["anna"]);
  assertEquals([...records.presences.keys()], ["anna"]);
  assert(network.comeAs("x", "anna").take()[0].includes(" 001 ann "));
});

Deno.test("a new configuration holds for who is always on", () => {
  const { network, ann, bob } = scene({ alwaysOn: "opt-out" });
  ann.disconnect();
  network.reconfigure(settingsWith({ alwaysOn: "off" }));
  assertEquals(bob.take(), [`${ANN} QUIT :Not always on any more`]);
});

Deno.test("a core that goes on from a snapshot has them too", () => {
  const { network, ann } = scene();
  ann.disconnect();
  const snapshot = network.core.snapshot();
  const plain = JSON.parse(JSON.stringify(snapshot));
  assertEquals(Core.restore(plain, NO_ARCHIVE).snapshot(), snapshot);
});

Deno.test("a fault of ours ends who is always on too, and its account starts anew", () => {
  const { network, ann } = scene();
  const user = network.core.network.findUser("ann");
  assert(user !== undefined);
  Object.defineProperty(user, "facts", {
    get: () => {
      throw new Error("a fault");
    },
    configurable: true,
  });
  ann.send("SETNAME :x");
  assertEquals(ann.closed, true);
  assertEquals(network.core.network.kept.size, 0);
  const lines = network.comeAs("ann", "ann").take();
  assertEquals(said(lines[0]).split(" ")[1], "001");
});

Deno.test("nobody takes the account's name from who is always on where it is everybody's nickname", () => {
  const { network, ann, bob } = scene({ alwaysOn: "opt-out", forceNick: true });
  ann.send("NICK Ann");
  ann.disconnect();
  bob.take();
  const eve = network.register("eve");
  tellNickServ(eve, "IDENTIFY Ann sesame");
  assertEquals(words(eve.send("NICK Ann")), ["433"]);
  assertEquals(network.core.network.findUser("ann")?.sessions.length, 0);
  assertEquals(bob.take(), []);
});

Deno.test("an account that takes the place of another one of that name does not take over its user", () => {
  const accounts = [{ name: "Ann", passwordHash: "hash of other" }];
  const { network, ann, bob } = scene({ alwaysOn: "opt-out" });
  ann.disconnect();
  const again = restarted(network, { accounts });
  assertEquals(again.core.network.users.size, 0);
  const rules = { alwaysOn: "opt-out", nicknames: "strict" } as const;
  network.reconfigure({ ...settingsWith(rules), accounts });
  assertEquals(bob.take().filter((line) => line.startsWith(ANN)), [
    `${ANN} QUIT :Not always on any more`,
  ]);
});

Deno.test("an account was seen last when its last connection went", () => {
  const { network, ann } = scene();
  network.at += 3 * DAY_MS;
  network.apply({ kind: "tick" });
  ann.disconnect();
  network.at += 30 * DAY_MS;
  network.apply({ kind: "tick" });
  network.apply({ kind: "tick" });
  const other = network.register("other");
  const seen = "Last seen: Sun, 04 Jan 2026";
  assert(tellNickServ(other, "INFO Ann").includes(seen));
});
