import { assertEquals, assertMatch } from "@std/assert";
import { type TestClient, TestNetwork } from "../../../support/test_network.ts";

const FROM = ":ann!~ann@192.0.2.1";
const CAPABILITIES = ["batch", "draft/multiline", "message-tags"];
const CONCAT = "draft/multiline-concat";

/** ann, bob who knows batches of lines, and eve who does not, on #a. */
function scene(): [
  ann: TestClient,
  bob: TestClient,
  eve: TestClient,
  network: TestNetwork,
] {
  const network = new TestNetwork();
  const [ann, bob, eve] = network.channel("#a", "ann", "bob", "eve");
  ann.enable(...CAPABILITIES, "echo-message");
  bob.enable(...CAPABILITIES);
  return [ann, bob, eve, network];
}

/** Says a message of several lines; those with `+` before them go on. */
function say(
  client: TestClient,
  target: string,
  lines: readonly string[],
  { command = "PRIVMSG", tags = "" } = {},
): string[] {
  const body = lines.map((line) =>
    line[0] === "+"
      ? `@batch=r;${CONCAT} ${command} ${target} :${line.slice(1)}`
      : `@batch=r ${command} ${target} :${line}`
  );
  return client.send(
    `${tags}BATCH +r draft/multiline ${target}`,
    ...body,
    "BATCH -r",
  );
}

/** Puts ID in the place of the msgid, which is the reference tag too. */
function normalise(lines: readonly string[]): string[] {
  const id = /msgid=([^; ]+)/.exec(lines[0] ?? "")?.[1] ?? "no msgid";
  return lines.map((line) => line.replaceAll(id, "ID"));
}

Deno.test("those who know it get a batch, the sender with echo-message too", () => {
  const [ann, bob] = scene();
  const expected = [
    `@msgid=ID ${FROM} BATCH +ID draft/multiline #a`,
    `@batch=ID ${FROM} PRIVMSG #a :`,
    `@batch=ID ${FROM} PRIVMSG #a :#how is `,
    `@batch=ID;${CONCAT} ${FROM} PRIVMSG #a ::everyone?`,
    `${FROM} BATCH -ID`,
  ];
  const echo = say(ann, "#A", ["", "#how is ", "+:everyone?"]);
  assertEquals(normalise(echo), expected);
  assertEquals(bob.take(), echo);
});

Deno.test("the others get its lines one by one, none of them blank", () => {
  const [ann, , eve] = scene();
  say(ann, "#a", ["", "one", "", "two ", "+three", ""]);
  assertEquals(
    eve.take(),
    ["one", "two ", "three"].map((text) => `${FROM} PRIVMSG #a :${text}`),
  );
});

Deno.test("of the lines one by one, the first has the msgid, and all have the other tags", () => {
  const [ann, bob, eve, network] = scene();
  network.logIn("ann", "alice");
  ann.send("MODE ann +B");
  for (const client of [bob, eve]) {
    client.enable("server-time", "account-tag", "message-tags");
  }
  say(ann, "#a", ["", "one", "two"], { tags: "@+x=y;a=b;+z " });
  const time = "time=2026-01-01T00:00:00.000Z;account=alice";
  assertEquals(normalise(eve.take()), [
    `@${time};msgid=ID;bot;+x=y;+z ${FROM} PRIVMSG #a :one`,
    `@${time};bot;+x=y;+z ${FROM} PRIVMSG #a :two`,
  ]);
  assertEquals(normalise(bob.take()), [
    `@${time};msgid=ID;bot;+x=y;+z ${FROM} BATCH +ID draft/multiline #a`,
    `@batch=ID;${time};bot ${FROM} PRIVMSG #a :`,
    `@batch=ID;${time};bot ${FROM} PRIVMSG #a :one`,
    `@batch=ID;${time};bot ${FROM} PRIVMSG #a :two`,
    `@${time};bot ${FROM} BATCH -ID`,
  ]);
});

