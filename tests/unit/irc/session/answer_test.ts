import { answer } from "../../../../src/irc/session/answer.ts";
import { send } from "../../../../src/irc/session/send.ts";
import { assertEquals } from "@std/assert";
import { message } from "../../../../src/irc/wire/outgoing.ts";
import { SlowNetwork } from "../../../support/slow_network.ts";
import { type TestClient, TestNetwork } from "../../../support/test_network.ts";

const FROM = ":ann!~ann@192.0.2.1";
const BATCH = ["batch", "labeled-response"];

function labelling(
  network = new TestNetwork(),
  ...capabilities: string[]
): TestClient {
  return network.register("ann").enable(...BATCH, ...capabilities);
}

Deno.test("a labelled command that is answered by nothing is answered with ACK", () => {
  const network = new TestNetwork();
  const ann = labelling(network);
  network.register("bob");
  assertEquals(ann.send("@label=x PONG y", "@label=y PRIVMSG bob :hi"), [
    "@label=x :irc.test ACK",
    "@label=y :irc.test ACK",
  ]);
});

Deno.test("one line of answer has the label itself, as it came", () => {
  const ann = labelling();
  assertEquals(ann.send("@label=x PING y", "@label=\\:\\s AWAY :gone"), [
    "@label=x :irc.test PONG irc.test :y",
    "@label=\\:\\s :irc.test 306 ann :You have been marked as being away",
  ]);
});

Deno.test("several lines of answer are in a batch, which has the label", () => {
  const ann = labelling(new TestNetwork({ channelModes: "" }));
  assertEquals(ann.send("@label=x JOIN #a"), [
    "@label=x :irc.test BATCH +1 labeled-response",
    `@batch=1 ${FROM} JOIN #a`,
    "@batch=1 :irc.test 353 ann = #a :@ann",
    "@batch=1 :irc.test 366 ann #a :End of /NAMES list",
    ":irc.test BATCH -1",
  ]);
  ann.send("TOPIC #a :new");
  assertEquals(
    ann.send("@label=x TOPIC #a").at(0),
    "@label=x :irc.test BATCH +2 labeled-response",
  );
});

Deno.test("the label comes before the other tags", () => {
  const ann = labelling(new TestNetwork(), "server-time", "echo-message");
  const time = "time=2026-01-01T00:00:00.000Z";
  assertEquals(ann.send("@label=x PONG y", "@label=x USERHOST", "PING z"), [
    `@label=x;${time} :irc.test ACK`,
    `@label=x;${time} :irc.test 461 ann USERHOST :Not enough parameters`,
    `@${time} :irc.test PONG irc.test :z`,
  ]);
  assertEquals(ann.send("@label=x WHO ann").slice(0, 2), [
    `@label=x;${time} :irc.test BATCH +1 labeled-response`,
    `@batch=1;${time} :irc.test 352 ann * ~ann 192.0.2.1 irc.test ann H :0 Real ann`,
  ]);
});

/** What the answer to a labelled command looks like that sends these. */
function answerOf(send: (client: TestClient) => void): string[] {
  const network = new TestNetwork();
  const client = labelling(network);
  answer(network.session(client), "x", () => send(client));
  return client.take();
}

/** Sends lines to a client of which a command is carried out. */
function sendTo(client: TestClient, ...names: string[]): void {
  const session = client.network.session(client);
  for (const name of names) {
    const opens = name.startsWith("+") ? { opens: name.slice(1) } : {};
    const closes = name.startsWith("-") ? { closes: name.slice(1) } : {};
    const [text, batch] = name.split("@");
    const inBatch = batch === undefined ? {} : { batch };
    const delivery = { ...opens, ...closes, ...inBatch };
    send(
      session,
      message("s", "BATCH", [text], undefined, null, delivery),
    );
  }
}

