import { assert, assertEquals } from "@std/assert";
import { DEFAULT_HISTORY_RULES } from "../../../../src/irc/names/history_rules.ts";
import { LINE_WORK } from "../../../../src/irc/session/work.ts";
import { ChannelNetwork } from "../../../support/channel_people.ts";
import {
  heard,
  idOf,
  READER,
  textsIn,
  withoutTimes,
} from "../../../support/history.ts";
import { type TestClient, TestNetwork } from "../../../support/test_network.ts";

/** A channel where `1` to `9` were said, each a second after the other, and their lines. */
function nine(...capabilities: string[]) {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  ann.enable(...READER, "server-time", ...capabilities);
  const said = Array.from({ length: 9 }, (_, index) => {
    bob.send(`PRIVMSG #a :${index + 1}`);
    network.pass(1000);
    return ann.take().find((line) => line.includes("PRIVMSG")) ?? "";
  });
  return { network, ann, bob, said };
}

function timeOf(line: string): string {
  return /\btime=([^; ]+)/.exec(line)?.[1] ?? "";
}

function ask(client: TestClient, query: string): string {
  return textsIn(client.send(`CHATHISTORY ${query}`)).join("");
}

for (
  const [name, reference] of [
    ["msgid", (line: string) => `msgid=${idOf(line)}`],
    ["timestamp", (line: string) => `timestamp=${timeOf(line)}`],
  ] as const
) {
  Deno.test(`each subcommand gives what it says, without what it is given as ${name}`, () => {
    const { ann, said } = nine();
    const at = (which: number) => reference(said[which - 1]);
    for (
      const [query, texts] of [
        ["LATEST #a * 3", "789"],
        [`LATEST #a ${at(4)} 100`, "56789"],
        [`LATEST #a ${at(4)} 3`, "789"],
        [`BEFORE #a ${at(4)} 2`, "23"],
        [`BEFORE #a ${at(4)} 100`, "123"],
        [`AFTER #a ${at(4)} 2`, "56"],
        [`AFTER #a ${at(4)} 100`, "56789"],
        [`AROUND #a ${at(4)} 1`, "4"],
        [`AROUND #a ${at(4)} 2`, "34"],
        [`AROUND #a ${at(4)} 5`, "23456"],
        [`AROUND #a ${at(1)} 5`, "12345"],
        [`AROUND #a ${at(9)} 5`, "56789"],
        [`AROUND #a ${at(5)} 100`, "123456789"],
        [`BETWEEN #a ${at(2)} ${at(8)} 100`, "34567"],
        [`BETWEEN #a ${at(8)} ${at(2)} 100`, "34567"],
        [`BETWEEN #a ${at(2)} ${at(8)} 2`, "34"],
        [`BETWEEN #a ${at(8)} ${at(2)} 2`, "67"],
        [`BETWEEN #a ${at(4)} ${at(4)} 2`, ""],
        [`between #A ${at(2)} ${at(4)} 2`, "3"],
      ]
    ) assertEquals(ask(ann, query), texts, query);
  });
}

Deno.test("a timestamp leaves out all that happened in its millisecond", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  ann.enable(...READER);
  ann.send("PRIVMSG #a :1", "PRIVMSG #a :2");
  const time = new Date(network.at).toISOString();
  assertEquals(ask(ann, `AFTER #a timestamp=${time} 9`), "");
  assertEquals(ask(ann, `BEFORE #a timestamp=${time} 9`), "");
  const before = new Date(network.at - 1).toISOString();
  assertEquals(ask(ann, `AFTER #a timestamp=${before} 9`), "12");
});

Deno.test("history comes in a batch with its msgids, times and tags as they were, under the label", () => {
  const { ann, bob, said } = nine("account-tag", "labeled-response");
  bob.enable("message-tags");
  bob.send("@+x=y PRIVMSG #a :10");
  const [last] = ann.take();
  const lines = ann.send("@label=l CHATHISTORY LATEST #A * 2");
  const [, reference] = /BATCH \+(\S+)/.exec(lines[0]) ?? [];
  assertEquals(lines.slice(1, -1), [
    `@batch=${reference};${said[8].slice(1)}`,
    `@batch=${reference};${last.slice(1)}`,
  ]);
  assertEquals(withoutTimes([lines[0], lines[3]]), [
    `@label=l :irc.test BATCH +${reference} chathistory #a`,
    `:irc.test BATCH -${reference}`,
  ]);
});