Deno.test("tags of the lines themselves do not count", () => {
  const [ann, , eve] = scene();
  eve.enable("message-tags");
  ann.send(
    "BATCH +r draft/multiline eve",
    "@batch=r;+x=y;time=2020 PRIVMSG eve :hi",
    "BATCH -r",
  );
  assertEquals(normalise(eve.take()), [`@msgid=ID ${FROM} PRIVMSG eve :hi`]);
});

Deno.test("a first line has nothing to go on from", () => {
  const [ann, bob, eve] = scene();
  say(ann, "#a", ["+one", "+two"]);
  assertEquals(normalise(bob.take())[1], `@batch=ID ${FROM} PRIVMSG #a :one`);
  assertEquals(eve.take().length, 2);
});

Deno.test("where nobody reads msgids, a batch has a reference of its own", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  for (const client of [ann, bob]) {
    client.enable("batch", "draft/multiline", "echo-message");
  }
  const references = [ann, bob, ann].map((client) => {
    const [begin, line, end] = say(client, "#a", ["hi"]).slice(-3);
    const [, reference = ""] = /BATCH \+(\S+)/.exec(begin) ?? [];
    assertMatch(reference, /^[a-z\d]+-[a-z\d]+$/);
    assertEquals(line.split(" ", 1), [`@batch=${reference}`]);
    assertEquals(end.split(" ").slice(1), ["BATCH", `-${reference}`]);
    return reference;
  });
  assertEquals(new Set(references).size, 3);
});

