import { assertEquals } from "@std/assert";
import { DEFAULT_HISTORY_RULES } from "../../../../src/irc/names/history_rules.ts";
import { lookThrough } from "../../../../src/store/history/memory_search.ts";
import { ChannelNetwork } from "../../../support/channel_people.ts";
import {
  found,
  idOf,
  READER,
  textsIn,
  withoutTimes,
} from "../../../support/history.ts";
import { START, TestNetwork } from "../../../support/test_network.ts";

const CAPABILITY = "soju.im/search";

function timeOf(at: number): string {
  return new Date(at).toISOString();
}

/** `ann` and `bob` on `#a` and `#b`, where something is said each second. */
function start() {
  const network = new ChannelNetwork();
  const [ann, bob] = [network.person("ann"), network.person("bob")];
  for (const client of [ann, bob]) client.send("JOIN #a,#b");
  ann.send("PRIVMSG #a :the tea is ready");
  network.pass(1000);
  bob.send("NOTICE #a :ready; set, go");
  network.pass(1000);
  ann.send("PRIVMSG #b :teatime");
  network.pass(1000);
  bob.send("PRIVMSG ann :tea in private");
  ann.take();
  bob.take();
  return { network, ann, bob };
}

const ALL = [
  "the tea is ready",
  "ready; set, go",
  "teatime",
  "tea in private",
];

for (
  const [what, attributes, expected] of [
    ["everything", "limit=100", [0, 1, 2, 3]],
    ["what was said on a channel", "in=#a", [0, 1]],
    ["what was said with somebody in private", "in=bob", [3]],
    ["what was said under a nickname", "from=BOB", [1, 3]],
    ["words", "text=ready", [0, 1]],
    ["several words, escaped as in tags", "text=go\\s\\:\\sready", [1]],
    ["a phrase", 'text="is\\sready"', [0]],
    ["the beginning of a word", "text=tea*", [0, 2, 3]],
    ["what was said at a time or after it", `after=${timeOf(START + 1000)}`, [
      1,
      2,
      3,
    ]],
    ["what was said at a time or before it", `before=${timeOf(START + 1000)}`, [
      0,
      1,
    ]],
    [
      "what was said between two times",
      `after=${timeOf(START + 1)};before=${timeOf(START + 2999)}`,
      [1, 2],
    ],
    ["the latest ones, up to a limit", "limit=2", [2, 3]],
    ["those from a time on, up to a limit", `after=${timeOf(START)};limit=2`, [
      0,
      1,
    ]],
    ["all that is asked for at once", "in=#a;from=ann;text=tea;limit=9", [0]],
    ["nothing where there is nothing", "in=#a;text=coffee", []],
    ["the same with an attribute that nobody knows", "in=#b;x-y=z", [2]],
    ["nothing for signs alone", "text=?!", []],
  ] as const
) {
  Deno.test(`SEARCH finds ${what}`, () => {
    const { ann } = start();
    assertEquals(found(ann, attributes), expected.map((index) => ALL[index]));
  });
}

Deno.test("what is found comes in a batch, with msgids and times as they were", () => {
  const { ann } = start();
  ann.enable(CAPABILITY, "batch", "message-tags", "server-time");
  const lines = ann.send("SEARCH in=#a;text=tea");
  const time = timeOf(START);
  assertEquals(lines, [
    `@time=${timeOf(START + 3000)} :irc.test BATCH +1 soju.im/search`,
    `@batch=1;time=${time};msgid=${
      idOf(lines[1])
    } :ann!~ann@192.0.2.1 PRIVMSG #a :the tea is ready`,
    `@time=${timeOf(START + 3000)} :irc.test BATCH -1`,
  ]);
  assertEquals(withoutTimes(ann.send("SEARCH in=#a;text=none")), [
    ":irc.test BATCH +2 soju.im/search",
    ":irc.test BATCH -2",
  ]);
});

Deno.test("a client without batches is shown the messages alone", () => {
  const { ann } = start();
  assertEquals(ann.enable(CAPABILITY).send("SEARCH in=#a;text=tea"), [
    ":ann!~ann@192.0.2.1 PRIVMSG #a :the tea is ready",
  ]);
});

Deno.test("the answer takes the label of the command, and other commands do not wait for it", () => {
  const { ann, network } = start();
  ann.enable(CAPABILITY, "batch", "labeled-response");
  network.answers = false;
  assertEquals(ann.send("@label=one SEARCH in=#a;text=tea", "PING x"), [
    ":irc.test PONG irc.test :x",
  ]);
  network.answer();
  assertEquals(ann.take(), [
    "@label=one :irc.test BATCH +1 soju.im/search",
    "@batch=1 :ann!~ann@192.0.2.1 PRIVMSG #a :the tea is ready",
    ":irc.test BATCH -1",
  ]);
});

for (
  const [what, line, refusal] of [
    [
      "a time that is none",
      "SEARCH after=yesterday",
      "after :Invalid parameters",
    ],
    [
      "several values that are none",
      "SEARCH before=;limit=0;text=x;from",
      "before limit from :Invalid parameters",
    ],
    [
      "a limit that is no number",
      "SEARCH limit=many",
      "limit :Invalid parameters",
    ],
    [
      "a channel that one is not on",
      "SEARCH in=#none",
      "in :Invalid parameters",
    ],
    [
      "words that are not escaped",
      "SEARCH text=two words",
      ":Too many parameters",
    ],
  ] as const
) {
  Deno.test(`SEARCH refuses ${what}`, () => {
    const { ann } = start();
    assertEquals(ann.enable(CAPABILITY).send(line), [
      `:irc.test FAIL SEARCH INVALID_PARAMS ${refusal}`,
    ]);
  });
}

