import { assertEquals } from "@std/assert";
import { SlowNetwork } from "../../../support/slow_network.ts";
import {
  START,
  type TestClient,
  TestNetwork,
} from "../../../support/test_network.ts";

const FROM = ":ann!~ann@192.0.2.1";
const INVALID =
  ":irc.test FAIL BATCH MULTILINE_INVALID :Invalid multiline batch";
const BEGIN = "BATCH +1 draft/multiline #a";
const LINE = "@batch=1 PRIVMSG #a :hi";

/** ann, who may send batches, and bob, who gets plain lines, on #a. */
function scene(
  network = new TestNetwork(),
): [ann: TestClient, bob: TestClient, network: TestNetwork] {
  const [ann, bob] = network.channel("#a", "ann", "bob");
  ann.enable("batch", "draft/multiline");
  return [ann, bob, network];
}

Deno.test("BATCH delivers its lines together, at its end and not before", () => {
  const [ann, bob] = scene();
  const lines = [BEGIN, LINE, "@batch=1 PRIVMSG #A :there"];
  assertEquals(ann.send(...lines), []);
  assertEquals(bob.take(), []);
  assertEquals(ann.send("BATCH -1"), []);
  assertEquals(bob.take(), [
    `${FROM} PRIVMSG #a :hi`,
    `${FROM} PRIVMSG #a :there`,
  ]);
  assertEquals(ann.send("BATCH -1"), [INVALID]);
});

Deno.test("BATCH is unknown to those who know draft/multiline and not batch", () => {
  const ann = new TestNetwork().register("ann").enable("draft/multiline");
  assertEquals(ann.send(BEGIN), [":irc.test 421 ann BATCH :Unknown command"]);
});

Deno.test("without draft/multiline, a batch tag is a tag like any other", () => {
  const [ann, bob] = new TestNetwork().channel("#a", "ann", "bob");
  ann.enable("batch", "message-tags");
  assertEquals(ann.send(LINE), []);
  assertEquals(bob.take(), [`${FROM} PRIVMSG #a :hi`]);
});

Deno.test("BATCH without parameters is refused with 461", () => {
  const [ann] = scene();
  assertEquals(ann.send("BATCH"), [
    ":irc.test 461 ann BATCH :Not enough parameters",
  ]);
});

const REFTAG =
  "A reference tag has letters, digits and hyphens and nothing else";

for (
  const [line, failure] of [
    ["BATCH +a_b draft/multiline #a", `INVALID_REFTAG a_b :${REFTAG}`],
    ["BATCH + draft/multiline #a", `INVALID_REFTAG * :${REFTAG}`],
    ["BATCH 1 draft/multiline #a", `INVALID_REFTAG 1 :${REFTAG}`],
    ["BATCH -a_b", `INVALID_REFTAG a_b :${REFTAG}`],
    ["BATCH +1 netsplit #a", "UNKNOWN_TYPE 1 netsplit :Unknown batch type"],
    ["BATCH +1", "UNKNOWN_TYPE 1 * :Unknown batch type"],
    ["BATCH +1 draft/multiline", "MULTILINE_INVALID :Invalid multiline batch"],
    [
      "BATCH +1 draft/multiline :",
      "MULTILINE_INVALID :Invalid multiline batch",
    ],
    ["@batch=0 " + BEGIN, "MULTILINE_INVALID :Invalid multiline batch"],
    ["BATCH -1", "MULTILINE_INVALID :Invalid multiline batch"],
    [
      "BATCH +1 draft/multiline #a,bob",
      "MULTILINE_INVALID_TARGET #a,bob #a,bob :Invalid multiline target",
    ],
  ]
) {
  Deno.test(`${line} is refused with ${failure.split(" ")[0]}`, () => {
    const [ann] = scene();
    assertEquals(ann.send(line), [`:irc.test FAIL BATCH ${failure}`]);
  });
}

Deno.test("lines of a batch that was refused are dropped until its end", () => {
  const [ann, bob] = scene();
  ann.send("BATCH +1 netsplit #a");
  assertEquals(ann.send(LINE, "@batch=1 FOO", "BATCH -1"), []);
  assertEquals(ann.send(LINE), [INVALID]);
  assertEquals(bob.take(), []);
});

