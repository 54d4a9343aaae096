import { assertEquals } from "@std/assert";
import { type TestClient, TestNetwork } from "../../support/test_network.ts";

// What a user sees who has two connections, and what others see of it.

const ANN = ":ann!~ann@192.0.2.1";

interface Scene {
  readonly network: TestNetwork;
  /** One connection of ann, an operator of #a */
  readonly ann: TestClient;
  /** The other one */
  readonly other: TestClient;
  /** On #a with ann */
  readonly bob: TestClient;
}

function scene(): Scene {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  const other = network.attach("ann");
  return { network, ann, other, bob };
}

/** The commands and numerics of lines. */
function words(lines: readonly string[]): string[] {
  return lines.map((line) => line.replace(/^@\S+ /, "").split(" ")[1]);
}

Deno.test("the first QUIT of two does not end the user, the second one does", () => {
  const { network, ann, other, bob } = scene();
  bob.send("MONITOR + ann");
  bob.take();
  assertEquals(ann.send("QUIT :away"), [
    `${ANN} QUIT :Quit: away`,
    "ERROR :Closing link: ann[192.0.2.1] (Quit: away)",
  ]);
  assertEquals([ann.closed, other.closed], [true, false]);
  assertEquals([other.take(), bob.take()], [[], []]);
  bob.send("PRIVMSG ann :hi", "PRIVMSG #a :there");
  assertEquals(words(other.take()), ["PRIVMSG", "PRIVMSG"]);
  assertEquals(other.send("PRIVMSG #a :hi"), []);
  assertEquals(bob.take(), [`${ANN} PRIVMSG #a :hi`]);
  other.send("QUIT :bye");
  assertEquals(bob.take(), [
    `${ANN} QUIT :Quit: bye`,
    ":irc.test 731 bob :ann",
  ]);
  assertEquals(network.core.network.findUser("ann"), undefined);
});

Deno.test("a connection that goes away does not end a user who has another", () => {
  const { ann, other, bob } = scene();
  ann.disconnect();
  assertEquals([other.take(), bob.take()], [[], []]);
  other.disconnect("Ping timeout");
  assertEquals(bob.take(), [`${ANN} QUIT :Ping timeout`]);
});

Deno.test("each connection is asked with PING, and ends alone", () => {
  const { network, ann, other, bob } = scene();
  network.pass(61_000);
  for (const client of [ann, other]) {
    assertEquals(client.take(), ["PING :irc.test"]);
  }
  ann.send("PONG irc.test");
  bob.send("PONG irc.test");
  network.pass(31_000);
  assertEquals([ann.closed, other.closed, bob.closed], [false, true, false]);
  assertEquals(words(bob.take()).includes("QUIT"), false);
});

Deno.test("KILL ends all connections, and is seen as one QUIT", () => {
  const { network, ann, other, bob } = scene();
  const root = network.operator("root");
  root.send("KILL ann :spam");
  assertEquals([ann.closed, other.closed], [true, true]);
  for (const client of [ann, other]) {
    assertEquals(words(client.take())[0], "KILL");
  }
  assertEquals(bob.take(), [`${ANN} QUIT :Killed (root (spam))`]);
});

Deno.test("KLINE ends all connections that it is against, and is seen as one QUIT", () => {
  const { network, ann, other, bob } = scene();
  const root = network.operator("root");
  root.send("MODE root +s", "KLINE ~ann@192.0.2.1 :spam");
  assertEquals([ann.closed, other.closed], [true, true]);
  assertEquals(bob.take(), [`${ANN} QUIT :K-lined: spam`]);
});