Deno.test("the batch is there where it has nothing in it", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  ann.enable("draft/chathistory", "batch");
  const [opens, closes, ...others] = ann.send("CHATHISTORY LATEST #a * 9");
  assertEquals([opens, closes], [
    ":irc.test BATCH +1 chathistory #a",
    ":irc.test BATCH -1",
  ]);
  assertEquals(others, []);
});

Deno.test("the batch says that it is the last one where there is no more in the direction that is asked for", () => {
  const { ann, said } = nine();
  const isLast = (query: string) => {
    const [first] = ann.send(`CHATHISTORY ${query}`);
    return first.startsWith("@draft/chathistory-end;");
  };
  const fifth = `msgid=${idOf(said[4])}`;
  assertEquals(isLast("LATEST #a * 8"), false);
  assertEquals(isLast("LATEST #a * 9"), true);
  assertEquals(isLast(`BEFORE #a ${fifth} 3`), false);
  assertEquals(isLast(`BEFORE #a ${fifth} 4`), true);
  assertEquals(isLast(`AFTER #a ${fifth} 3`), false);
  assertEquals(isLast(`AFTER #a ${fifth} 4`), true);
  assertEquals(isLast(`AROUND #a ${fifth} 100`), false);
});

Deno.test("a client without batches gets the lines alone", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  ann.send("PRIVMSG #a :hi");
  ann.enable("draft/chathistory");
  assertEquals(ann.send("CHATHISTORY LATEST #a * 9"), [
    ":ann!~ann@192.0.2.1 PRIVMSG #a :hi",
  ]);
});

for (
  const [given, answer] of [
    ["", "INVALID_PARAMS * :Unknown command"],
    ["OLDEST #a * 1", "INVALID_PARAMS OLDEST :Unknown command"],
    ["LATEST #a *", "INVALID_PARAMS LATEST :Insufficient parameters"],
    ["latest #a * 1 2", "INVALID_PARAMS LATEST :Too many parameters"],
    ["BETWEEN #a * 1", "INVALID_PARAMS BETWEEN :Insufficient parameters"],
    ["TARGETS * 1", "INVALID_PARAMS TARGETS :Insufficient parameters"],
    ["LATEST #a * 0", "INVALID_PARAMS LATEST 0 :Invalid limit"],
    ["LATEST #a * x", "INVALID_PARAMS LATEST x :Invalid limit"],
    ["LATEST #a * -1", "INVALID_PARAMS LATEST -1 :Invalid limit"],
    [
      "BEFORE #a timestamp=2026-02-30T00:00:00.000Z 1",
      "INVALID_PARAMS BEFORE timestamp=2026-02-30T00:00:00.000Z :Invalid timestamp",
    ],
    [
      "BEFORE #a timestamp=x 1",
      "INVALID_PARAMS BEFORE timestamp=x :Invalid timestamp",
    ],
    ["BEFORE #a msgid=x 1", "INVALID_PARAMS BEFORE msgid=x :Invalid msgid"],
    [
      "BEFORE #a * 1",
      "INVALID_MSGREFTYPE BEFORE #a :References are timestamp=... and msgid=...",
    ],
    [
      "AFTER #a id=x 1",
      "INVALID_MSGREFTYPE AFTER #a :References are timestamp=... and msgid=...",
    ],
    [
      "LATEST #none * 1",
      "INVALID_TARGET LATEST #none :Messages could not be retrieved",
    ],
    [
      "TARGETS msgid=0mjw3xmo0000-hs00 timestamp=2026-01-01T00:00:00.000Z 1",
      "INVALID_PARAMS TARGETS msgid=0mjw3xmo0000-hs00 :Invalid timestamp",
    ],
  ]
) {
  Deno.test(`CHATHISTORY ${given} is refused: ${answer}`, () => {
    const network = new TestNetwork();
    const [ann] = network.channel("#a", "ann");
    ann.enable("draft/chathistory");
    assertEquals(ann.send(`CHATHISTORY ${given}`), [
      `:irc.test FAIL CHATHISTORY ${answer}`,
    ]);
  });
}