/** What a batch says in its middle, and why it fails. */
const FAILURES: readonly (readonly [
  name: string,
  lines: readonly string[],
  failure: string,
])[] = [
  ["a line of another batch", ["@batch=2 PRIVMSG #a :hi"], INVALID],
  ["a batch within it", ["BATCH +2 draft/multiline #a"], INVALID],
  ["the end of another batch", ["BATCH -2"], INVALID],
  ["its own end with a batch tag", ["@batch=1 BATCH -1"], INVALID],
  ["another command", ["@batch=1 JOIN #b"], INVALID],
  ["an unknown command", ["@batch=1 FOO"], INVALID],
  ["TAGMSG", ["@batch=1 TAGMSG #a"], INVALID],
  ["a line without a text", ["@batch=1 PRIVMSG #a"], INVALID],
  ["a line without a target", ["@batch=1 PRIVMSG"], INVALID],
  ["NOTICE after PRIVMSG", [LINE, "@batch=1 NOTICE #a :hi"], INVALID],
  [
    "a blank line that goes on",
    [LINE, "@batch=1;draft/multiline-concat PRIVMSG #a :"],
    INVALID,
  ],
  [
    "a line to somewhere else",
    ["@batch=1 PRIVMSG #b :hi"],
    ":irc.test FAIL BATCH MULTILINE_INVALID_TARGET #a #b :Invalid multiline target",
  ],
  [
    "a line to more targets",
    ["@batch=1 PRIVMSG #a,#a :hi"],
    ":irc.test FAIL BATCH MULTILINE_INVALID_TARGET #a #a,#a :Invalid multiline target",
  ],
  [
    "a line that is no UTF-8",
    ["@batch=1 PRIVMSG #a :\ud800"],
    ":irc.test FAIL BATCH INVALID_UTF8 :The line was dropped: this network takes UTF-8 and nothing else",
  ],
];

for (const [name, lines, failure] of FAILURES) {
  Deno.test(`a batch fails once, with ${name}`, () => {
    const [ann, bob] = scene();
    assertEquals(ann.send(BEGIN, LINE, ...lines), [failure]);
    const again = lines.filter((line) => !line.startsWith("BATCH +"));
    assertEquals(ann.send(LINE, ...again, LINE, "BATCH -1"), []);
    assertEquals(bob.take(), []);
    ann.send(BEGIN, LINE, "BATCH -1");
    assertEquals(bob.take(), [`${FROM} PRIVMSG #a :hi`]);
  });
}

Deno.test("a batch with a line that is too long is not delivered without it", () => {
  const [ann, bob] = scene();
  assertEquals(ann.send(BEGIN, LINE, `${LINE}${"x".repeat(510)}`, LINE), [
    ":irc.test 417 ann :Input line was too long",
    INVALID,
  ]);
  assertEquals(ann.send("BATCH -1"), []);
  assertEquals(bob.take(), []);
});

for (
  const [name, lines] of [
    ["no lines", []],
    ["blank lines alone", ["@batch=1 PRIVMSG #a :", "@batch=1 PRIVMSG #a :"]],
  ] as const
) {
  Deno.test(`a batch of ${name} is refused at its end`, () => {
    const [ann, bob] = scene();
    assertEquals(ann.send(BEGIN, ...lines, "BATCH -1"), [INVALID]);
    assertEquals(ann.send(BEGIN, LINE, "BATCH -1"), []);
    assertEquals(bob.take().length, 1);
  });
}

Deno.test("a batch that failed gives way to the next", () => {
  const [ann, bob] = scene();
  assertEquals(ann.send(BEGIN, "@batch=2 NOTICE #a :x"), [INVALID]);
  const next = ["BATCH +2 draft/multiline #a", "@batch=2 NOTICE #a :hi"];
  assertEquals(ann.send(...next, "BATCH -2"), []);
  assertEquals(bob.take(), [`${FROM} NOTICE #a :hi`]);
});

Deno.test("a line of a batch that was never begun is refused and goes nowhere", () => {
  const [ann, bob] = scene();
  assertEquals(ann.send(LINE, "@batch notice bob :hi"), [INVALID, INVALID]);
  assertEquals(ann.send("@batch=1 PING x"), [":irc.test PONG irc.test :x"]);
  assertEquals(bob.take(), []);
});