/** What ann says on one connection, and what both see of it. */
const OWN_CHANGES: readonly (readonly [line: string, seen: string])[] = [
  ["NICK anna", `${ANN} NICK anna`],
  ["MODE ann +i", `${ANN} MODE ann +i`],
  ["MODE #a +m", `${ANN} MODE #a +m`],
  ["JOIN #b", `${ANN} JOIN #b`],
  ["PART #a :bye", `${ANN} PART #a :bye`],
  ["TOPIC #a :news", `${ANN} TOPIC #a :news`],
  ["KICK #a ann :oops", `${ANN} KICK #a ann :oops`],
  ["SILENCE +eve", `${ANN} SILENCE +eve!*@*`],
];

for (const [line, seen] of OWN_CHANGES) {
  Deno.test(`${line} is seen on both connections`, () => {
    const { ann, other } = scene();
    const own = ann.send(line);
    assertEquals(own[0], seen);
    assertEquals(other.take(), own);
  });
}

Deno.test("the label of a command is on the connection that gave it alone", () => {
  for (const [line] of OWN_CHANGES) {
    const { ann, other } = scene();
    for (const client of [ann, other]) {
      client.enable("labeled-response", "batch");
    }
    const own = ann.send(`@label=x ${line}`);
    assertEquals([line, own[0].includes("label=x")], [line, true]);
    const seen = other.take();
    assertEquals([line, seen.length > 0], [line, true]);
    const tagged = seen.filter((line) => line.startsWith("@"));
    assertEquals([line, tagged], [line, []]);
  }
});

Deno.test("each connection has its own capabilities", () => {
  const { ann, other } = scene();
  other.enable("setname", "extended-join", "multi-prefix");
  ann.send("SETNAME :Anna");
  assertEquals(other.take(), [`${ANN} SETNAME :Anna`]);
  assertEquals(ann.send("JOIN #b")[0], `${ANN} JOIN #b`);
  assertEquals(other.take()[0], `${ANN} JOIN #b * :Anna`);
});

Deno.test("a new host is told to both connections", () => {
  const { network, ann, other } = scene();
  const own = ann.send("MODE ann +x");
  const host = network.core.network.findUser("ann")?.host;
  assertEquals(own, [
    `:ann!~ann@${host} MODE ann +x`,
    `:irc.test 396 ann ${host} :is now your visible host`,
  ]);
  assertEquals(other.take(), own);
});

Deno.test("who is on several connections is away when it is so on all of them", () => {
  const { network, ann, other, bob } = scene();
  bob.enable("away-notify");
  assertEquals(words(ann.send("AWAY :tea")), ["306"]);
  assertEquals([other.take(), bob.take()], [[], []]);
  network.at += 1000;
  assertEquals(words(other.send("AWAY :lunch")), ["306"]);
  assertEquals(bob.take(), [`${ANN} AWAY :lunch`]);
  network.at += 1000;
  ann.send("AWAY :coffee");
  assertEquals(bob.take(), [`${ANN} AWAY :coffee`]);
  assertEquals(words(other.send("AWAY")), ["305"]);
  assertEquals([ann.take(), bob.take()], [[], [`${ANN} AWAY`]]);
});

Deno.test("who is away on the connections that are left is away", () => {
  const { ann, other, bob } = scene();
  bob.enable("away-notify");
  ann.send("AWAY :tea");
  other.send("QUIT");
  assertEquals(bob.take(), [`${ANN} AWAY :tea`]);
});

Deno.test("AWAY * of one connection does not make a user away who has another", () => {
  const { network, ann, other, bob } = scene();
  bob.enable("away-notify");
  assertEquals(words(other.send("AWAY *")), ["306"]);
  assertEquals([ann.take(), bob.take()], [[], []]);
  assertEquals(bob.send("PRIVMSG ann :hi"), []);
  ann.send("AWAY :tea");
  network.at += 1000;
  other.send("AWAY *");
  assertEquals(
    bob.send("PRIVMSG ann :hi").at(-1),
    ":irc.test 301 bob ann :tea",
  );
});