for (
  const [name, sent, expected] of [
    ["nothing", [], ["@label=x :irc.test ACK"]],
    ["a line", ["a"], ["@label=x :s BATCH a"]],
    ["lines", ["a", "b"], [
      "@label=x :irc.test BATCH +1 labeled-response",
      "@batch=1 :s BATCH a",
      "@batch=1 :s BATCH b",
      ":irc.test BATCH -1",
    ]],
    ["a batch alone", ["+r", "a", "b", "-r"], [
      "@label=x :s BATCH +r",
      "@batch=r :s BATCH a",
      "@batch=r :s BATCH b",
      ":s BATCH -r",
    ]],
    ["an empty batch", ["+r", "-r"], ["@label=x :s BATCH +r", ":s BATCH -r"]],
    ["a line, then a batch", ["a", "+r", "b", "-r"], [
      "@label=x :irc.test BATCH +1 labeled-response",
      "@batch=1 :s BATCH a",
      "@batch=1 :s BATCH +r",
      "@batch=r :s BATCH b",
      "@batch=1 :s BATCH -r",
      ":irc.test BATCH -1",
    ]],
    ["a batch, then a line", ["+r", "a", "-r", "b"], [
      "@label=x :irc.test BATCH +1 labeled-response",
      "@batch=1 :s BATCH +r",
      "@batch=r :s BATCH a",
      "@batch=1 :s BATCH -r",
      "@batch=1 :s BATCH b",
      ":irc.test BATCH -1",
    ]],
    ["a batch in a batch", ["+r", "a", "+q", "b", "-q", "c", "-r"], [
      "@label=x :s BATCH +r",
      "@batch=r :s BATCH a",
      "@batch=r :s BATCH +q",
      "@batch=q :s BATCH b",
      "@batch=r :s BATCH -q",
      "@batch=r :s BATCH c",
      ":s BATCH -r",
    ]],
    [
      "lines that name their batch, in a batch",
      ["+r", "+q", "b@q", "-q", "-r"],
      [
        "@label=x :s BATCH +r",
        "@batch=r :s BATCH +q",
        ":s BATCH b",
        "@batch=r :s BATCH -q",
        ":s BATCH -r",
      ],
    ],
    ["a line, then a batch in a batch", ["a", "+r", "+q", "b", "-q", "-r"], [
      "@label=x :irc.test BATCH +1 labeled-response",
      "@batch=1 :s BATCH a",
      "@batch=1 :s BATCH +r",
      "@batch=r :s BATCH +q",
      "@batch=q :s BATCH b",
      "@batch=r :s BATCH -q",
      "@batch=1 :s BATCH -r",
      ":irc.test BATCH -1",
    ]],
    ["two batches", ["+r", "a", "-r", "+q", "b", "-q"], [
      "@label=x :irc.test BATCH +1 labeled-response",
      "@batch=1 :s BATCH +r",
      "@batch=r :s BATCH a",
      "@batch=1 :s BATCH -r",
      "@batch=1 :s BATCH +q",
      "@batch=q :s BATCH b",
      "@batch=1 :s BATCH -q",
      ":irc.test BATCH -1",
    ]],
  ] as const
) {
  Deno.test(`the shape of an answer with a label: ${name}`, () => {
    assertEquals(answerOf((client) => sendTo(client, ...sent)), [...expected]);
  });
}

Deno.test("a batch whose lines name it themselves is an answer like any other", () => {
  const network = new TestNetwork();
  const client = labelling(network, "draft/multiline", "echo-message");
  client.send("JOIN #a");
  const [begin, ...rest] = client.send(
    "@label=x BATCH +1 draft/multiline #a",
    "@batch=1 PRIVMSG #a :one",
    "@batch=1 PRIVMSG #a :two",
    "BATCH -1",
  );
  const reference = /\+(\S+)/.exec(begin)?.[1];
  assertEquals(
    begin,
    `@label=x ${FROM} BATCH +${reference} draft/multiline #a`,
  );
  assertEquals(rest, [
    `@batch=${reference} ${FROM} PRIVMSG #a :one`,
    `@batch=${reference} ${FROM} PRIVMSG #a :two`,
    `${FROM} BATCH -${reference}`,
  ]);
});