Deno.test("what cannot be read now is refused with MESSAGE_ERROR", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  ann.enable("draft/chathistory");
  Object.assign(network.archive, { read: () => null });
  for (const query of ["LATEST #a *", "AROUND #a msgid=0mjw3xmo0000-hs00"]) {
    assertEquals(ann.send(`CHATHISTORY ${query} 9`), [
      `:irc.test FAIL CHATHISTORY MESSAGE_ERROR ${
        query.split(" ")[0]
      } #a :Messages could not be retrieved`,
    ]);
  }
});

Deno.test("ISUPPORT tells the most messages that are given, and how they are referred to; no more are given", () => {
  const history = { ...DEFAULT_HISTORY_RULES, page: 3 };
  const network = new TestNetwork({ history });
  const client = network.connect();
  const welcome = client.send("NICK ann", "USER ann 0 * :x").join(" ");
  assert(welcome.includes(" CHATHISTORY=3 "), welcome);
  assert(welcome.includes(" MSGREFTYPES=msgid,timestamp "), welcome);
  client.send("JOIN #a");
  for (const text of "12345") client.send(`PRIVMSG #a :${text}`);
  client.enable(...READER);
  assertEquals(ask(client, "LATEST #a * 100"), "345");
});

Deno.test("pages are full where others' lines are between: of some ranks, or of a kind that is not shown", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  ann.enable("message-tags");
  for (let index = 0; index < 50; index++) {
    ann.send(`PRIVMSG #a :${index};`);
    for (const _ of "1234567") ann.send("PRIVMSG @#a :ops;");
    ann.send("@+draft/react=x TAGMSG #a", "MODE #a +m", "MODE #a -m");
  }
  bob.enable(...READER);
  assertEquals(ask(bob, "LATEST #a * 5"), "45;46;47;48;49;");
  bob.enable("draft/event-playback");
  const lines = bob.send("CHATHISTORY LATEST #a * 8").slice(1, -1);
  assertEquals(lines.length, 8);
  assertEquals(lines.join().includes("ops"), false);
});

Deno.test("without draft/event-playback, what is no PRIVMSG or NOTICE is left out", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  ann.enable(...READER, "draft/channel-rename", "draft/message-redaction");
  ann.send(
    "TOPIC #a :Tea",
    "PRIVMSG #a :hi",
    "@+x=y TAGMSG #a",
    "MODE #a +m",
    "RENAME #a #b",
    "NICK anna",
    "NOTICE #b :ho",
  );
  const lines = ann.send("CHATHISTORY LATEST #b * 100").slice(1, -1);
  assertEquals(lines.length, 2);
  assertEquals(textsIn(lines), ["hi", "ho"]);
});

