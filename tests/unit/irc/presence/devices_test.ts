import { assertEquals } from "@std/assert";
import type { Settings } from "../../../../src/irc/state/settings.ts";
import { textsIn } from "../../../support/history.ts";
import { accountChange, accountOf } from "../../../support/records.ts";
import { authenticateByScram } from "../../../support/sasl.ts";
import { scramKeysOf } from "../../../support/scram_keys.ts";
import { tellNickServ } from "../../../support/talking.ts";
import {
  SETTINGS,
  type TestClient,
  TestNetwork,
} from "../../../support/test_network.ts";

// A device that has a name is played what was said while it was not there.

const HOUR_MS = 3_600_000;

function networkWith(settings: Partial<Settings> = {}): TestNetwork {
  const accountRules = {
    ...SETTINGS.accountRules,
    alwaysOn: "opt-out",
  } as const;
  const passwordHash = "hash of sesame";
  const scram = scramKeysOf("sesame");
  return new TestNetwork({ accountRules, ...settings }, {}, [
    accountChange("ann", accountOf("Ann", { passwordHash, scram })),
    accountChange("eve", accountOf("Eve", { passwordHash })),
  ]);
}

/** Ann is on #a with bob, and is always on; her telephone was there, and has gone. */
function scene(settings: Partial<Settings> = {}) {
  const network = networkWith(settings);
  const ann = network.comeAs("ann", "ann@phone");
  const [bob] = network.channel("#a", "bob");
  ann.send("JOIN #a");
  bob.send("PRIVMSG #a :0");
  ann.send("QUIT");
  network.at += HOUR_MS;
  network.apply({ kind: "tick" });
  for (const client of [ann, bob]) client.take();
  return { network, bob };
}

/** What a client was told that was said, without dates. */
function heard(client: TestClient): string[] {
  return plain(textsIn(client.take()));
}

function plain(texts: readonly string[]): string[] {
  return texts.map((text) => text.replace(/^\[.*?\] /, ""));
}

function comeAs(
  network: TestNetwork,
  account: string,
  capabilities: readonly string[] = [],
): string[] {
  return heard(network.comeAs("ann", account, capabilities));
}

Deno.test("what a device has missed of its channels and in private is played to it, once", () => {
  const { network, bob } = scene();
  bob.send("PRIVMSG #a :1", "PRIVMSG ann :2", "PRIVMSG #a :3");
  const phone = network.comeAs("ann", "ann@phone");
  assertEquals(heard(phone), ["1", "3", "2"]);
  phone.send("QUIT");
  assertEquals(comeAs(network, "ann@PHONE"), []);
});

Deno.test("what a device has missed is played once, even where joining shows something of it", () => {
  const { network, bob } = scene();
  const ann = network.comeAs("ann", "ann@phone");
  tellNickServ(ann, "SET replay 50");
  ann.send("QUIT");
  bob.send("PRIVMSG #a :1", "PRIVMSG #a :2");
  assertEquals(comeAs(network, "ann@phone"), ["1", "2"]);
});

Deno.test("what is played has dates, or the times of server-time and a batch of its own", () => {
  const { network, bob } = scene();
  bob.send("PRIVMSG #a :1");
  const old = network.comeAs("ann", "ann@phone").take();
  assertEquals(
    old.at(-1),
    ":bob!~bob@192.0.2.1 PRIVMSG #a :[2026-01-01 01:00] 1",
  );
  const names = ["batch", "server-time"];
  network.comeAs("ann", "ann@tablet", names).send("QUIT");
  bob.send("PRIVMSG #a :2");
  const lines = network.comeAs("ann", "ann@tablet", names).take().slice(-3);
  const bare = lines.map((line) => line.replace(/^@\S+ /, ""));
  assertEquals(bare.map((line) => line.replace(/(?<=BATCH .)\w+/, "")), [
    ":irc.test BATCH + chathistory #a",
    ":bob!~bob@192.0.2.1 PRIVMSG #a :2",
    ":irc.test BATCH -",
  ]);
});

Deno.test("each device is as far as it was itself", () => {
  const { network, bob } = scene();
  network.comeAs("ann", "ann@laptop").send("QUIT");
  bob.send("PRIVMSG #a :1");
  assertEquals(comeAs(network, "ann@laptop"), ["1"]);
  bob.send("PRIVMSG #a :2");
  assertEquals(comeAs(network, "ann@phone"), ["1", "2"]);
});

Deno.test("who has no device, or one that was never there, is played nothing", () => {
  const { network, bob } = scene();
  bob.send("PRIVMSG #a :1");
  assertEquals(comeAs(network, "ann"), []);
  assertEquals(comeAs(network, "ann@new"), []);
});