Deno.test("one answer in the middle of another has its own label", () => {
  const lines = answerOf((client) => {
    const session = client.network.session(client);
    sendTo(client, "a");
    answer(session, "y", () => sendTo(client, "b"));
    answer(session, null, () => sendTo(client, "c"));
  });
  assertEquals(lines, [
    "@label=y :s BATCH b",
    "@label=x :irc.test BATCH +1 labeled-response",
    "@batch=1 :s BATCH a",
    "@batch=1 :s BATCH c",
    ":irc.test BATCH -1",
  ]);
});

for (
  const [line, answer] of [
    ["FOO", ":irc.test 421 ann FOO :Unknown command"],
    ["BATCH +1 a b", ":irc.test 421 ann BATCH :Unknown command"],
    ["KICK #a", ":irc.test 461 ann KICK :Not enough parameters"],
    ["REHASH", ":irc.test 481 ann :"],
    ["PRIVMSG zoe :hi", ":irc.test 401 ann zoe :No such nick/channel"],
    ["\ud800", ":irc.test FAIL * INVALID_UTF8 :"],
  ]
) {
  Deno.test(`a refusal has the label: ${JSON.stringify(line)}`, () => {
    const [got, ...rest] = labelling().send(`@label=x ${line}`);
    assertEquals(
      got.slice(0, `@label=x ${answer}`.length),
      `@label=x ${answer}`,
    );
    assertEquals(rest, []);
  });
}

Deno.test("commands before registration are labelled too", () => {
  const client = new TestNetwork().connect();
  client.enable(...BATCH);
  assertEquals(client.send("@label=x JOIN #a", "@label=y NICK ann"), [
    "@label=x :irc.test 451 * :You have not registered",
    "@label=y :irc.test ACK",
  ]);
  const welcome = client.send("USER ann 0 * :Ann", "@label=z CAP END");
  assertEquals(welcome[0], "@label=z :irc.test BATCH +1 labeled-response");
  assertEquals(welcome.at(-1), ":irc.test BATCH -1");
});

Deno.test("an echo has the label of what was said, and nobody else sees it", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  for (const client of [ann, bob]) client.enable(...BATCH, "echo-message");
  assertEquals(ann.send("@label=x PRIVMSG #a :hi"), [
    `@label=x ${FROM} PRIVMSG #a :hi`,
  ]);
  assertEquals(bob.take(), [`${FROM} PRIVMSG #a :hi`]);
  bob.send("AWAY :gone");
  assertEquals(ann.send("@label=x PRIVMSG bob :hi"), [
    "@label=x :irc.test BATCH +1 labeled-response",
    `@batch=1 ${FROM} PRIVMSG bob :hi`,
    "@batch=1 :irc.test 301 ann bob :gone",
    ":irc.test BATCH -1",
  ]);
});

Deno.test("of a message to oneself, the echo alone has the label", () => {
  const ann = labelling(new TestNetwork(), "echo-message");
  assertEquals(ann.send("@label=x PRIVMSG ann :hi"), [
    `${FROM} PRIVMSG ann :hi`,
    `@label=x ${FROM} PRIVMSG ann :hi`,
  ]);
  ann.send("CAP REQ -echo-message");
  assertEquals(ann.send("@label=x PRIVMSG ann :hi"), [
    `${FROM} PRIVMSG ann :hi`,
    "@label=x :irc.test ACK",
  ]);
});

Deno.test("a label has 64 bytes at most", () => {
  const ann = labelling();
  const pong = ":irc.test PONG irc.test :y";
  const [most, over] = ["é".repeat(32), "é".repeat(32) + "x"];
  assertEquals(ann.send(`@label=${most} PING y`, `@label=${over} PING y`), [
    `@label=${most} ${pong}`,
    pong,
  ]);
});

