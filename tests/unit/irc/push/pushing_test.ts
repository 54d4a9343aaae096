import { assert, assertEquals } from "@std/assert";
import { MAX_PAYLOAD_BYTES } from "../../../../src/irc/push/payload.ts";
import { byteLength } from "../../../../src/irc/names/text.ts";
import {
  KEYS,
  PHONE,
  pushedTo,
  pushing,
  takePushes,
} from "../../../support/push.ts";
import { accountChange, accountOf } from "../../../support/records.ts";
import {
  SETTINGS,
  type TestClient,
  TestNetwork,
} from "../../../support/test_network.ts";
import { tellNickServ } from "../../../support/talking.ts";

/** A user with a device, and another one who speaks. */
function pair(network = pushing()) {
  const ann = pushedTo(network, "ann");
  const bob = network.register("bob");
  return { network, ann, bob };
}

Deno.test("a private message and a private notice are pushed, tags alone and CTCP are not", () => {
  const { bob, network } = pair();
  bob.enable("message-tags");
  bob.send(
    "PRIVMSG ann :Hi",
    "NOTICE ann :Ho",
    "PRIVMSG ann :\x01ACTION waves\x01",
    "PRIVMSG ann :\x01VERSION\x01",
    "@+typing=active TAGMSG ann",
  );
  assertEquals(takePushes(network), [
    ":bob!~bob@192.0.2.1 PRIVMSG ann :Hi",
    ":bob!~bob@192.0.2.1 NOTICE ann :Ho",
    ":bob!~bob@192.0.2.1 PRIVMSG ann :\x01ACTION waves\x01",
  ]);
});

Deno.test("a push goes to each device of the account, by who has caused it", () => {
  const { ann, bob, network } = pair();
  ann.send(`WEBPUSH REGISTER ${PHONE}2 ${KEYS}`);
  takePushes(network);
  bob.send("PRIVMSG ann :Hi");
  assertEquals(
    network.pushes.map(({ owner, to, urgency, isRepeated }) => ({
      owner,
      endpoint: to.endpoint,
      urgency,
      isRepeated,
    })),
    [PHONE, `${PHONE}2`].map((endpoint) => ({
      owner: bob.id,
      endpoint,
      urgency: "high",
      isRepeated: true,
    })),
  );
});

Deno.test("what a recipient does not hear is not pushed", () => {
  const { ann, bob, network } = pair();
  for (
    const [order, back] of [
      ["SILENCE +bob!*@*", "SILENCE -bob!*@*"],
      ["MODE ann +R", "MODE ann -R"],
      ["MODE ann +g", "MODE ann -g"],
    ]
  ) {
    ann.send(order);
    bob.send("PRIVMSG ann :Hi", "PRIVMSG ann :Ho");
    assertEquals(takePushes(network), [], order);
    ann.send(back);
    bob.send("PRIVMSG ann :Hi");
    assertEquals(takePushes(network).length, 1, back);
  }
});

Deno.test("what one says to oneself is not pushed, with another nickname of the account neither", () => {
  const { ann, network } = pair();
  const other = network.register("other");
  network.logIn("other", "ann");
  ann.send("PRIVMSG ann :note");
  other.send("PRIVMSG ann :note");
  assertEquals(takePushes(network), []);
});

for (
  const [text, isMention] of [
    ["ann: look", true],
    ["look, ANN!", true],
    ["(ann)", true],
    ["[ann] ann's", true],
    ["@ann", true],
    ["\x02\x0304ann\x03\x02 bold", true],
    ["“ann”", true],
    ["\x01ACTION slaps ann\x01", true],
    ["announcement", false],
    ["joann", false],
    ["ann_ and ann- and ann|", false],
    ["https://ann.test/ann", false],
    ["\x01PING ann\x01", false],
    ["somebody else", false],
  ] as const
) {
  Deno.test(`on a channel, ${JSON.stringify(text)} is ${isMention ? "" : "not "}pushed to ann`, () => {
    const { ann, bob, network } = pair();
    for (const each of [ann, bob]) each.send("JOIN #a");
    bob.send(`PRIVMSG #a :${text}`);
    assertEquals(
      takePushes(network),
      isMention ? [`:bob!~bob@192.0.2.1 PRIVMSG #a :${text}`] : [],
    );
  });
}

Deno.test("a mention of an odd nickname is found", () => {
  for (const nick of ["[x]", "d'Art", "a=b", "Zoë", "x^"]) {
    const network = pushing();
    const odd = pushedTo(network, nick, "alice");
    const bob = network.register("bob");
    for (const each of [odd, bob]) each.send("JOIN #a");
    bob.send(`PRIVMSG #a :${nick}: hi`);
    assertEquals(takePushes(network).length, 1, nick);
  }
});