for (const capability of ["draft/chathistory", "znc.in/playback"]) {
  Deno.test(`a client with ${capability} asks itself`, () => {
    const { network, bob } = scene();
    bob.send("PRIVMSG #a :1");
    const names = ["batch", "server-time", "message-tags", capability];
    assertEquals(comeAs(network, "ann@phone", names), []);
  });
}

/** Somebody who is on #a since before "3" was said there, and logs in as ann then. */
function joinAndLogIn(
  words: string,
  { settings = {}, username = "zoe", capabilities = [] }: {
    settings?: Partial<Settings>;
    username?: string;
    capabilities?: readonly string[];
  } = {},
) {
  const { bob, network } = scene(settings);
  bob.send("PRIVMSG #a :1", "PRIVMSG ann :2");
  const zoe = network.connect();
  zoe.enable(...capabilities);
  network.at += 1000;
  zoe.send("NICK zoe", `USER ${username} 0 * :Zoe`, "CAP END");
  const shown = plain(textsIn(zoe.send("JOIN #a")));
  bob.send("PRIVMSG #a :3");
  shown.push(...heard(zoe));
  const lines = zoe.send(`PRIVMSG NickServ :${words}`);
  const played = plain(textsIn(lines)).filter((text) => /^\d$/.test(text));
  return { bob, network, played, shown, zoe };
}

for (
  const [words, username] of [
    ["IDENTIFY ann@phone sesame", "zoe"],
    ["IDENTIFY ann sesame", "zoe@phone"],
    ["IDENTIFY ANN@PHONE sesame", "zoe@tablet"],
  ]
) {
  Deno.test(`"${words}" of USER ${username} has played what the device has missed before it joined, once`, () => {
    const { network, played, shown, zoe } = joinAndLogIn(words, { username });
    assertEquals(shown, ["3"]);
    assertEquals(played, ["1", "2"]);
    zoe.send("QUIT");
    assertEquals(comeAs(network, "ann@phone"), []);
  });
}

Deno.test("who has shown a wrong password is played nothing, and the device is as far as it was", () => {
  const { network, played, zoe } = joinAndLogIn("IDENTIFY ann@phone wrong");
  assertEquals(played, []);
  zoe.send("QUIT");
  assertEquals(comeAs(network, "ann@phone"), ["1", "3", "2"]);
});

Deno.test("who is shown lines on joining is not played them again on logging in", () => {
  const history = {
    ...SETTINGS.history,
    cutoff: "none",
    replay: { lines: 9, milliseconds: null },
  } as const;
  const { played, shown } = joinAndLogIn("IDENTIFY ann@phone sesame", {
    settings: { history },
  });
  assertEquals(shown, ["0", "1", "3"]);
  assertEquals(played, ["2"]);
});

Deno.test("a client that asks for history itself is played nothing on logging in", () => {
  const { played } = joinAndLogIn("IDENTIFY ann@phone sesame", {
    capabilities: ["draft/chathistory"],
  });
  assertEquals(played, []);
});

Deno.test("who is logged in keeps its device, whatever it tries", () => {
  const { bob, network, zoe } = joinAndLogIn("IDENTIFY ann@phone sesame");
  zoe.send("PRIVMSG NickServ :IDENTIFY eve@tablet wrong", "QUIT");
  bob.send("PRIVMSG #a :4");
  assertEquals(comeAs(network, "ann@phone"), ["4"]);
});

Deno.test("what the user has said on another device is played as its own", () => {
  const { network, bob } = scene();
  const laptop = network.comeAs("ann", "ann@laptop");
  laptop.send("PRIVMSG bob :1", "PRIVMSG #a :2");
  bob.send("PRIVMSG ann :3");
  const lines = network.comeAs("ann", "ann@phone").take().slice(-3);
  assertEquals(lines.map((line) => line.replace(/\[.*?\] /, "")), [
    ":ann!~ann@192.0.2.1 PRIVMSG #a :2",
    ":irc.test NOTICE ann :To bob: 1",
    ":bob!~bob@192.0.2.1 PRIVMSG ann :3",
  ]);
});

Deno.test("a device that is connected over another connection, too, is played what that one may not have got", () => {
  const { network, bob } = scene();
  const dead = network.comeAs("ann", "ann@phone");
  network.pass(60_000);
  dead.send("PONG irc.test");
  bob.send("PRIVMSG #a :1");
  assertEquals(comeAs(network, "ann@phone"), ["1"]);
});

/** Ann comes as a device that has answered the PING behind what it was played. */
function settle(network: TestNetwork, device: string): TestClient {
  const client = network.comeAs("ann", `ann@${device}`);
  network.pass(1000);
  assertEquals(client.take().at(-1), "PING :irc.test");
  client.send("PONG irc.test");
  return client;
}

