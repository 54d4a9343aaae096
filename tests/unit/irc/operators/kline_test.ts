import { assertEquals } from "@std/assert";
import { banKey, type Change } from "../../../../src/irc/state/records.ts";
import type { ServerBan } from "../../../../src/irc/state/server_ban.ts";
import {
  START,
  type TestClient,
  TestNetwork,
} from "../../../support/test_network.ts";

const FAR = "198.51.100.7";

function withOperator(
  limits = {},
  records: readonly Change[] = [],
): { network: TestNetwork; root: TestClient } {
  const network = new TestNetwork({}, limits, records);
  const root = network.operator("root");
  root.take();
  return { network, root };
}

function tryToRegister(network: TestNetwork, address = FAR): string[] {
  const client = network.connect(address);
  client.take();
  return client.send("NICK new", "USER new 0 * :New");
}

const REFUSAL = [
  ":irc.test 465 new :You are banned from this server: spam",
  "ERROR :Closing link: new[198.51.100.7] (K-lined: spam)",
];

Deno.test("KLINE ends the connections that it is against, with 465 and ERROR", () => {
  const { network, root } = withOperator();
  const [ann] = network.channel("#a", "ann");
  const bob = network.register("bob", FAR);
  bob.send("JOIN #a");
  ann.take();
  assertEquals(root.send("KLINE *@198.51.100.* :spam"), []);
  assertEquals(bob.take(), [
    ":irc.test 465 bob :You are banned from this server: spam",
    "ERROR :Closing link: bob[198.51.100.7] (K-lined: spam)",
  ]);
  assertEquals(ann.take(), [":bob!~bob@198.51.100.7 QUIT :K-lined: spam"]);
});

Deno.test("KLINE refuses newcomers, once their username is known", () => {
  const { network, root } = withOperator();
  root.send("KLINE ~NEW@198.51.100.0/24 :spam");
  const client = network.connect(FAR);
  assertEquals(client.take().length, 1);
  assertEquals(client.send("NICK new"), []);
  assertEquals(client.send("USER new 0 * :New"), REFUSAL);
  assertEquals(client.closed, true);
  assertEquals(network.register("other", FAR).closed, false);
  assertEquals(network.register("third").closed, false);
});

Deno.test("KLINE takes a nickname for the host of its user", () => {
  const { network, root } = withOperator();
  const bob = network.register("bob", "2001:db8::7");
  root.send("KLINE BOB :spam");
  assertEquals(bob.closed, true);
  assertEquals(network.bans, [{
    kind: "K",
    mask: "*@2001:db8::7/128",
    reason: "spam",
    setBy: "root!~root@192.0.2.1",
    setAt: START,
    expiresAt: null,
  }]);
});

Deno.test("KLINE takes a host that begins with a colon", () => {
  const { network, root } = withOperator();
  const [near, far] = [network.register("a", "::7"), network.register("b")];
  root.send("KLINE *@::? :spam");
  assertEquals([near.closed, far.closed], [true, false]);
  assertEquals(network.bans.map(({ mask }) => mask), ["*@0::?"]);
});

Deno.test("KLINE takes minutes, or numbers with units", () => {
  const { network, root } = withOperator();
  const lengths = { "90": 5400, "1d2h30m": 95_400, "1w5S": 604_805, "0": null };
  for (const [duration, seconds] of Object.entries(lengths)) {
    root.send(`KLINE ${duration} *@198.51.100.7 :spam`);
    assertEquals(network.bans.length, 1);
    assertEquals(
      network.bans[0].expiresAt,
      seconds === null ? null : START + seconds * 1000,
    );
  }
});

Deno.test("a KLINE ends when its time is over", () => {
  const { network, root } = withOperator();
  root.send("MODE root +s");
  assertEquals(root.send("KLINE 10s *@198.51.100.7 :spam"), [
    ":irc.test NOTICE * :*** root set a K-line of *@198.51.100.7/32 until 2026-01-01T00:00:10.000Z: spam",
  ]);
  network.pass(9000);
  assertEquals(tryToRegister(network), REFUSAL);
  root.take();
  network.at += 999;
  assertEquals(tryToRegister(network), REFUSAL);
  network.pass(1);
  assertEquals(root.take(), [
    ":irc.test NOTICE * :*** The K-line of *@198.51.100.7/32 has expired",
  ]);
  assertEquals(network.bans, []);
  assertEquals(tryToRegister(network)[0].split(" ")[1], "001");
});