/** What ann says on one connection, and what another one is shown that has asked for nothing. */
const OWN_WORDS: readonly (readonly [line: string, shown: string[]])[] = [
  ["PRIVMSG #a :hi", [`${ANN} PRIVMSG #a :hi`]],
  ["NOTICE #a :hi", [`${ANN} NOTICE #a :hi`]],
  ["PRIVMSG @#a :hi", [`${ANN} PRIVMSG @#a :hi`]],
  ["PRIVMSG bob :hi", [":irc.test NOTICE ann :To bob: hi"]],
  ["PRIVMSG bob :\x01ACTION waves\x01", [
    ":irc.test NOTICE ann :To bob: * ann waves",
  ]],
  ["PRIVMSG #a :\x01VERSION\x01", []],
  ["PRIVMSG bob :\x01DCC SEND x 1 2 3\x01", []],
  ["@+typing=active TAGMSG #a", []],
];

for (const [line, shown] of OWN_WORDS) {
  Deno.test(`the other connections see ${line} as they can take it`, () => {
    const { network, ann, other } = scene();
    const third = network.attach("ann");
    const fourth = network.attach("ann").enable("znc.in/self-message");
    for (const client of [ann, other]) {
      client.enable("message-tags", "echo-message");
      client.enable("labeled-response", "batch");
    }
    const [echo] = ann.send(
      line.startsWith("@+")
        ? line.replace("@", "@label=x;")
        : `@label=x ${line}`,
    );
    assertEquals(echo.startsWith("@label=x;"), true);
    assertEquals(other.take(), [echo.replace("label=x;", "")]);
    assertEquals(third.take(), shown);
    const isSaid = !line.startsWith("@+");
    assertEquals(fourth.take(), isSaid ? [`${ANN} ${line}`] : []);
  });
}

Deno.test("who wants no echo is shown what the other connection says", () => {
  const { ann, other } = scene();
  other.enable("message-tags");
  assertEquals(ann.send("PRIVMSG bob :hi"), []);
  const [line, ...more] = other.take();
  assertEquals(more, []);
  assertEquals(line.replace(/^@\S+ /, ""), `${ANN} PRIVMSG bob :hi`);
});

Deno.test("a message of several lines is echoed to the other connection as it can take it", () => {
  const { ann, other } = scene();
  ann.enable("batch", "draft/multiline");
  other.enable("echo-message");
  const line = "@batch=1 PRIVMSG #a :hi";
  ann.send("BATCH +1 draft/multiline #a", line, line, "BATCH -1");
  assertEquals(other.take(), Array(2).fill(`${ANN} PRIVMSG #a :hi`));
});

Deno.test("a batch is begun and ended on one connection", () => {
  const { ann, other, bob } = scene();
  for (const client of [ann, other]) client.enable("batch", "draft/multiline");
  ann.send("BATCH +1 draft/multiline #a", "@batch=1 PRIVMSG #a :hi");
  assertEquals(words(other.send("BATCH -1")), ["FAIL"]);
  ann.send("BATCH -1");
  assertEquals(bob.take(), [`${ANN} PRIVMSG #a :hi`]);
});

Deno.test("messages, invitations and notices of others reach both connections", () => {
  const { ann, other, bob } = scene();
  bob.send("PRIVMSG ann :one", "NOTICE ann :two", "PRIVMSG #a :three");
  bob.send("JOIN #b", "INVITE ann #b", "PART #a");
  const lines = ann.take();
  assertEquals(words(lines), [
    "PRIVMSG",
    "NOTICE",
    "PRIVMSG",
    "INVITE",
    "PART",
  ]);
  assertEquals(other.take(), lines);
});

Deno.test("a message to oneself reaches both connections", () => {
  const { ann, other } = scene();
  const line = `${ANN} PRIVMSG ann :note`;
  assertEquals(ann.send("PRIVMSG ann :note"), [line]);
  assertEquals(other.take(), [line]);
});