/** Her telephone is there, has answered the PING after "1" was said, and not the one after "2": "3" was said since. */
function dyingScene() {
  const { network, bob } = scene();
  const phone = settle(network, "phone");
  bob.send("PRIVMSG #a :1");
  for (const text of ["2", "3"]) {
    network.pass(65_000);
    bob.send("PONG irc.test", `PRIVMSG #a :${text}`);
    if (text === "2") phone.send("PONG irc.test");
  }
  return { network, bob, phone };
}

Deno.test("a device whose connection was dead is played what was said since the last PING that it has answered", () => {
  const { network } = dyingScene();
  network.pass(30_000);
  assertEquals(network.core.network.findUser("ann")?.sessions, []);
  assertEquals(comeAs(network, "ann@phone"), ["2", "3"]);
});

for (const line of ["QUIT", null]) {
  const how = line ?? "closes the connection";
  Deno.test(`a device that ${how} with a PING unanswered is played what may not have arrived`, () => {
    const { network, phone } = dyingScene();
    if (line === null) phone.hangUp();
    else phone.send(line);
    assertEquals(comeAs(network, "ann@phone"), ["2", "3"]);
  });
}

Deno.test("a device whose connection breaks is played all since the last PING that it has answered", () => {
  const { network, bob } = scene();
  const phone = settle(network, "phone");
  bob.send("PRIVMSG #a :1");
  network.pass(60_000);
  for (const client of [phone, bob]) client.send("PONG irc.test");
  bob.send("PRIVMSG #a :2");
  network.pass(30_000);
  phone.disconnect("Connection reset by peer");
  assertEquals(comeAs(network, "ann@phone"), ["2"]);
});

Deno.test("a device that closes its connection is played what was said just before, in the last ten seconds", () => {
  const { network, bob } = scene();
  const phone = settle(network, "phone");
  bob.send("PRIVMSG #a :1");
  network.pass(11_000);
  bob.send("PRIVMSG #a :2");
  network.pass(5000);
  phone.hangUp();
  assertEquals(comeAs(network, "ann@phone"), ["2"]);
});

Deno.test("what was played to a device is played again, until it has answered the PING behind it", () => {
  const { network, bob } = scene();
  bob.send("PRIVMSG #a :1");
  const [first, second] = [1, 2].map(() => {
    const phone = network.comeAs("ann", "ann@phone");
    assertEquals(heard(phone), ["1"]);
    return phone;
  });
  first.disconnect("Connection reset by peer");
  network.pass(1000);
  assertEquals(second.send("PONG irc.test"), ["PING :irc.test"]);
  second.disconnect("Connection reset by peer");
  assertEquals(comeAs(network, "ann@phone"), []);
});

Deno.test("what is played to a device that logs in later is played again, if the PING it answers was sent before", () => {
  const { network, bob } = scene();
  bob.send("PRIVMSG ann :1");
  const zoe = network.register("zoe");
  network.pass(60_000);
  for (const client of [bob, zoe]) client.send("PONG irc.test");
  network.pass(60_000);
  const played = textsIn(tellNickServ(zoe, "IDENTIFY ann@phone sesame"));
  assertEquals(plain(played), ["1"]);
  zoe.send("PONG irc.test");
  zoe.disconnect("Connection reset by peer");
  assertEquals(comeAs(network, "ann@phone"), ["1"]);
});

Deno.test("time that stood still says nothing of what has arrived", () => {
  const { network, bob } = scene();
  const phone = settle(network, "phone");
  network.pass(60_000);
  network.at += 1000;
  bob.send("PONG irc.test", "PRIVMSG #a :1");
  network.at += 60_000;
  network.apply({ kind: "tick" });
  phone.send("PONG irc.test");
  phone.disconnect("Connection reset by peer");
  assertEquals(comeAs(network, "ann@phone"), ["1"]);
});

Deno.test("of each conversation there is as much as one page of history holds, the latest", () => {
  const { history } = SETTINGS;
  const { network, bob } = scene({ history: { ...history, page: 2 } });
  bob.send("PRIVMSG #a :1", "PRIVMSG #a :2", "PRIVMSG #a :3");
  assertEquals(comeAs(network, "ann@phone"), ["2", "3"]);
});

Deno.test("a user who is not always on is played what was said in private to other connections", () => {
  const network = networkWith({ accountRules: SETTINGS.accountRules });
  network.comeAs("ann", "ann@phone").send("QUIT");
  const laptop = network.comeAs("ann", "ann@laptop");
  network.register("bob").send("PRIVMSG ann :1");
  laptop.send("QUIT");
  assertEquals(comeAs(network, "ann@phone"), ["1"]);
});