Deno.test("SEARCH without attributes, or without the capability, is refused as any command", () => {
  const { ann } = start();
  assertEquals(ann.send("SEARCH in=#a"), [
    ":irc.test 421 ann SEARCH :Unknown command",
  ]);
  assertEquals(ann.enable(CAPABILITY).send("SEARCH"), [
    ":irc.test 461 ann SEARCH :Not enough parameters",
  ]);
});

Deno.test("a search that cannot be run fails, and one that takes too long says what it has found", () => {
  const { ann, network } = start();
  ann.enable(CAPABILITY);
  const failed = [
    ":irc.test FAIL SEARCH INTERNAL_ERROR :The search could not be run, try again later",
  ];
  network.canSearch = false;
  assertEquals(ann.send("SEARCH in=#a"), failed);
  network.canSearch = true;
  network.hasTime = false;
  assertEquals(ann.send("SEARCH in=#a;text=none"), failed);
  assertEquals(ann.send("SEARCH in=#a;text=tea"), [
    ":ann!~ann@192.0.2.1 PRIVMSG #a :the tea is ready",
    ":irc.test WARN SEARCH INCOMPLETE :The search took too long: there may be more",
  ]);
});

for (
  const [what, change] of [
    ["is no member any more", "PART #a"],
    ["was banned", "MODE #a +b bob"],
    ["has gone", "QUIT"],
  ] as const
) {
  Deno.test(`what is found is not shown to who ${what} meanwhile`, () => {
    const network = new TestNetwork();
    const [ann, bob] = network.channel("#a", "ann", "bob");
    ann.send("PRIVMSG #a :hi");
    bob.enable(CAPABILITY).take();
    network.answers = false;
    bob.send("SEARCH text=hi");
    (change.startsWith("MODE") ? ann : bob).send(change);
    bob.take();
    network.answer();
    assertEquals(bob.take(), []);
  });
}

Deno.test("what was redacted, or whose reader lost its rank or its account, is not shown though it was found", () => {
  const network = new ChannelNetwork();
  const [ann, bob] = [network.person("ann"), network.person("bob")];
  for (const client of [ann, bob]) {
    client.enable("message-tags", "echo-message", "draft/message-redaction");
    client.send("JOIN #a");
  }
  ann.send("MODE #a +o bob");
  const id = idOf(ann.send("PRIVMSG #a :hi").at(-1));
  ann.send("PRIVMSG @#a :hi ops", "PRIVMSG bob :hi bob", "PRIVMSG #a :hi all");
  bob.enable(CAPABILITY).take();
  assertEquals(textsIn(bob.send("SEARCH text=hi")), [
    "hi",
    "hi ops",
    "hi bob",
    "hi all",
  ]);
  network.answers = false;
  bob.send("SEARCH text=hi");
  const { query, request } = network.takeSearch();
  const outcome = lookThrough(network.archive, query, () => false);
  assertEquals(outcome.found.length, 4);
  network.answers = true;
  ann.send(`REDACT #a ${id}`, "MODE #a -o bob");
  bob.send("NS LOGOUT");
  bob.take();
  network.apply({ kind: "answer", request, outcome });
  assertEquals(textsIn(bob.take()), ["hi all"]);
});

Deno.test("what comes of a search is as much text as fits into a send queue, from where it begins", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  ann.enable("batch", "draft/multiline", CAPABILITY);
  const text = "x".repeat(400);
  for (let count = 0; count < 50; count++) {
    ann.send("BATCH +m draft/multiline #a");
    for (let line = 0; line < 18; line++) {
      ann.send(`@batch=m PRIVMSG #a :${line === 0 ? count : text}`);
    }
    ann.send("BATCH -m");
  }
  ann.take();
  const heads = (attributes: string) =>
    ann.send(`SEARCH ${attributes}`).flatMap((line) =>
      / PRIVMSG #a :(\d+)$/.exec(line)?.slice(1) ?? []
    );
  const latest = heads("in=#a");
  assertEquals(latest.at(-1), "49");
  assertEquals(latest.length > 10 && latest.length <= 50, true);
  assertEquals(heads(`in=#a;after=${timeOf(START)}`)[0], "0");
});

Deno.test("a search costs its client more than a line", () => {
  const { ann, network } = start();
  ann.enable(CAPABILITY);
  const costOf = (text: string) => {
    network.answers = false;
    network.apply({ kind: "line", session: ann.id, text });
    return network.core.work;
  };
  assertEquals(costOf("SEARCH text=x") > 10 * costOf("PING x"), true);
});

Deno.test("the capability is there where a history is kept", () => {
  const history = { ...DEFAULT_HISTORY_RULES, enabled: false };
  for (const settings of [{}, { history }]) {
    const client = new TestNetwork(settings).register("ann");
    const isThere = client.send("CAP LS 302").join().includes(CAPABILITY);
    assertEquals(isThere, settings.history === undefined);
  }
});

Deno.test("what was said before a channel was renamed is found and shown on the channel as it is called now", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  ann.send("PRIVMSG #a :hello", "PRIVMSG @#a :hello ops", "RENAME #a #b");
  network.pass(10_000);
  ann.send("JOIN #a");
  ann.enable(...READER, "soju.im/search");
  for (
    const line of [
      "SEARCH in=#b;text=hello",
      "HISTORY #b",
      "PRIVMSG *playback :PLAY #b",
      "CHATHISTORY LATEST #b * 9",
    ]
  ) {
    const targets = ann.send(line).flatMap((line) =>
      / PRIVMSG (\S+) /.exec(line)?.[1] ?? []
    );
    assertEquals(targets, ["#b", "@#b"], line);
  }
});