Deno.test("words of East Asia end at its own punctuation and spaces, too", () => {
  const network = pushing();
  const taro = pushedTo(network, "太郎", "alice");
  const bob = network.register("bob");
  for (const each of [taro, bob]) each.send("JOIN #a");
  for (const text of ["太郎：hi", "「太郎」", "hi\u3000太郎、元気？"]) {
    bob.send(`PRIVMSG #a :${text}`);
    assertEquals(takePushes(network).length, 1, text);
  }
  bob.send("PRIVMSG #a :桃太郎");
  assertEquals(takePushes(network), []);
});

Deno.test("who is mentioned and is not on the channel hears nothing", () => {
  const { bob, network } = pair();
  bob.send("JOIN #a", "PRIVMSG #a :ann");
  assertEquals(takePushes(network), []);
});

Deno.test("a mention is pushed once, however often it is one, and to nobody who is deaf or below the rank that is spoken to", () => {
  const { ann, bob, network } = pair();
  for (const each of [bob, ann]) each.send("JOIN #a");
  bob.send("PRIVMSG #a :ann ann Ann");
  assertEquals(takePushes(network).length, 1);
  bob.send("PRIVMSG @#a :ann");
  assertEquals(takePushes(network), []);
  bob.send("MODE #a +o ann", "PRIVMSG @#a :ann");
  assertEquals(takePushes(network), [":bob!~bob@192.0.2.1 PRIVMSG @#a :ann"]);
  ann.send("MODE ann +D");
  bob.send("PRIVMSG #a :ann");
  assertEquals(takePushes(network), []);
});

Deno.test("a mention that is relayed comes from whom it is relayed for", () => {
  const { ann, bob, network } = pair();
  for (const each of [bob, ann]) each.send("JOIN #a");
  bob.send("RELAYMSG #a mia/discord :hi ann");
  assertEquals(takePushes(network), [
    ":mia/discord!~bob@192.0.2.1 PRIVMSG #a :hi ann",
  ]);
});

Deno.test("an invitation is pushed", () => {
  const { bob, network } = pair();
  bob.send("JOIN #a", "INVITE ann #a");
  assertEquals(takePushes(network), [":bob!~bob@192.0.2.1 INVITE ann #a"]);
});

Deno.test("a push has the tags that its client had asked for, and no others", () => {
  const network = pushing();
  const ann = network.register("ann");
  network.logIn("ann", "ann");
  ann.enable("draft/webpush", "message-tags", "server-time", "account-tag");
  ann.send(`WEBPUSH REGISTER ${PHONE} ${KEYS}`);
  takePushes(network);
  const bob = network.register("bob");
  network.logIn("bob", "Bob");
  bob.enable("message-tags", "echo-message");
  const [echo] = bob.send("@+draft/reply=x PRIVMSG ann :Hi").slice(-1);
  const [, id] = /msgid=([^; ]+)/.exec(echo) ?? [];
  assertEquals(takePushes(network), [
    `@time=2026-01-01T00:00:00.000Z;account=Bob;msgid=${id};+draft/reply=x ` +
    ":bob!~bob@192.0.2.1 PRIVMSG ann :Hi",
  ]);
});

Deno.test("a push that would be too long loses what clients have put into tags, and keeps its msgid", () => {
  const network = pushing();
  const ann = network.register("ann");
  network.logIn("ann", "ann");
  ann.enable("draft/webpush", "message-tags", "server-time");
  ann.send(`WEBPUSH REGISTER ${PHONE} ${KEYS}`);
  takePushes(network);
  const bob = network.register("bob").enable("message-tags");
  bob.send(`@+x=${"y".repeat(3000)} PRIVMSG ann :Hi`);
  const [line] = takePushes(network);
  assert(/^@time=[^;]+;msgid=\S+ :bob\S+ PRIVMSG ann :Hi$/.test(line), line);
});

Deno.test("a message of several lines goes on one, cut to a line of IRC without breaking a character", () => {
  const { bob, network } = pair();
  bob.enable("batch", "draft/multiline");
  const lines = ["one", "", "two", "é".repeat(200), "é".repeat(200)];
  bob.send(
    "BATCH +1 draft/multiline ann",
    ...lines.map((line) => `@batch=1 PRIVMSG ann :${line}`),
    "BATCH -1",
  );
  const [line] = takePushes(network);
  assertEquals(
    line.slice(0, 50),
    `:bob!~bob@192.0.2.1 PRIVMSG ann :one two ${"é".repeat(200)}`.slice(0, 50),
  );
  assert(byteLength(line) <= 510 && byteLength(line) > 507);
  assert(byteLength(line) <= MAX_PAYLOAD_BYTES);
  assert(line.endsWith("é"), line);
});

Deno.test("a device that is there no more is forgotten once that shows", () => {
  const { bob, network } = pair();
  network.pushOutcome = "gone";
  bob.send("PRIVMSG ann :Hi");
  assertEquals(takePushes(network).length, 1);
  bob.send("PRIVMSG ann :Hi");
  assertEquals(takePushes(network), []);
  assertEquals(network.store.read().some(({ kind }) => kind === "push"), false);
});