Deno.test("a label that is empty or no UTF-8 is none", () => {
  const ann = labelling();
  const pong = ":irc.test PONG irc.test :y";
  assertEquals(
    ann.send("@label= PING y", "@label PING y", "@label=x;label P"),
    [
      pong,
      pong,
      ":irc.test 421 ann P :Unknown command",
    ],
  );
  assertEquals(ann.send("@label=\ud800 PING y"), [
    ":irc.test FAIL PING INVALID_UTF8 :The line was dropped: this network takes UTF-8 and nothing else",
  ]);
});

Deno.test("without labeled-response, or batch, which it needs, labels are nothing", () => {
  const pong = ":irc.test PONG irc.test :y";
  for (const names of [[], ["batch"], ["labeled-response"]]) {
    const ann = new TestNetwork().register("ann").enable(...names);
    assertEquals(ann.send("@label=x PING y", "@label=x PONG y"), [pong]);
  }
});

Deno.test("what others do meanwhile has no label", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  for (const client of [ann, bob]) client.enable(...BATCH);
  assertEquals(ann.send("@label=x TOPIC #a :new"), [
    `@label=x ${FROM} TOPIC #a :new`,
  ]);
  assertEquals(bob.take(), [`${FROM} TOPIC #a :new`]);
});

Deno.test("ERROR has the label of QUIT, and nothing comes behind it", () => {
  const ann = labelling();
  assertEquals(ann.send("@label=x QUIT :bye"), [
    "@label=x ERROR :Closing link: ann[192.0.2.1] (Quit: bye)",
  ]);
  assertEquals(ann.closed, true);
});

Deno.test("OPER is answered with its label once the password is checked", () => {
  const network = new SlowNetwork();
  const ann = labelling(network);
  const bob = network.register("bob");
  assertEquals(ann.send("@label=x OPER root wrong"), []);
  bob.send("PRIVMSG ann :hi");
  assertEquals(ann.take(), [":bob!~bob@192.0.2.1 PRIVMSG ann :hi"]);
  assertEquals(ann.send("@label=y PING z"), []);
  network.answer();
  assertEquals(ann.take(), [
    "@label=x :irc.test 464 ann :Password incorrect",
    "@label=y :irc.test PONG irc.test :z",
  ]);
});

Deno.test("OPER that succeeds is answered in a batch with its label", () => {
  const network = new SlowNetwork();
  const ann = labelling(network);
  ann.send("@label=x OPER root secret");
  network.answer();
  assertEquals(ann.take(), [
    "@label=x :irc.test BATCH +1 labeled-response",
    `@batch=1 ${FROM} MODE ann +os`,
    "@batch=1 :irc.test NOTICE * :*** ann!~ann@192.0.2.1 is now an operator (admin)",
    "@batch=1 :irc.test 381 ann :You are now an IRC operator",
    ":irc.test BATCH -1",
  ]);
});

Deno.test("a line that is too long is refused with its label", () => {
  const ann = labelling();
  assertEquals(ann.send(`@label=x PRIVMSG bob :${"x".repeat(600)}`), [
    "@label=x :irc.test 417 ann :Input line was too long",
  ]);
});

Deno.test("a line for which there is no room while a password is checked is refused with its label", () => {
  const network = new SlowNetwork({}, { heldLines: 1 });
  const ann = labelling(network);
  ann.send("OPER root wrong", "PING a");
  const [refusal] = ann.send("@label=x PING b");
  assertEquals(refusal.split(" ", 3), ["@label=x", ":irc.test", "263"]);
});

Deno.test("a labelled CAP REQ is acknowledged as the client is before", () => {
  const ann = labelling();
  assertEquals(ann.send("@label=x CAP REQ :server-time"), [
    "@label=x :irc.test CAP ann ACK :server-time",
  ]);
});