Deno.test("other commands go on while a batch is open", () => {
  const [ann, bob] = scene();
  ann.send(BEGIN, LINE);
  assertEquals(ann.send("PING x"), [":irc.test PONG irc.test :x"]);
  ann.send("PRIVMSG #a :before", "@a=b PONG x");
  assertEquals(bob.take(), [`${FROM} PRIVMSG #a :before`]);
  ann.send("BATCH -1");
  assertEquals(bob.take(), [`${FROM} PRIVMSG #a :hi`]);
});

Deno.test("reference tags are case-sensitive, and may be as long as a line", () => {
  const [ann, bob] = scene();
  const long = `-${"aZ0".repeat(100)}`;
  const line = `@batch=${long} PRIVMSG #a :hi`;
  assertEquals(ann.send(`BATCH +${long} draft/multiline #a`, line), []);
  assertEquals(ann.send(`BATCH -${long.toLowerCase()}`), [INVALID]);
  assertEquals(ann.send(`BATCH -${long}`), []);
  assertEquals(bob.take(), []);
});

Deno.test("max-lines counts each line, max-bytes the texts in UTF-8 and what joins them", () => {
  const [ann, bob] = scene(
    new TestNetwork({}, { multilineLines: 3, multilineBytes: 9 }),
  );
  const maxLines =
    ":irc.test FAIL BATCH MULTILINE_MAX_LINES 3 :Multiline batch max-lines exceeded";
  const maxBytes =
    ":irc.test FAIL BATCH MULTILINE_MAX_BYTES 9 :Multiline batch max-bytes exceeded";
  const line = (text: string) => `@batch=1 PRIVMSG #a :${text}`;
  const concat = (text: string) =>
    `@batch=1;draft/multiline-concat PRIVMSG #a :${text}`;
  const say = (...lines: string[]) => ann.send(BEGIN, ...lines, "BATCH -1");
  assertEquals(say(line("é"), line("é"), line("é!")), []);
  assertEquals(bob.take().length, 3);
  assertEquals(say(line("é"), line("é"), line("é!!")), [maxBytes]);
  assertEquals(say(line("é"), concat("éé"), concat("é!")), []);
  assertEquals(say(line(""), line(""), line("seven77")), []);
  assertEquals(say(line(""), line(""), line("eight888")), [maxBytes]);
  assertEquals(say(line("a"), concat("b"), line(""), concat("d")), [maxLines]);
  assertEquals(say(line("a"), line(""), line("c"), line(""), LINE), [maxLines]);
});

const TIMEOUT =
  ":irc.test FAIL BATCH TIMEOUT 1 :The batch was open for too long";

Deno.test("a batch that is open for too long fails with time", () => {
  const [ann, bob, network] = scene();
  ann.send(BEGIN, LINE);
  network.pass(29_000);
  assertEquals(ann.take(), []);
  network.pass(2000);
  assertEquals(ann.take(), [TIMEOUT]);
  network.pass(20_000);
  assertEquals(ann.send(LINE, "BATCH -1"), []);
  assertEquals(bob.take(), []);
  assertEquals(network.core.network.batching.size, 0);
});

for (const late of [LINE, "BATCH -1"]) {
  Deno.test(`a batch that is open for too long fails with the next line: ${late}`, () => {
    const [ann, bob, network] = scene();
    ann.send(BEGIN, LINE);
    network.at = START + 30_000;
    assertEquals(ann.send(late), [TIMEOUT]);
    assertEquals(bob.take(), []);
  });
}

Deno.test("a batch ends with its session, and with its capability", () => {
  const [ann, bob, network] = scene();
  const { batching } = network.core.network;
  ann.send(BEGIN, LINE);
  assertEquals(batching.size, 1);
  ann.send("CAP REQ :-draft/multiline");
  assertEquals(batching.size, 0);
  ann.enable("draft/multiline");
  assertEquals(ann.send("BATCH -1"), [INVALID]);
  ann.send(BEGIN, LINE);
  bob.take();
  ann.disconnect();
  assertEquals(batching.size, 0);
  network.pass(31_000);
  assertEquals(bob.take().at(0), `${FROM} QUIT :Connection closed`);
});