Deno.test("a caller under +g is told of on both connections", () => {
  const { ann, other, bob } = scene();
  ann.send("MODE ann +g");
  for (const client of [ann, other]) client.take();
  bob.send("PRIVMSG ann :hi");
  const told = [
    ":irc.test 718 ann bob ~bob@192.0.2.1 :is messaging you, and you are +g",
  ];
  assertEquals(words(ann.take()), words(told));
  assertEquals(words(other.take()), words(told));
});

Deno.test("REDACT is seen on both connections", () => {
  const { ann, other } = scene();
  for (const client of [ann, other]) {
    client.enable("message-tags", "echo-message", "draft/message-redaction");
  }
  const [said] = ann.send("PRIVMSG #a :oops");
  const id = /msgid=([^ ;]+)/.exec(said)?.[1];
  other.take();
  assertEquals(words(ann.send(`REDACT #a ${id}`)), ["REDACT"]);
  assertEquals(words(other.take()), ["REDACT"]);
});

Deno.test("what is asked is answered on the connection that asked", () => {
  const { ann, other } = scene();
  const lines = ["WHO #a", "WHOIS bob", "NAMES #a", "MODE #a", "TOPIC #a"];
  lines.push("LIST", "SILENCE", "ACCEPT *", "PRIVMSG nobody :hi", "NICK bob");
  lines.push("MODE ann", "INVITE eve #a", "JOIN", "PING x", "STATS l");
  for (const line of lines) {
    assertEquals([line, ann.send(line).length > 0], [line, true]);
  }
  assertEquals(other.take(), []);
});

Deno.test("OPER is answered on the connection that gave it, and its modes are told to both", () => {
  const { ann, other } = scene();
  assertEquals(words(ann.send("OPER root secret")), ["MODE", "NOTICE", "381"]);
  assertEquals(words(other.take()), ["MODE", "NOTICE"]);
  assertEquals(words(ann.send("OPER root wrong")), ["NOTICE", "464"]);
  assertEquals(words(other.take()), ["NOTICE"]);
});

Deno.test("each connection watches its own nicknames", () => {
  const { network, ann, other } = scene();
  ann.send("MONITOR + eve");
  assertEquals(other.send("MONITOR L"), [
    ":irc.test 733 ann :End of MONITOR list",
  ]);
  network.register("eve");
  assertEquals(words(ann.take()), ["730"]);
  assertEquals(other.take(), []);
  ann.send("QUIT");
  other.send("MONITOR + rob");
  network.register("rob");
  assertEquals(words(other.take()), ["730"]);
});

Deno.test("each connection has its own subscriptions to metadata, and hears of the other's changes", () => {
  const { ann, other, bob } = scene();
  for (const client of [ann, other, bob]) {
    client.enable("batch", "draft/metadata-3");
  }
  other.send("METADATA * SUB status");
  bob.send("METADATA * SET status :busy");
  assertEquals(ann.take(), []);
  assertEquals(words(other.take()), ["761"]);
  assertEquals(words(ann.send("METADATA * SET status :here")), ["761"]);
  assertEquals(words(other.take()), ["761"]);
  assertEquals(words(ann.send("METADATA * SUBS")), ["BATCH", "BATCH"]);
});

Deno.test("read markers reach both connections", () => {
  const { ann, other } = scene();
  for (const client of [ann, other]) client.enable("draft/read-marker");
  const marker = "MARKREAD #a timestamp=2026-01-01T00:00:00.000Z";
  const told = [`:irc.test ${marker}`];
  assertEquals(ann.send(marker), told);
  assertEquals(other.take(), told);
});

Deno.test("LUSERS counts users once, and connections that are no users yet", () => {
  const { network, ann } = scene();
  network.connect();
  assertEquals(
    ann.send("LUSERS").filter((line) => / 25[135] /.test(line)),
    [
      ":irc.test 251 ann :There are 2 users and 0 invisible on 1 server",
      ":irc.test 253 ann 1 :unknown connection(s)",
      ":irc.test 255 ann :I have 2 clients and 0 servers",
    ],
  );
});