Deno.test("with draft/event-playback, all that happened is shown, as far as the client knows it, on the channel as it is called now", () => {
  const network = new ChannelNetwork();
  const ann = network.person("ann");
  const bob = network.person("bob");
  ann.send("JOIN #a", "TOPIC #a :Tea");
  bob.send("JOIN #a", "NICK bert", "PART #a :bye", "JOIN #a", "QUIT");
  ann.send("RENAME #a #b :why", "@+x=y TAGMSG #b");
  ann.enable("message-tags");
  ann.send("@+x=y TAGMSG #b", "MODE #b +m", "KICK #b ann :out", "JOIN #b");
  const shown = () => {
    const lines = ann.send("CHATHISTORY LATEST #b * 100");
    return withoutTimes(lines).map((line) =>
      line.replace(/^@batch=\S+ /, "").replace(/^@(?:batch=\S+?;)/, "@")
    );
  };
  ann.enable("draft/chathistory", "draft/event-playback");
  ann.send("CAP REQ -message-tags");
  const BERT = ":bert!~bob@192.0.2.1";
  const plain = [
    ":ann!~ann@192.0.2.1 JOIN #b",
    ":irc.test MODE #b +q ann",
    ":ann!~ann@192.0.2.1 TOPIC #b :Tea",
    ":bob!~bob@192.0.2.1 JOIN #b",
    ":bob!~bob@192.0.2.1 NICK bert",
    `${BERT} PART #b :bye`,
    `${BERT} JOIN #b`,
    `${BERT} QUIT :Quit`,
    ":ann!~ann@192.0.2.1 MODE #b +m",
    ":ann!~ann@192.0.2.1 KICK #b ann :out",
    ":ann!~ann@192.0.2.1 JOIN #b",
    ":irc.test MODE #b +q ann",
  ];
  assertEquals(shown(), plain);
  ann.enable("extended-join", "draft/channel-rename", "message-tags");
  assertEquals(
    shown(),
    plain.flatMap((line) => {
      if (line.includes("MODE #b +m")) {
        return [
          ":ann!~ann@192.0.2.1 RENAME #a #b :why",
          "@+x=y :ann!~ann@192.0.2.1 TAGMSG #b",
          line,
        ];
      }
      const [, nick] = /^:(\w+)!.* JOIN/.exec(line) ?? [];
      const account = nick === "ann" ? "ann" : "bob";
      return nick === undefined
        ? [line]
        : [`${line} ${account} :Real ${account}`];
    }),
  );
});

Deno.test("a reaction stands behind its message, marked as its context, and does not count; alone, where the message is not shown", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  ann.enable(...READER, "echo-message", "draft/event-playback");
  const [first] = ann.send("PRIVMSG #a :first");
  ann.send("PRIVMSG #a :second");
  ann.send(`@+draft/react=x;+draft/reply=${idOf(first)} TAGMSG #a`);
  ann.send("PRIVMSG #a :third");
  const tag = `+draft/react=x;+draft/reply=${idOf(first)}`;
  const lines = (query: string) =>
    withoutTimes(ann.send(`CHATHISTORY ${query}`).slice(1, -1)).map((line) =>
      line.replace(/batch=\w+;?/, "").replace("@ ", "").split(" ")
        .filter((word) => !word.startsWith(":ann!")).join(" ")
    );
  const all = [
    "PRIVMSG #a :first",
    `@draft/chathistory-context;${tag} TAGMSG #a`,
    "PRIVMSG #a :second",
    "PRIVMSG #a :third",
  ];
  const isMarked = (line: string) => line.includes("context");
  assertEquals(lines("LATEST #a * 4"), ["JOIN #a", ...all]);
  assertEquals(lines("LATEST #a * 3"), all);
  assertEquals(lines(`AROUND #a msgid=${idOf(first)} 4`), ["JOIN #a", ...all]);
  assertEquals(lines(`AFTER #a msgid=${idOf(first)} 2`), [
    all[2],
    `@${tag} TAGMSG #a`,
  ]);
  assertEquals(lines("LATEST #a * 2"), [`@${tag} TAGMSG #a`, all[3]]);
  // What is shown as context is not shown by the next page once more.
  const before = "timestamp=2000-01-01T00:00:00.000Z";
  assertEquals(lines(`AFTER #a ${before} 3`).filter(isMarked), []);
  assertEquals(lines(`AFTER #a ${before} 4`), ["JOIN #a", ...all]);
});

Deno.test("what was taken back does not count", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  const caps = ["draft/event-playback", "draft/message-redaction"] as const;
  ann.enable(...READER, "echo-message", ...caps);
  ann.send("PRIVMSG #a :stays");
  for (const text of ["1", "2", "3"]) {
    const [told] = ann.send(`PRIVMSG #a :${text}`);
    ann.send(`REDACT #a ${idOf(told)}`);
  }
  assertEquals(ask(ann, "LATEST #a * 1"), "stays");
});

