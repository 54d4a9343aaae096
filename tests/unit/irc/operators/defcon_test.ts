import { assertEquals } from "@std/assert";
import { Core } from "../../../../src/irc/core.ts";
import type { Settings } from "../../../../src/irc/state/settings.ts";
import { type TestClient, TestNetwork } from "../../../support/test_network.ts";

function start(settings: Partial<Settings> = {}) {
  const network = new TestNetwork(settings);
  const root = network.operator("root");
  root.take();
  return { network, root };
}

/** Comes, with SASL if there is a response. @returns the last line */
function come(
  network: TestNetwork,
  { address = "198.51.100.7", response = "", listener = "" },
): string {
  const client = network.connect(address, false, null, listener);
  if (response !== "" && !client.closed) {
    client.send("CAP REQ sasl", "AUTHENTICATE PLAIN");
    client.send(`AUTHENTICATE ${btoa(response)}`);
  }
  const lines = client.closed ? client.take() : client.send(
    "NICK new",
    "USER new 0 * :New",
    "CAP END",
  );
  const isIn = lines.some((line) => line.includes(" 001 new "));
  client.send("QUIT");
  return isIn ? "in" : lines.at(-1) ?? "";
}

const ALICE = "\0alice\0sesame";
const OUT =
  "ERROR :Closing link: new[198.51.100.7] (You must log in with SASL here: the network is under attack, come back later)";
const NOBODY =
  "ERROR :Closing link: *[198.51.100.7] (Nobody can connect now: the network is under attack, come back later)";

Deno.test("DEFCON shows the level, sets it, and tells operators", () => {
  const { network, root } = start();
  const other = network.register("other");
  other.send("OPER helper help", "MODE other +s s");
  other.take();
  assertEquals(root.send("DEFCON"), [
    ":irc.test NOTICE root :DEFCON 5: nothing is restricted",
  ]);
  const text = "nobody registers accounts or channels; " +
    "who comes over Tor must log in";
  assertEquals(root.send("DEFCON 4"), [
    `:irc.test NOTICE root :DEFCON 4: ${text}`,
  ]);
  assertEquals(other.take(), [
    `:irc.test NOTICE * :*** root set DEFCON 4: ${text}`,
  ]);
  root.send("DEFCON 4");
  assertEquals(other.take(), []);
  assertEquals(root.send("DEFCON").length, 1);
});

Deno.test("DEFCON refuses what is no level", () => {
  const { network, root } = start();
  for (const level of ["0", "6", "-1", "1.5", "one"]) {
    assertEquals(root.send(`DEFCON ${level}`), [
      `:irc.test 400 root DEFCON :Bad level ${level}`,
    ]);
  }
  assertEquals(network.core.network.defcon, 5);
});

Deno.test("STATS c shows operators the level, and INFO everybody one that restricts", () => {
  const { network, root } = start();
  const ann = network.register("ann");
  const shown = (client: TestClient, line: string) =>
    client.send(line).filter((each) => each.includes("DEFCON"));
  assertEquals(shown(root, "STATS c"), [
    ":irc.test 249 root c :DEFCON 5: nothing is restricted",
  ]);
  assertEquals(shown(ann, "STATS c"), []);
  assertEquals(shown(ann, "INFO"), []);
  root.send("DEFCON 2");
  assertEquals(shown(ann, "INFO"), [
    ":irc.test 371 ann :DEFCON 2: who connects or joins a channel must log in",
  ]);
});

Deno.test("from 4 on nobody registers an account or a channel", () => {
  const { network, root } = start();
  const ann = network.register("ann");
  root.send("DEFCON 4");
  assertEquals(ann.send("NS REGISTER correct-horse"), [
    ":NickServ!NickServ@irc.test NOTICE ann :The network is under attack: come back later",
  ]);
  assertEquals(ann.send("REGISTER * * correct-horse"), [
    ":irc.test FAIL REGISTER TEMPORARILY_UNAVAILABLE * :The network is under attack: come back later",
  ]);
  const eve = network.register("eve");
  network.logIn("eve", "eve");
  eve.send("JOIN #a");
  assertEquals(eve.send("CS REGISTER #a"), [
    ":ChanServ!ChanServ@irc.test NOTICE eve :The network is under attack: come back later.",
  ]);
  root.send("DEFCON 5");
  ann.send("NS REGISTER correct-horse");
  eve.send("CS REGISTER #a");
  const { accounts, channels } = network.core.network.records;
  assertEquals([accounts.has("ann"), channels.has("#a")], [true, true]);
});

Deno.test("from 4 on who comes over Tor must log in, others need not", () => {
  const { network, root } = start({ torListeners: ["tor"] });
  const outcomes = ["5", "4"].map((level) => {
    root.send(`DEFCON ${level}`);
    return [
      come(network, { address: "", listener: "tor" }),
      come(network, { address: "", listener: "tor", response: ALICE }),
      come(network, {}),
    ];
  });
  assertEquals(outcomes, [
    ["in", "in", "in"],
    [OUT.replace("198.51.100.7", "tor"), "in", "in"],
  ]);
});