Deno.test("refusals of the target are numerics; of NOTICE there are none", () => {
  const [ann] = scene();
  const send = (target: string, command: string) =>
    ann.send(
      `BATCH +1 draft/multiline ${target}`,
      `@batch=1 ${command} ${target} :hi`,
      "BATCH -1",
    );
  assertEquals(send("#none", "PRIVMSG"), [
    ":irc.test 403 ann #none :No such channel",
  ]);
  assertEquals(send("zoe", "privmsg"), [
    ":irc.test 401 ann zoe :No such nick/channel",
  ]);
  assertEquals(send("#none", "NOTICE"), []);
  assertEquals(send("zoe", "notice"), []);
});

Deno.test("a batch of NOTICE is told why it fails", () => {
  const [ann] = scene();
  assertEquals(ann.send(BEGIN, "@batch=1 NOTICE #b :hi"), [
    ":irc.test FAIL BATCH MULTILINE_INVALID_TARGET #a #b :Invalid multiline target",
  ]);
});

/** ann, who labels what she sends. */
function labelling(): [ann: TestClient, network: TestNetwork] {
  const [ann, , network] = scene();
  ann.enable("labeled-response");
  return [ann, network];
}

Deno.test("the label of BATCH + is answered at its end, with ACK if there is no more to say", () => {
  const [ann] = labelling();
  assertEquals(ann.send(`@label=x ${BEGIN}`, LINE), []);
  assertEquals(ann.send("BATCH -1"), ["@label=x :irc.test ACK"]);
});

Deno.test("the labels of both ends are answered, and none of a line within", () => {
  const [ann] = labelling();
  const inner = "@batch=1;label=y PRIVMSG #a :hi";
  const lines = [`@label=x ${BEGIN}`, inner, "@label=z BATCH -1"];
  assertEquals(ann.send(...lines), [
    "@label=x :irc.test ACK",
    "@label=z :irc.test ACK",
  ]);
  assertEquals(ann.send(BEGIN, inner, "@label=z BATCH -1"), [
    "@label=z :irc.test ACK",
  ]);
});

Deno.test("a failure takes the label of its batch, once", () => {
  const [ann, network] = labelling();
  assertEquals(ann.send(`@label=x ${BEGIN}`, "@batch=2 NOTICE #a :x"), [
    `@label=x ${INVALID}`,
  ]);
  assertEquals(ann.send("@label=y;batch=1 NOTICE #a :x", "BATCH -1"), []);
  assertEquals(ann.send(`@label=x ${BEGIN}`, "BATCH -1"), [
    `@label=x ${INVALID}`,
  ]);
  assertEquals(ann.send("@label=x BATCH +1 a b", "@label=y BATCH -1"), [
    "@label=x :irc.test FAIL BATCH UNKNOWN_TYPE 1 a :Unknown batch type",
    "@label=y :irc.test ACK",
  ]);
  assertEquals(ann.send(`@label=x ${BEGIN}`, "@label=y BATCH +2 a b"), [
    `@label=x ${INVALID}`,
    "@label=y :irc.test ACK",
  ]);
  ann.send("BATCH -1", `@label=x ${BEGIN}`);
  network.pass(31_000);
  assertEquals(ann.take(), [`@label=x ${TIMEOUT}`]);
  assertEquals(ann.send("BATCH -1", "@label=z;batch=1 PRIVMSG #a :hi"), [
    `@label=z ${INVALID}`,
  ]);
});

/** Labelled lines that make an open batch fail, and how they are answered themselves. */
const LABELLED: readonly (readonly [line: string, answer: string])[] = [
  ["BATCH +2 draft/multiline #a", ":irc.test ACK"],
  ["BATCH -2", ":irc.test ACK"],
  ["BATCH -1", ":irc.test ACK"],
  [
    "CAP REQ :-draft/multiline",
    ":irc.test CAP ann ACK :-draft/multiline",
  ],
  [
    `PRIVMSG #a :${"x".repeat(600)}`,
    ":irc.test 417 ann :Input line was too long",
  ],
];