Deno.test("a device stays where a push has failed or was refused", () => {
  const { bob, network } = pair();
  for (const outcome of ["failed", "refused"] as const) {
    network.pushOutcome = outcome;
    bob.send("PRIVMSG ann :Hi");
  }
  assertEquals(takePushes(network).length, 2);
});

Deno.test("a user is pushed to at most 30 times in a minute", () => {
  const { network } = pair();
  const senders = [1, 2, 3, 4].map((number) =>
    network.register(`nick${number}`, `198.51.100.${number}`)
  );
  for (const sender of senders) sayOften(sender, 10);
  assertEquals(takePushes(network).length, 30);
  const refused = network.core.network.refusalCounts.get("pushes");
  assertEquals(refused, 10);
  network.at += 60_000;
  senders[0].send("PRIVMSG ann :Hi");
  assertEquals(takePushes(network).length, 1);
});

/** Says the same to ann, again and again. */
function sayOften(sender: TestClient, times: number): void {
  for (let count = 0; count < times; count++) sender.send("PRIVMSG ann :Hi");
}

Deno.test("a sender is pushed at most 10 times in a minute to one recipient, and keeps nobody else from being pushed", () => {
  const { bob, network } = pair();
  const mia = network.register("mia", "198.51.100.1");
  sayOften(bob, 40);
  assertEquals(takePushes(network).length, 10);
  const { refusalCounts, throttles } = network.core.network;
  assertEquals(refusalCounts.get("pushes"), 30);
  sayOften(mia, 10);
  assertEquals(takePushes(network).length, 10);
  pushedTo(network, "zoe");
  bob.send("PRIVMSG zoe :Hi");
  assertEquals(takePushes(network).length, 1);
  network.pass(60_000);
  assertEquals(throttles.size, 0);
  bob.send("PRIVMSG ann :Hi");
  assertEquals(takePushes(network).length, 1);
});

Deno.test("mentions and invitations count, too", () => {
  const { ann, bob, network } = pair();
  for (const each of [bob, ann]) each.send("JOIN #a");
  bob.send("JOIN #b");
  for (let count = 0; count < 8; count++) bob.send("PRIVMSG #a :ann");
  for (let count = 0; count < 8; count++) bob.send("INVITE ann #b");
  assertEquals(takePushes(network).length, 10);
});

Deno.test("a sender is who is logged in to an account, or who has none and comes from a network", () => {
  for (
    const [one, other, account, pushes] of [
      ["198.51.100.1", "198.51.100.1", null, 10],
      ["198.51.100.1", "198.51.100.2", null, 20],
      ["2001:db8::1", "2001:db8::2", null, 10],
      ["198.51.100.1", "198.51.100.1", "mia", 20],
    ] as const
  ) {
    const { network } = pair();
    const [first, second] = [one, other].map((address, index) =>
      network.register(`nick${index}`, address)
    );
    if (account !== null) network.logIn("nick1", account);
    for (const sender of [first, second]) sayOften(sender, 11);
    assertEquals(takePushes(network).length, pushes, `${one} ${other}`);
  }
  const { network } = pair();
  for (const number of [1, 2]) {
    const sender = network.register(`nick${number}`, `198.51.100.${number}`);
    network.logIn(`nick${number}`, "mia");
    sayOften(sender, 11);
  }
  assertEquals(takePushes(network).length, 10);
});

Deno.test("who has logged out is not pushed to", () => {
  const network = pushing({}, {}, [accountChange("ann")]);
  const { ann, bob } = pair(network);
  tellNickServ(ann, "LOGOUT");
  bob.send("PRIVMSG ann :Hi");
  assertEquals(takePushes(network), []);
});

Deno.test("who is always on is pushed to while it has no connection, over a restart too", () => {
  const accountRules = {
    ...SETTINGS.accountRules,
    alwaysOn: "opt-out",
  } as const;
  const passwordHash = "hash of sesame";
  const network = pushing({}, { accountRules }, [
    accountChange("ann", accountOf("ann", { passwordHash })),
  ]);
  const { ann, bob } = pair(network);
  const talk = (speaker: TestClient) =>
    speaker.send(
      "JOIN #a",
      "PRIVMSG ann :Hi",
      "PRIVMSG #a :ann: here?",
      "PRIVMSG #a :nothing",
    );
  const pushes = [
    ":bob!~bob@192.0.2.1 PRIVMSG ann :Hi",
    ":bob!~bob@192.0.2.1 PRIVMSG #a :ann: here?",
  ];
  ann.send("JOIN #a", "QUIT");
  assertEquals(network.core.network.findUser("ann")?.sessions, []);
  takePushes(network);
  talk(bob);
  assertEquals(takePushes(network), pushes);
  network.pass(1000);
  const { settings } = network.core.network;
  const again = new TestNetwork(settings, {}, network.store.read());
  talk(again.register("bob"));
  assertEquals(takePushes(again), pushes);
});