Deno.test("bans that were saved hold from the start", () => {
  const ban: ServerBan = {
    kind: "K",
    mask: "*@198.51.100.7/32",
    reason: "spam",
    setBy: "root!~root@192.0.2.1",
    setAt: START - 1000,
    expiresAt: START + 1000,
  };
  const { network } = withOperator({}, [
    { kind: "ban", key: banKey(ban), value: ban },
  ]);
  assertEquals(tryToRegister(network), REFUSAL);
  network.at += 1000;
  assertEquals(tryToRegister(network)[0].split(" ")[1], "001");
});

for (
  const given of [
    "10 *@198.51.100.7 spam and eggs",
    "*@198.51.100.7 spam and eggs",
    "1h bob spam  and eggs",
    "bob spam and eggs",
    "bob spam :and eggs",
    "0 *@198.51.100.7 spam and :eggs",
  ]
) {
  Deno.test(`a reason without a colon keeps all its words: KLINE ${given}`, () => {
    const { network, root } = withOperator();
    network.register("bob", "198.51.100.7");
    assertEquals(root.send(`KLINE ${given}`), []);
    assertEquals(network.bans.map(({ mask, reason }) => [mask, reason]), [
      ["*@198.51.100.7/32", "spam and eggs"],
    ]);
  });
}

Deno.test("KLINE of nobody is no bad duration, whatever words follow", () => {
  const { network, root } = withOperator();
  assertEquals(root.send("KLINE nobody spam and eggs"), [
    ":irc.test 401 root nobody :No such nick/channel",
  ]);
  assertEquals(network.bans, []);
});

Deno.test("KLINE with a mask that there is takes its place", () => {
  const { network, root } = withOperator();
  root.send("KLINE A@198.51.100.7 :one", "KLINE a@198.51.100.7/32 :two");
  assertEquals(network.bans.map(({ reason }) => reason), ["two"]);
});

Deno.test("KLINE refuses a mask that fits everybody", () => {
  const { network, root } = withOperator();
  const masks = ["*@*", "~*@*", "?*@*.*", "*@*:*", "*@0.0.0.0/0", "*@::/0"];
  for (const mask of masks) {
    assertEquals(root.send(`KLINE ${mask} :x`), [
      `:irc.test 400 root KLINE :${mask.replace("::", "0::")} is everybody`,
    ]);
  }
  assertEquals(network.bans, []);
});

Deno.test("KLINE refuses bad masks, bad durations and unknown nicknames", () => {
  const { network, root } = withOperator({ mask: 20 });
  const refusals = {
    "a!b@c :x": ":irc.test 400 root KLINE :Bad mask a!b@c",
    "@ :x": ":irc.test 400 root KLINE :Bad mask @",
    "*@192.0.2.0/33 :x": ":irc.test 400 root KLINE :Bad mask *@192.0.2.0/33",
    [`${"m".repeat(20)}@c :x`]: `:irc.test 400 root KLINE :Bad mask ${
      "m".repeat(20)
    }@c`,
    "soon *@198.51.100.7 :x": ":irc.test 400 root KLINE :Bad duration soon",
    "1y *@198.51.100.7 :x": ":irc.test 400 root KLINE :Bad duration 1y",
    "nobody :x": ":irc.test 401 root nobody :No such nick/channel",
    "10 :x": ":irc.test 401 root 10 :No such nick/channel",
    "*@198.51.100.7": ":irc.test 461 root KLINE :Not enough parameters",
  };
  for (const [params, refusal] of Object.entries(refusals)) {
    assertEquals(root.send(`KLINE ${params}`), [refusal]);
  }
  assertEquals(network.bans, []);
});

Deno.test("KLINE is refused where there are as many bans as there may be", () => {
  const { network, root } = withOperator({ serverBans: 1 });
  root.send("KLINE *@198.51.100.7 :x");
  assertEquals(root.send("KLINE *@198.51.100.8 :x"), [
    ":irc.test 400 root KLINE :There are 1 bans already",
  ]);
  assertEquals(network.bans.length, 1);
});

Deno.test("KLINE is refused to those who may not", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send("KLINE *@198.51.100.7 :x"), [
    ":irc.test 481 ann :Permission Denied- You're not an IRC operator",
  ]);
});