Deno.test("a message of several lines is a batch within the batch, or single lines with one msgid", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  ann.enable("batch", "draft/multiline", "message-tags", "draft/chathistory");
  ann.send(
    "BATCH +x draft/multiline #a",
    "@batch=x PRIVMSG #a :one",
    "@batch=x;draft/multiline-concat PRIVMSG #a : and",
    "@batch=x PRIVMSG #a :two",
    "BATCH -x",
  );
  const lines = ann.send("CHATHISTORY LATEST #a * 1");
  const id = idOf(lines[1]);
  const ANN = ":ann!~ann@192.0.2.1";
  assertEquals(lines.slice(1, -1), [
    `@batch=1;msgid=${id} ${ANN} BATCH +${id} draft/multiline #a`,
    `@batch=${id} ${ANN} PRIVMSG #a :one`,
    `@batch=${id};draft/multiline-concat ${ANN} PRIVMSG #a : and`,
    `@batch=${id} ${ANN} PRIVMSG #a :two`,
    `@batch=1 ${ANN} BATCH -${id}`,
  ]);
  ann.send("CAP REQ -draft/multiline");
  assertEquals(ann.send("CHATHISTORY LATEST #a * 1").slice(1, -1), [
    `@batch=2;msgid=${id} ${ANN} PRIVMSG #a :one`,
    `@batch=2 ${ANN} PRIVMSG #a : and`,
    `@batch=2 ${ANN} PRIVMSG #a :two`,
  ]);
});

Deno.test("each line of a message of several has the time at which it was said, for whoever reads it", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  ann.enable("batch", "draft/multiline");
  bob.enable("server-time", "batch");
  const time = new Date(network.at).toISOString();
  ann.send(
    "BATCH +x draft/multiline #a",
    "@batch=x PRIVMSG #a :one",
    "@batch=x PRIVMSG #a :two",
    "BATCH -x",
  );
  assertEquals(bob.take().map(timeOf), [time, time]);
  network.pass(5000);
  const query = "CHATHISTORY LATEST #a * 1";
  assertEquals(bob.send(query).slice(1, -1).map(timeOf), [time, time]);
  bob.enable("draft/multiline");
  assertEquals(
    bob.send(query).slice(1, -1).map(timeOf),
    [time, time, time, time],
  );
});

Deno.test("what was relayed for somebody, or said by a bot, is shown as it was", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  ann.enable(...READER, "draft/relaymsg", "echo-message");
  ann.send("MODE ann +B");
  const told = [
    ...ann.send("RELAYMSG #a away/x :hello"),
    ...ann.send("PRIVMSG #a :beep"),
  ];
  const lines = ann.send("CHATHISTORY LATEST #a * 9").slice(1, -1);
  assertEquals(
    lines.map((line) => line.replace(/batch=\w+;/, "")),
    told.map((line) => line.replace("@label", "@")),
  );
});

Deno.test("a page ends early where it would be too long for who gets it, and the next goes on there", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  for (let index = 0; index < 900; index++) {
    ann.send(`PRIVMSG #a :${String(index).padStart(400, "x")}`);
  }
  ann.enable(...READER);
  const lines = ann.send("CHATHISTORY LATEST #a * 1000");
  const bytes = lines.join("").length;
  assert(bytes > 100_000 && bytes < 400_000, String(bytes));
  assertEquals(lines[0].includes("draft/chathistory-end"), false);
  const before = `msgid=${idOf(lines[1])}`;
  const rest = ann.send(`CHATHISTORY BEFORE #a ${before} 1000`);
  assertEquals(textsIn(lines).length + textsIn(rest).length, 900);
});

Deno.test("reading costs by what is read, and by what is sent", () => {
  const { ann, network } = nine();
  const cost = (query: string) => {
    ann.send(`CHATHISTORY ${query}`);
    return network.core.work;
  };
  const [one, nineOfThem] = [cost("LATEST #a * 1"), cost("LATEST #a * 9")];
  assert(one > LINE_WORK, String(one));
  assert(nineOfThem - one >= 8 * 9, String(nineOfThem - one));
});