Deno.test("from 3 on private messages are for those who have logged in", () => {
  const { network, root } = start();
  const [ann, bob, eve] = ["ann", "bob", "eve"].map((nick) =>
    network.register(nick)
  );
  network.logIn("eve", "alice");
  for (const client of [ann, bob, eve]) client.take();
  const tries = () => {
    ann.send("PRIVMSG bob :one", "NOTICE bob :two");
    eve.send("PRIVMSG bob :three");
    root.send("PRIVMSG bob :four");
    return bob.take().map((line) => line.split(" :")[1]);
  };
  assertEquals(tries(), ["one", "two", "three", "four"]);
  root.send("DEFCON 3");
  assertEquals(tries(), ["three", "four"]);
  assertEquals(ann.send("PRIVMSG bob :x"), [
    ":irc.test 531 ann bob :You cannot send messages to this user (+R)",
  ]);
  bob.send("ACCEPT ann");
  ann.send("PRIVMSG bob :friend", "NS HELP");
  assertEquals(bob.take(), [":ann!~ann@192.0.2.1 PRIVMSG bob :friend"]);
});

Deno.test("from 2 on who connects must log in, but from exempt networks", () => {
  const { network, root } = start({
    saslRules: [
      { networks: ["203.0.113.0/24"], requireSasl: false },
      { networks: ["198.51.100.200"], requireSasl: null },
    ],
  });
  root.send("DEFCON 3");
  assertEquals(come(network, {}), "in");
  root.send("DEFCON 2");
  assertEquals(come(network, {}), OUT);
  assertEquals(come(network, { response: ALICE }), "in");
  assertEquals(come(network, { address: "203.0.113.9" }), "in");
  assertEquals(come(network, { address: "127.0.0.1" }), "in");
  const other = "198.51.100.200";
  assertEquals(
    come(network, { address: other }),
    OUT.replace("198.51.100.7", other),
  );
});

Deno.test("from 2 on channels are as if they had +R", () => {
  const { network, root } = start();
  const [ann] = network.channel("#a", "ann");
  const [bob, eve] = ["bob", "eve"].map((nick) => network.register(nick));
  network.logIn("eve", "alice");
  network.logIn("ann", "bob");
  ann.send("JOIN #tls", "MODE #tls +zf #a", "INVITE bob #tls");
  root.send("DEFCON 2");
  const refusal = (channel: string) =>
    `:irc.test 477 bob ${channel} :You need to be logged in to an account`;
  bob.take();
  assertEquals(bob.send("JOIN #a", "JOIN #new"), [
    refusal("#a"),
    refusal("#new"),
  ]);
  assertEquals(bob.send("JOIN #tls").at(-1), refusal("#a"));
  assertEquals(eve.send("JOIN #a").at(-1)?.includes(" 366 "), true);
  ann.send("INVITE bob #a");
  bob.take();
  assertEquals(bob.send("JOIN #a").at(-1)?.includes(" 366 "), true);
  assertEquals(root.send("JOIN #b").at(-1)?.includes(" 366 "), true);
  assertEquals(
    network.core.network.findChannel("#a")?.members.size,
    3,
  );
});

Deno.test("at 1 nobody connects, logged in or not, but from exempt networks", () => {
  const { network, root } = start();
  const coming = network.connect("198.51.100.7");
  coming.take();
  root.send("DEFCON 1");
  assertEquals(come(network, {}), NOBODY);
  assertEquals(come(network, { response: ALICE }), NOBODY);
  assertEquals(come(network, { address: "127.0.0.1" }), "in");
  assertEquals(coming.send("NICK new", "USER new 0 * :New"), [
    NOBODY.replace("*[", "new["),
  ]);
  assertEquals(root.send("PING x"), [":irc.test PONG irc.test :x"]);
  root.send("DEFCON 2");
  assertEquals(come(network, { response: ALICE }), "in");
});

Deno.test("at 1 it is the client behind a gateway that counts", () => {
  const { network, root } = start({ trusted: ["198.51.100.0/24"] });
  root.send("DEFCON 1");
  const client = network.connect("198.51.100.7");
  client.take();
  assertEquals(client.closed, false);
  client.send("WEBIRC hunter2 kiwi host 203.0.113.5");
  assertEquals(client.closed, true);
});

Deno.test("bans hold at every level, and REQUIRE-SASL in exempt networks too", () => {
  const { network, root } = start();
  root.send("DEFCON 2", "UBAN ADD 198.51.100.7 x");
  assertEquals(
    come(network, { response: ALICE }),
    "ERROR :Closing link: *[198.51.100.7] (D-lined: x)",
  );
  root.send("UBAN ADD REQUIRE-SASL 127.0.0.0/8 x");
  assertEquals(
    come(network, { address: "127.0.0.1" }),
    "ERROR :Closing link: new[127.0.0.1] (You must log in with SASL here: x)",
  );
});

Deno.test("the level is part of the state, and a start makes peace", () => {
  const { network, root } = start();
  root.send("DEFCON 3");
  const restored = Core.restore(network.core.snapshot(), network.archive);
  assertEquals(restored.network.defcon, 3);
  const again = new TestNetwork({}, {}, network.store.read());
  assertEquals(again.core.network.defcon, 5);
});