for (const [line, own] of LABELLED) {
  const name = line.slice(0, 30);
  Deno.test(`the failure of a batch takes no label of ${name}, which has its own answer`, () => {
    for (const label of ["@label=x ", ""]) {
      const [ann] = labelling();
      ann.send(`${label}${BEGIN}`);
      const answers = ann.send(`@label=y ${line}`);
      assertEquals(
        answers.toSorted(),
        [`${label}${INVALID}`, `@label=y ${own}`].toSorted(),
      );
    }
  });
}

Deno.test("QUIT drops an open batch, and is answered alone", () => {
  const [ann] = labelling();
  ann.send(`@label=x ${BEGIN}`, LINE);
  assertEquals(ann.send("@label=y QUIT"), [
    "@label=y ERROR :Closing link: ann[192.0.2.1] (Quit)",
  ]);
});

Deno.test("a refused BATCH + is answered under its own label", () => {
  const [ann] = labelling();
  assertEquals(ann.send("@label=x BATCH +a_b draft/multiline #a"), [
    `@label=x :irc.test FAIL BATCH INVALID_REFTAG a_b :${REFTAG}`,
  ]);
});

Deno.test("what a batch without a label is answered with takes none of its end", () => {
  const [ann] = labelling();
  ann.enable("echo-message");
  assertEquals(ann.send(BEGIN, LINE, "@label=z BATCH -1").map(wordsOf), [
    "BATCH",
    "PRIVMSG",
    "BATCH",
    "label=z ACK",
  ]);
  const begin = "BATCH +1 draft/multiline zoe";
  assertEquals(
    ann.send(begin, LINE.replace("#a", "zoe"), "@label=z BATCH -1"),
    [
      ":irc.test 401 ann zoe :No such nick/channel",
      "@label=z :irc.test ACK",
    ],
  );
});

/** The command of a line, behind its label. */
function wordsOf(line: string): string {
  const label = /^@(label=[^ ;]+)/.exec(line)?.[1] ?? "";
  const [, command] = line.replace(/^@\S+ /, "").split(" ");
  return `${label} ${command}`.trim();
}

Deno.test("a refusal of the target takes the label of the batch", () => {
  const [ann] = labelling();
  const begin = "@label=x BATCH +1 draft/multiline zoe";
  assertEquals(ann.send(begin, "@batch=1 PRIVMSG zoe :hi", "BATCH -1"), [
    "@label=x :irc.test 401 ann zoe :No such nick/channel",
  ]);
});

Deno.test("a batch of which lines were refused while a password was checked is not delivered", () => {
  const network = new SlowNetwork({}, { heldLines: 3 });
  const [ann, bob] = scene(network);
  ann.send("OPER root wrong", BEGIN, LINE, LINE);
  assertEquals(ann.send(LINE).at(0)?.split(" ", 2), [":irc.test", "263"]);
  network.answer();
  assertEquals(ann.take().at(-1), INVALID);
  assertEquals(ann.send(LINE, "BATCH -1"), []);
  assertEquals(bob.take(), []);
});

Deno.test("a batch that waited for a password to be checked is delivered, if there was room for all of it", () => {
  const network = new SlowNetwork({}, { heldLines: 3 });
  const [ann, bob] = scene(network);
  ann.send("OPER root wrong", BEGIN, LINE, LINE);
  network.answer();
  ann.send("BATCH -1");
  assertEquals(bob.take().length > 0, true);
});

Deno.test("a line that was lost under a second password counts as well", () => {
  const network = new SlowNetwork({}, { heldLines: 3 });
  const [ann, bob] = scene(network);
  ann.send("OPER root wrong", "OPER root wrong", BEGIN, LINE);
  ann.send(LINE);
  network.answer();
  network.answer();
  ann.send(LINE, "BATCH -1");
  assertEquals(bob.take(), []);
});

Deno.test("a batch fails with the capability that it takes", () => {
  const [ann] = labelling();
  assertEquals(
    ann.send(`@label=x ${BEGIN}`, LINE, "CAP REQ :-draft/multiline"),
    [":irc.test CAP ann ACK :-draft/multiline", `@label=x ${INVALID}`],
  );
});

Deno.test("the answer to a batch has no label for a client that has given labels up", () => {
  const network = new TestNetwork();
  const [ann] = scene(network);
  ann.enable("labeled-response");
  ann.send(`@label=x ${BEGIN}`, LINE, "CAP REQ :-labeled-response");
  assertEquals(ann.send("BATCH -1"), []);
});