Deno.test("TARGETS lists channels and people by the latest message, in the direction that is asked for", () => {
  const network = new ChannelNetwork();
  const ann = network.person("ann");
  const [bob, cat] = [network.person("bob"), network.person("cat")];
  ann.send("JOIN #a,#b,#empty");
  const times: string[] = [];
  const say = (client: TestClient, line: string) => {
    network.pass(1000);
    times.push(new Date(network.at).toISOString());
    client.send(line);
  };
  say(ann, "PRIVMSG #a :1");
  say(cat, "PRIVMSG ann :2");
  say(ann, "PRIVMSG #b :3");
  say(ann, "PRIVMSG bob :4");
  bob.send("@+x=y TAGMSG ann");
  ann.send("MODE #a +m");
  ann.enable("draft/chathistory", "batch", "message-tags");
  const targets = (from: string, to: string, limit: number) =>
    ann.send(`CHATHISTORY TARGETS timestamp=${from} timestamp=${to} ${limit}`)
      .slice(1, -1).map((line) => line.replace(/^@\S+ /, ""));
  const [early, late] = [
    "2020-01-01T00:00:00.000Z",
    "2030-01-01T00:00:00.000Z",
  ];
  const lineOf = (name: string, index: number) =>
    `:irc.test CHATHISTORY TARGETS ${name} ${times[index]}`;
  const all = [
    lineOf("#a", 0),
    lineOf("cat", 1),
    lineOf("#b", 2),
    lineOf("bob", 3),
  ];
  assertEquals(targets(early, late, 9), all);
  assertEquals(targets(late, early, 9), all);
  assertEquals(targets(early, late, 2), all.slice(0, 2));
  assertEquals(targets(late, early, 2), all.slice(2));
  assertEquals(targets(times[0], times[3], 9), all.slice(1, 3));
  assertEquals(targets(late, late, 9), []);
  cat.send("QUIT");
  ann.send("PART #b");
  assertEquals(targets(early, late, 9), [all[0], all[1], all[3]]);
});

Deno.test("TARGETS gives nicknames that lead to whom was spoken with, and nothing that may not be read", () => {
  const network = new ChannelNetwork();
  const [ann, cat] = [network.person("ann"), network.person("cat")];
  cat.send("NICK kitty", "PRIVMSG ann :hi");
  const names = (client: TestClient) => {
    client.enable("draft/chathistory");
    const range =
      "timestamp=2020-01-01T00:00:00.000Z timestamp=2030-01-01T00:00:00.000Z";
    return client.send(`CHATHISTORY TARGETS ${range} 9`)
      .map((line) => line.split(" ")[3]);
  };
  assertEquals(names(ann), ["kitty"]);
  const other = network.register("cat");
  assertEquals(names(ann), ["kitty"]);
  assertEquals(heard(ann, "kitty"), ["hi"]);
  other.send("JOIN #x", "PRIVMSG @#x :ops alone");
  const bob = network.person("bob");
  bob.send("JOIN #x");
  assertEquals(names(bob), []);
  bob.send("SILENCE +ann");
  ann.send("PRIVMSG bob :unheard");
  assertEquals(names(bob), []);
});

Deno.test("TARGETS is not led astray by those who are silenced", () => {
  const network = new ChannelNetwork();
  const [ann, bob, cat, eve] = (["ann", "bob", "cat", "eve"] as const)
    .map((name) => network.person(name));
  ann.send("PRIVMSG bob :heard");
  const time = new Date(network.at + 500).toISOString();
  network.pass(1000);
  bob.send("SILENCE +*!*@*");
  for (const client of [ann, cat, eve]) client.send("PRIVMSG bob :unheard");
  bob.enable("draft/chathistory");
  const targets = (first: string, second: string, limit: number) =>
    bob.send(
      `CHATHISTORY TARGETS timestamp=${first} timestamp=${second} ${limit}`,
    )
      .map((line) => line.split(" ")[3]);
  const [early, late] = [
    "2020-01-01T00:00:00.000Z",
    "2030-01-01T00:00:00.000Z",
  ];
  assertEquals(targets(late, early, 1), ["ann"]);
  assertEquals(targets(early, late, 1), ["ann"]);
  assertEquals(targets(early, time, 9), ["ann"]);
  assertEquals(targets(time, late, 9), []);
});

Deno.test("a limit may be any number", () => {
  const { ann } = nine();
  assertEquals(ask(ann, "LATEST #a * 2147483647"), "123456789");
  assertEquals(ask(ann, `LATEST #a * ${"9".repeat(400)}`), "123456789");
});
