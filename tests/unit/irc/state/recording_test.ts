import { assertEquals, assertNotEquals } from "@std/assert";
import type { HistoryEvent } from "../../../../src/irc/state/archive.ts";
import { DEFAULT_HISTORY_RULES } from "../../../../src/irc/names/history_rules.ts";
import { ChannelNetwork } from "../../../support/channel_people.ts";
import { tellChanServ } from "../../../support/talking.ts";
import { TestNetwork } from "../../../support/test_network.ts";

function linesOf(events: readonly HistoryEvent[]): string[] {
  return events.map(({ command, params, source, text }) =>
    [`:${source}`, command, ...params, ...text === null ? [] : [`:${text}`]]
      .join(" ")
  );
}

/** Gives what a network has kept, each with the least rank that reads it. */
function kept({ archive }: TestNetwork): string[] {
  const events = archive.all().map(({ event }) => event);
  return linesOf(events).map((line, index) => {
    const { leastRank } = events[index];
    return leastRank === 0 ? line : `${leastRank} ${line}`;
  });
}

/** Gives where it was kept. */
function conversations({ archive }: TestNetwork): Set<string> {
  return new Set(archive.all().map(({ conversation }) => conversation));
}

const ANN = ":ann!~ann@192.0.2.1";
const BOB = ":bob!~bob@192.0.2.1";

Deno.test("what happens on a channel is kept in its order, each thing with its msgid and time", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  ann.send("MODE #a +m", "TOPIC #a :Tea", "PRIVMSG #a :hi", "NOTICE #a :ho");
  bob.send("NICK bert", "PART #a :bye", "JOIN #a", "NICK bob");
  ann.send("RENAME #a #b :moved", "KICK #b bob :out");
  bob.send("JOIN #b", "QUIT :gone");
  assertEquals(kept(network), [
    `${ANN} JOIN #a :Real ann`,
    `${BOB} JOIN #a :Real bob`,
    `${ANN} MODE #a +m`,
    `${ANN} TOPIC #a :Tea`,
    `${ANN} PRIVMSG #a :hi`,
    `${ANN} NOTICE #a :ho`,
    `${BOB} NICK bert`,
    // Under +m, what may not be said is not said.
    ":bert!~bob@192.0.2.1 PART #a",
    ":bert!~bob@192.0.2.1 JOIN #a :Real bob",
    ":bert!~bob@192.0.2.1 NICK bob",
    `${ANN} RENAME #a #b :moved`,
    `${ANN} KICK #b bob :out`,
    `${BOB} JOIN #b :Real bob`,
    `${BOB} QUIT :Quit`,
  ]);
  assertEquals(conversations(network).size, 1);
});

Deno.test("tags alone are kept with what they are about, to be seen writing is not", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  ann.enable("message-tags");
  ann.send(
    "@+typing=active TAGMSG #a",
    "@+draft/typing=active TAGMSG #a",
    "TAGMSG #a",
    "@+draft/react=:);+draft/reply=abc TAGMSG #a",
    "@+draft/reply=abc PRIVMSG #a :yes",
  );
  const events = network.archive.all().map(({ event }) => event).slice(1);
  assertEquals(
    events.map(({ clientTags, command, parent }) => [
      command,
      clientTags,
      parent,
    ]),
    [
      ["TAGMSG", "+draft/react=:);+draft/reply=abc", "abc"],
      ["PRIVMSG", "+draft/reply=abc", null],
    ],
  );
});

Deno.test("a message of several lines is kept as one", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  ann.enable("batch", "draft/multiline", "message-tags");
  ann.send(
    "BATCH +x draft/multiline #a",
    "@batch=x PRIVMSG #a :one",
    "@batch=x;draft/multiline-concat PRIVMSG #a : and",
    "@batch=x PRIVMSG #a :two",
    "BATCH -x",
  );
  const event = network.archive.all().at(-1)?.event;
  assertEquals(event?.text, "one and\ntwo");
  assertEquals(event?.lines, [
    { text: "one", isConcat: false },
    { text: " and", isConcat: true },
    { text: "two", isConcat: false },
  ]);
});

Deno.test("what some ranks alone got is kept for these", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann", "bob");
  ann.send("PRIVMSG @#a :ops", "PRIVMSG +#a :voices");
  assertEquals(kept(network).slice(2), [
    `3 ${ANN} PRIVMSG @#a :ops`,
    `1 ${ANN} PRIVMSG +#a :voices`,
  ]);
});

Deno.test("under +u, who comes and goes unseen is kept for those who see it, and what it does for all without its name", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  ann.send("MODE #a +u-t");
  const cat = network.register("cat");
  cat.send("JOIN #a", "TOPIC #a :Tea", "NICK cate", "PART #a");
  bob.send("QUIT :bye");
  ann.send("MODE #a +v ann", "NICK anna");
  assertEquals(kept(network).slice(2), [
    `${ANN} MODE #a +u-t`,
    "2 :cat!~cat@192.0.2.1 JOIN #a :Real cat",
    ":irc.test TOPIC #a :Tea",
    "2 :cat!~cat@192.0.2.1 NICK cate",
    "2 :cate!~cat@192.0.2.1 PART #a",
    `2 ${BOB} QUIT :Quit: bye`,
    `${ANN} MODE #a +v ann`,
    `${ANN} NICK anna`,
  ]);
});