Deno.test("a batch goes to a user, and to those with a rank on a channel", () => {
  const [ann, bob, eve] = scene();
  say(ann, "EVE", ["one", "two"], { command: "NOTICE" });
  assertEquals(
    eve.take(),
    ["one", "two"].map((text) => `${FROM} NOTICE eve :${text}`),
  );
  ann.send("MODE #a +v eve");
  for (const client of [ann, bob, eve]) client.take();
  const echo = say(ann, "+#A", ["one"]);
  assertMatch(echo[0], / BATCH \+\S+ draft\/multiline \+#a$/);
  assertEquals(eve.take(), [`${FROM} PRIVMSG +#a :one`]);
  assertEquals(bob.take(), []);
});

Deno.test("what is said to oneself arrives and is echoed; the echo has the label", () => {
  const [ann] = scene();
  ann.enable("labeled-response");
  const got = say(ann, "ann", ["hi"], { tags: "@label=l " });
  assertEquals(normalise(got), [
    `@msgid=ID ${FROM} BATCH +ID draft/multiline ann`,
    `@batch=ID ${FROM} PRIVMSG ann :hi`,
    `${FROM} BATCH -ID`,
    `@label=l;msgid=ID ${FROM} BATCH +ID draft/multiline ann`,
    `@batch=ID ${FROM} PRIVMSG ann :hi`,
    `${FROM} BATCH -ID`,
  ]);
});

Deno.test("a batch and more is answered in a batch round it all", () => {
  const [ann, bob] = scene();
  bob.send("AWAY :gone");
  ann.enable("labeled-response");
  const got = say(ann, "bob", ["hi"], { tags: "@label=l " });
  const id = /msgid=([^; ]+)/.exec(got[1])?.[1] ?? "";
  const outer = /\+(\S+)/.exec(got[0])?.[1] ?? "";
  assertEquals(
    got.map((line) => line.replaceAll(id, "ID")),
    [
      `@label=l :irc.test BATCH +${outer} labeled-response`,
      `@batch=${outer};msgid=ID ${FROM} BATCH +ID draft/multiline bob`,
      `@batch=ID ${FROM} PRIVMSG bob :hi`,
      `@batch=${outer} ${FROM} BATCH -ID`,
      `@batch=${outer} :irc.test 301 ann bob :gone`,
      `:irc.test BATCH -${outer}`,
    ],
  );
});

for (
  const [modes, lines] of [
    ["+c", ["one", "two \x02bold"]],
    ["+C", ["one", "\x01VERSION\x01"]],
    ["+C", ["one", "+\x01VERSION\x01"]],
    ["+g two", ["one", "a TWO b"]],
    ["+g two", ["one t", "+wo"]],
    ["+g one*two", ["one", "two"]],
  ] as const
) {
  const shown = JSON.stringify(lines);
  Deno.test(`under ${modes}, all of the text is looked at: ${shown}`, () => {
    const [ann, bob, eve] = scene();
    ann.send(`MODE #a ${modes}`);
    for (const client of [bob, eve]) client.take();
    const mode = modes.slice(0, 2);
    assertEquals(say(ann, "#a", lines), [
      `:irc.test 404 ann #a :Cannot send to channel (${mode})`,
    ]);
    assertEquals([...bob.take(), ...eve.take()], []);
    assertEquals(say(ann, "#a", lines, { command: "NOTICE" }), []);
  });
}

Deno.test("under +T, CTCP in any line keeps a message away", () => {
  const [ann, , eve] = scene();
  eve.send("MODE eve +T");
  say(ann, "eve", ["one", "\x01VERSION\x01"]);
  assertEquals(eve.take(), []);
  say(ann, "eve", ["one", "\x01ACTION waves\x01"]);
  assertEquals(eve.take().length, 2);
});

Deno.test("+S takes formatting from each line, and drops lines that it leaves empty", () => {
  const [ann, bob, eve] = scene();
  ann.send("MODE #a +S");
  for (const client of [bob, eve]) client.take();
  say(ann, "#a", ["\x02one", "\x02", "+\x0304", "t\x1fwo", "+\x0f"]);
  assertEquals(normalise(bob.take()), [
    `@msgid=ID ${FROM} BATCH +ID draft/multiline #a`,
    `@batch=ID ${FROM} PRIVMSG #a :one`,
    `@batch=ID ${FROM} PRIVMSG #a :`,
    `@batch=ID ${FROM} PRIVMSG #a :two`,
    `${FROM} BATCH -ID`,
  ]);
  assertEquals(eve.take(), [
    `${FROM} PRIVMSG #a :one`,
    `${FROM} PRIVMSG #a :two`,
  ]);
});

Deno.test("a message of which +S leaves nothing is refused with 412", () => {
  const [ann, bob, eve] = scene();
  ann.send("MODE #a +S");
  for (const client of [bob, eve]) client.take();
  assertEquals(say(ann, "#a", ["\x02", "", "\x0f"]), [
    ":irc.test 412 ann :No text to send",
  ]);
  assertEquals([...bob.take(), ...eve.take()], []);
});

Deno.test("lines are cut on a character boundary where they would be too long", () => {
  const [ann, bob, eve] = scene();
  const text = "é".repeat(240);
  say(ann, "#a", [text, `+${text}`]);
  const prefix = `${FROM} PRIVMSG #a :`;
  const fits = "é".repeat(Math.floor((510 - prefix.length) / 2));
  assertEquals(eve.take(), [prefix + fits, prefix + fits]);
  assertEquals(normalise(bob.take()).slice(1, 3), [
    `@batch=ID ${prefix}${fits}`,
    `@batch=ID;${CONCAT} ${prefix}${fits}`,
  ]);
});

Deno.test("what +S makes of all lines is held against +g", () => {
  const [ann, bob] = scene();
  ann.send("MODE #a +Sg badword");
  for (const client of [ann, bob]) client.take();
  bob.send("BATCH +1 draft/multiline #a", "@batch=1 PRIVMSG #a :ba");
  const [refusal] = bob.send(
    "@batch=1;draft/multiline-concat PRIVMSG #a :\x0fdword",
    "BATCH -1",
  );
  assertEquals(refusal, ":irc.test 404 bob #a :Cannot send to channel (+g)");
});

Deno.test("many client-only tags are on the first of the single lines alone", () => {
  const [ann, , , network] = scene();
  const zoe = network.register("zoe").enable("message-tags");
  zoe.send("JOIN #a");
  const tag = `+x=${"y".repeat(3000)}`;
  ann.send(`@${tag} BATCH +1 draft/multiline #a`);
  ann.send("@batch=1 PRIVMSG #a :one", "@batch=1 PRIVMSG #a :two");
  ann.send("BATCH -1");
  const lines = zoe.take().filter((line) => line.includes("PRIVMSG"));
  assertEquals(lines.map((line) => line.includes(tag)), [true, false]);
});