Deno.test("what a ban keeps a member from reading is not played", () => {
  const { network, bob } = scene();
  bob.send("PRIVMSG #a :1", "MODE #a +b ann!*@*");
  assertEquals(comeAs(network, "ann@phone"), []);
});

Deno.test("what a device surely has stands over a restart, to the minute after a crash", () => {
  const { network, bob } = scene();
  const laptop = network.comeAs("ann", "ann@laptop");
  bob.send("PRIVMSG #a :1");
  network.pass(60_000);
  for (const client of [laptop, bob]) client.send("PONG irc.test");
  bob.send("PRIVMSG #a :2");
  network.pass(60_000);
  const positions = network.jots.read()
    .filter(({ kind }) => kind === "device");
  const keys = positions.map(({ key }) => key);
  assertEquals(keys.sort(), ["ann laptop", "ann phone"]);
  const records = network.store.read();
  const { settings } = network.core.network;
  const again = new TestNetwork(settings, {}, records, positions);
  again.at = network.at;
  assertEquals(tellNickServ(again.comeAs("ann", "ann"), "DEVICES"), [
    "phone, there until Thu, 01 Jan 2026 00:00:00 GMT",
    "laptop, there until Thu, 01 Jan 2026 01:01:00 GMT",
  ]);
});

Deno.test("a device is named with SCRAM, PASS and USER as well", () => {
  const network = networkWith();
  const nameOf = (client: TestClient) => network.session(client).device?.name;
  const scram = network.connect().enable("sasl");
  authenticateByScram(scram, "ann@one", "sesame");
  assertEquals(nameOf(scram), "one");
  const pass = network.connect();
  pass.send("PASS ann@two:sesame");
  assertEquals(nameOf(pass), "two");
  pass.send("NICK ann", "USER ann@three 0 * :Real ann");
  assertEquals(nameOf(pass), "two");
  const user = network.connect();
  const lines = user.send("NICK zoe", "USER zoe@four 0 * :Real zoe");
  assertEquals(nameOf(user), "four");
  assertEquals(lines[1].split(" ").at(-1), "zoe!~zoe@192.0.2.1");
});

Deno.test("what is not short and plain is no device, but part of the name", () => {
  const network = networkWith();
  const client = network.connect().enable("sasl");
  client.send("AUTHENTICATE PLAIN");
  const blob = btoa("\0ann@example.org\0sesame");
  const lines = client.send(`AUTHENTICATE ${blob}`);
  assertEquals(lines.at(-1)?.split(" ")[1], "904");
});

Deno.test("an account has at most 30 devices, and who was not there for the longest time is forgotten", () => {
  const network = networkWith();
  for (let number = 0; number < 31; number++) {
    network.comeAs("ann", `ann@d${number}`).send("QUIT");
    network.at += 1000;
    network.comeAs("ann", "ann@d0").send("QUIT");
  }
  const names = tellNickServ(network.comeAs("ann", "ann"), "DEVICES")
    .map((line) => line.split(",")[0]);
  assertEquals(names.length, 30);
  assertEquals([names[0], names.at(-1)], ["d2", "d0"]);
});

Deno.test("DEVICES lists the devices of the account, and forgets one", () => {
  const { network, bob } = scene();
  const laptop = network.comeAs("ann", "ann@laptop");
  assertEquals(tellNickServ(laptop, "DEVICES"), [
    "phone, there until Thu, 01 Jan 2026 00:00:00 GMT",
    "laptop, connected",
  ]);
  assertEquals(tellNickServ(laptop, "DEVICES DEL Phone"), [
    "The device phone is forgotten.",
  ]);
  assertEquals(tellNickServ(laptop, "DEVICES DEL phone"), [
    "There is no such device.",
  ]);
  assertEquals(tellNickServ(laptop, "DEVICES x"), [
    "Syntax: DEVICES [DEL <device>]",
  ]);
  bob.send("PRIVMSG #a :1");
  assertEquals(comeAs(network, "ann@phone"), []);
  const eve = network.comeAs("eve", "eve");
  assertEquals(tellNickServ(eve, "DEVICES"), ["Your account has no devices."]);
});

Deno.test("SESSIONS tells which device a connection is of", () => {
  const { network } = scene();
  const [line] = tellNickServ(network.comeAs("ann", "ann@laptop"), "SESSIONS");
  assertEquals(/^ann \d+ on laptop from /.test(line), true, line);
});

Deno.test("who logs out leaves where the device was with the account", () => {
  const { network, bob } = scene({ accountRules: SETTINGS.accountRules });
  const phone = network.comeAs("ann", "ann@phone");
  bob.send("PRIVMSG ann :1");
  network.pass(1000);
  phone.send("PONG irc.test", "NS LOGOUT", "QUIT");
  assertEquals(comeAs(network, "ann@phone"), []);
});