Deno.test("private messages of both directions are kept together, whoever is called how", () => {
  const network = new ChannelNetwork();
  const [ann, bob] = [network.person("ann"), network.person("bob")];
  ann.send("PRIVMSG bob :one");
  bob.send("NICK bert", "PRIVMSG ann :two");
  ann.send("PRIVMSG ann :self");
  assertEquals(kept(network), [
    `${ANN} PRIVMSG bob :one`,
    ":bert!~bob@192.0.2.1 PRIVMSG ann :two",
    `${ANN} PRIVMSG ann :self`,
  ]);
  assertEquals([...conversations(network)], [
    "=bob account.ann",
    "account.ann account.ann",
  ]);
});

Deno.test("what is said to who silences it is kept for its author alone, and what is refused is not kept", () => {
  const network = new ChannelNetwork({}, {});
  const [ann, bob] = [network.person("ann"), network.register("bob")];
  bob.send("SILENCE +ann");
  ann.send("PRIVMSG bob :unheard");
  bob.send("SILENCE -ann", "MODE bob +g");
  ann.send("PRIVMSG bob :refused", "PRIVMSG nobody :refused");
  assertEquals(kept(network), [`255 ${ANN} PRIVMSG bob :unheard`]);
});

Deno.test("what is told to a service, or to everybody, is not kept", () => {
  const network = new TestNetwork();
  const root = network.operator("root");
  root.send("PRIVMSG NickServ :HELP", "NOTICE $$irc.test :hello");
  assertEquals(kept(network), []);
});

Deno.test("a registered channel has the same history under every name, and another one than before, which is gone", () => {
  const network = new ChannelNetwork({}, {});
  const ann = network.person("ann");
  const said = () =>
    network.archive.all().filter(({ event }) => event.command === "PRIVMSG")
      .map(({ conversation, event }) => [conversation, event.text]);
  ann.send("JOIN #new", "PRIVMSG #new :before");
  const [[before]] = said();
  tellChanServ(ann, "REGISTER #new");
  const { party } = network.recordOf("#new");
  assertNotEquals(before, party);
  ann.send("PRIVMSG #new :one", "RENAME #new #other", "PRIVMSG #other :two");
  assertEquals(said(), [[party, "one"], [party, "two"]]);
});

Deno.test("a channel that is not registered is forgotten with its last member", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  ann.send("PRIVMSG #a :hi", "PART #a");
  assertEquals(kept(network).length, 4);
  bob.send("QUIT");
  assertEquals(kept(network), []);
});

Deno.test("private messages of who has no account are forgotten when it goes", () => {
  const network = new ChannelNetwork();
  const [ann, bob] = [network.person("ann"), network.person("bob")];
  const zoe = network.register("zoe");
  zoe.send("PRIVMSG ann :hi");
  ann.send("PRIVMSG zoe :ho", "PRIVMSG bob :stays");
  assertEquals(kept(network).length, 3);
  zoe.send("QUIT");
  bob.send("QUIT");
  assertEquals(kept(network), [`${ANN} PRIVMSG bob :stays`]);
});

Deno.test("what is lasting is what registered channels and accounts say", () => {
  const network = new ChannelNetwork();
  const lasting: (string | null)[] = [];
  const { archive } = network;
  const record = archive.record.bind(archive);
  Object.assign(archive, {
    record(
      ...[conversation, event, isLasting]: [string, HistoryEvent, boolean]
    ) {
      record(conversation, event);
      if (isLasting) lasting.push(event.text);
    },
  });
  const [ann, bob] = [network.person("ann"), network.person("bob")];
  const zoe = network.register("zoe");
  zoe.send("JOIN #z", "PRIVMSG #z :1", "PRIVMSG ann :2");
  ann.send("JOIN #a", "PRIVMSG #a :3", "PRIVMSG zoe :4", "PRIVMSG bob :5");
  bob.send("PRIVMSG ann :6");
  assertEquals(lasting, ["Real ann", null, "3", "5", "6"]);
});

for (
  const [setting, texts] of [
    ["enabled", []],
    ["unregistered", ["on #a", "to bob"]],
    ["private", ["on #a", "on #z"]],
  ] as const
) {
  Deno.test(`what the configuration keeps is kept, without ${setting}`, () => {
    const history = { ...DEFAULT_HISTORY_RULES, [setting]: false };
    const network = new ChannelNetwork({}, { history });
    const ann = network.person("ann");
    network.person("bob");
    network.register("zoe");
    ann.send("JOIN #a,#z", "PRIVMSG #a :on #a", "PRIVMSG #z :on #z");
    ann.send("PRIVMSG bob :to bob", "PRIVMSG zoe :to zoe");
    const said = network.archive.all().map(({ event }) => event)
      .filter(({ command }) => command === "PRIVMSG");
    assertEquals(said.map(({ text }) => text), [...texts]);
  });
}
