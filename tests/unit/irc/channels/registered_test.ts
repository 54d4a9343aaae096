import { assert, assertEquals } from "@std/assert";
import { CHANNEL_MODES } from "../../../../src/irc/modes/index.ts";
import { ChannelNetwork, rankOf } from "../../../support/channel_people.ts";
import { channelChange, channelOf } from "../../../support/records.ts";
import {
  START,
  type TestClient,
  TestNetwork,
} from "../../../support/test_network.ts";

const ENTRY = { mask: "eve!*@*", setBy: "ann!~ann@192.0.2.1", setAt: START };

Deno.test("JOIN of a registered channel that nobody is on brings it back as it was", () => {
  const network = new ChannelNetwork();
  const ann = network.person("ann");
  ann.send("JOIN #A", "TOPIC #a :Hello", "MODE #a +mklj-t word 20 5:10");
  ann.send("MODE #a +beIg eve cat bob rude", "METADATA #a SET url :x.test");
  const shown = () => [
    ...ann.send("MODE #a", "MODE #a beIg", "TOPIC #a"),
    ...ann.send("METADATA #a LIST"),
  ];
  const before = shown();
  assertEquals(before[0], ":irc.test 324 ann #a +nrmklj word 20 5:10");
  assertEquals(before[1], ":irc.test 329 ann #a 1767225598");
  ann.send("PART #a");
  network.at += 90_000;
  const [join, mode, topic, by] = ann.send("JOIN #A");
  assertEquals([join, mode], [
    ":ann!~ann@192.0.2.1 JOIN #a",
    ":irc.test MODE #a +q ann",
  ]);
  assertEquals([topic, by], [
    ":irc.test 332 ann #a :Hello",
    ":irc.test 333 ann #a ann!~ann@192.0.2.1 1767225600",
  ]);
  const after = shown();
  assertEquals(
    after.map((line) => line.replace("+nmkljr", "+nrmklj")),
    before,
  );
});

Deno.test("a server that starts again has its registered channels", () => {
  const first = new ChannelNetwork();
  const ann = first.person("ann");
  ann.send("JOIN #a", "TOPIC #a :Hello", "MODE #a +b eve");
  const second = new TestNetwork({}, {}, first.store.read());
  const bob = second.register("bob");
  bob.take();
  assertEquals(bob.send("JOIN #a").slice(0, 4), [
    ":bob!~bob@192.0.2.1 JOIN #a",
    ":irc.test 332 bob #a :Hello",
    ":irc.test 333 bob #a ann!~ann@192.0.2.1 1767225600",
    ":irc.test 353 bob = #a :bob",
  ]);
  const eve = second.register("eve");
  eve.take();
  assertEquals(eve.send("JOIN #a"), [
    ":irc.test 474 eve #a :Cannot join channel (+b)",
  ]);
});

Deno.test("the first one on a registered channel is no operator, unless it is by rank", () => {
  const network = new ChannelNetwork({ ranks: [rankOf("cat", "h")] });
  const names = (client: TestClient) => {
    client.take();
    return client.send("NAMES #a")[0];
  };
  const bob = network.person("bob");
  bob.send("JOIN #a");
  assertEquals(names(bob), ":irc.test 353 bob = #a :bob");
  bob.send("PART #a");
  const cat = network.person("cat");
  cat.send("JOIN #a");
  assertEquals(names(cat), ":irc.test 353 cat = #a :%cat");
  const root = network.operator("root");
  cat.send("PART #a");
  root.send("SAJOIN bob #a");
  assertEquals(names(bob), ":irc.test 353 bob = #a :bob");
});

Deno.test("the founder's rank comes with JOIN, and the others are told behind it", () => {
  const network = new ChannelNetwork();
  const bob = network.person("bob");
  bob.send("JOIN #a");
  bob.take();
  network.person("ann").send("JOIN #a");
  assertEquals(bob.take(), [
    ":ann!~ann@192.0.2.1 JOIN #a",
    ":irc.test MODE #a +q ann",
  ]);
});

Deno.test("ranks come with a login on the channel, and stay when that ends", () => {
  const network = new ChannelNetwork({ ranks: [rankOf("bob", "v")] });
  const [zoe, other] = [network.register("zoe"), network.register("other")];
  zoe.send("JOIN #a,#free");
  other.send("JOIN #a");
  zoe.take();
  network.logIn("zoe", "ann");
  network.logIn("other", "bob");
  assertEquals(zoe.take(), [
    ":irc.test MODE #a +q zoe",
    ":irc.test MODE #a +v other",
  ]);
  zoe.send("NS LOGOUT");
  assertEquals(zoe.send("NAMES #a")[0], ":irc.test 353 zoe = #a :~zoe +other");
});

for (
  const [what, lines] of [
    ["+i", ["MODE #a +i"]],
    ["+k", ["MODE #a +k word"]],
    ["+l", ["MODE #a +l 1"]],
    ["+j", ["MODE #a +j 1:100", "PART #a", "JOIN #a"]],
    ["+b", ["MODE #a +b *!*@*"]],
    ["+b a:", ["MODE #a +b a:*"]],
  ] as const
) {
  Deno.test(`${what} keeps neither the founder out nor half operators for good`, () => {
    const network = new ChannelNetwork({
      ranks: [rankOf("cat", "h"), rankOf("bob", "v")],
    });
    const root = network.operator("root");
    root.send("JOIN #a", "SAMODE #a +o root", ...lines, "SAMODE #a +o root");
    const isLetIn = (person: "ann" | "bob" | "cat" | "eve") =>
      network.person(person).send("JOIN #a")[0].includes(" JOIN #a");
    assertEquals(isLetIn("ann"), true);
    assertEquals(isLetIn("cat"), true);
    assertEquals(isLetIn("bob"), what === "+i");
    assertEquals(isLetIn("eve"), false);
  });
}

Deno.test("a mode that keeps others out does so while nobody is there", () => {
  const network = new ChannelNetwork({ modes: { i: "", k: "word" } });
  const eve = network.person("eve");
  assertEquals(eve.send("JOIN #a word"), [
    ":irc.test 473 eve #a :Cannot join channel (+i)",
  ]);
  const { channels } = network.core.network;
  assertEquals(channels.size, 0);
  const root = network.operator("root");
  root.take();
  root.send("SAJOIN eve #a");
  assertEquals(eve.take().at(0), ":eve!~eve@192.0.2.1 JOIN #a");
});

Deno.test("account bans and exceptions, +R and +M hold for registered accounts", () => {
  const network = new ChannelNetwork({ ranks: [] });
  const ann = network.person("ann");
  const [bob, cat] = [network.person("bob"), network.person("cat")];
  const zoe = network.register("zoe");
  zoe.take();
  ann.send("JOIN #a", "MODE #a +RM");
  assertEquals(zoe.send("JOIN #a")[0].split(" ")[1], "477");
  bob.send("JOIN #a");
  ann.send("MODE #a -R");
  zoe.send("JOIN #a");
  assertEquals(zoe.send("PRIVMSG #a :hi")[0].split(" ")[1], "404");
  bob.take();
  assertEquals(bob.send("PRIVMSG #a :hi"), []);
  ann.send("MODE #a +b a:c*", "MODE #a +e a:cat");
  cat.send("JOIN #a");
  assertEquals(cat.send("PRIVMSG #a :hi"), []);
  ann.send("MODE #a -e a:cat");
  cat.take();
  assertEquals(cat.send("PRIVMSG #a :hi")[0].split(" ")[1], "404");
  cat.send("PART #a");
  assertEquals(cat.send("JOIN #a")[0].split(" ")[1], "474");
  ann.send("MODE #a +iI a:bob", "MODE #a -b a:c*");
  bob.send("PART #a");
  assertEquals(bob.send("JOIN #a")[0], ":bob!~bob@192.0.2.1 JOIN #a");
  assertEquals(cat.send("JOIN #a")[0].split(" ")[1], "473");
});

Deno.test("each change of a registered channel is written, and it is said where it cannot be", () => {
  const network = new ChannelNetwork({}, { pingIntervalMs: 1_000_000 });
  const ann = network.person("ann");
  ann.send("JOIN #a");
  const stored = () => {
    const found = network.store.read().find(({ kind }) => kind === "channel");
    return JSON.stringify(found?.value);
  };
  for (
    const line of [
      "MODE #a +m",
      "MODE #a +k word",
      "MODE #a +b eve",
      "MODE #a -b eve",
      "TOPIC #a :Hello",
      "TOPIC #a :",
      "METADATA #a SET url :x.test",
      "METADATA #a CLEAR",
    ]
  ) {
    const before = stored();
    network.canWrite = false;
    ann.take();
    assert(ann.send(line).some((line) => line.includes("cannot be saved")));
    network.canWrite = true;
    network.pass(31_000);
    assert(stored() !== before, line);
  }
});

Deno.test("nothing is stored for ranks of the moment, nor for channels that are not registered", () => {
  const network = new ChannelNetwork();
  const [ann, bob] = [network.person("ann"), network.person("bob")];
  for (const client of [ann, bob]) client.send("JOIN #a,#b");
  network.answers = false;
  ann.send("MODE #a +o bob", "MODE #b +mbk eve word", "TOPIC #b :Hello");
  ann.send("METADATA #b SET url :x.test", "MODE #a n", "MODE #a +n");
  assertEquals(network.asked, []);
  ann.send("TOPIC #a :Hello");
  assertEquals(network.asked.map(({ kind }) => kind), ["store"]);
});

Deno.test("every mode that users set is kept", () => {
  const params: Readonly<Record<string, string>> = {
    f: "#b",
    H: "50:2h",
    j: "3:5",
    k: "word",
    l: "5",
    b: "eve!*@*",
    e: "eve!*@*",
    I: "eve!*@*",
    g: "eve!*@*",
  };
  for (const { letter, setter } of CHANNEL_MODES) {
    if (setter === "server") continue;
    const network = new ChannelNetwork({ modes: {} });
    const root = network.operator("root");
    network.person("ann").send("JOIN #a,#b");
    root.send(`SAMODE #a +${letter} ${params[letter] ?? ""}`);
    const { lists, modes } = network.recordOf();
    const kept = lists[letter]?.[0].mask ?? modes[letter];
    assertEquals(kept, params[letter] ?? "", letter);
  }
});

Deno.test("a channel with its lists comes back whole from what is stored", () => {
  const record = channelOf("#z", "zoe", {
    lists: { b: [ENTRY], I: [ENTRY] },
    metadata: { url: "x.test" },
    modes: { n: "", k: "word" },
  });
  const network = new TestNetwork({}, {}, [channelChange(record)]);
  const bob = network.register("bob");
  bob.send("JOIN #z word");
  const { channels, records } = network.core.network;
  const channel = channels.get("#z");
  assertEquals(Object.fromEntries(channel?.lists ?? []), record.lists);
  assertEquals([...channel?.modes ?? []], [["n", ""], ["k", "word"], [
    "r",
    "",
  ]]);
  bob.send("PART #z");
  // That somebody was on it is kept once an hour.
  assertEquals(records.channels.get("#z"), record);
});

Deno.test("+f leads to a registered channel that nobody is on, though it was gone meanwhile", () => {
  const network = new ChannelNetwork();
  const root = network.operator("root");
  const ann = network.person("ann");
  ann.send("JOIN #a");
  root.send("JOIN #b", "MODE #b +i", "SAMODE #b +f #a");
  ann.send("PART #a");
  const bob = network.person("bob");
  assertEquals(bob.send("JOIN #b").slice(0, 2), [
    ":irc.test 470 bob #b #a :Forwarding to another channel",
    ":bob!~bob@192.0.2.1 JOIN #a",
  ]);
});

Deno.test("a forward that is kept leads to a registered channel alone: others may be of anybody", () => {
  const records = [
    channelChange(channelOf("#a", "ann", { modes: { i: "", f: "#b" } })),
    channelChange(channelOf("#c", "ann", { modes: { i: "", f: "#a" } })),
  ];
  const network = new TestNetwork({}, {}, records);
  const [eve, bob] = [network.register("eve"), network.register("bob")];
  eve.send("JOIN #b");
  bob.take();
  assertEquals(bob.send("JOIN #a"), [
    ":irc.test 473 bob #a :Cannot join channel (+i)",
  ]);
  assertEquals(bob.send("JOIN #c"), [
    ":irc.test 470 bob #c #a :Forwarding to another channel",
    ":irc.test 473 bob #a :Cannot join channel (+i)",
  ]);
});

Deno.test("a channel that is registered while its record is not written yet agrees with it in the end", () => {
  for (const canWrite of [true, false]) {
    const network = new ChannelNetwork();
    const [bob, cat] = [network.person("bob"), network.person("cat")];
    bob.send("JOIN #b", "MODE #b -t");
    cat.send("JOIN #b");
    network.answers = false;
    bob.send("CS REGISTER #b");
    cat.send("TOPIC #b :Meanwhile");
    network.answers = true;
    network.canWrite = canWrite;
    network.answer();
    network.canWrite = true;
    cat.take();
    assertEquals(
      cat.send("MODE #b")[0].split(" ").at(-1),
      canWrite ? "+nr" : "+n",
    );
    const { channels } = network.core.network.records;
    assertEquals(
      channels.get("#b")?.topic?.text,
      canWrite ? "Meanwhile" : undefined,
    );
  }
});

Deno.test("a channel whose founder's account is deleted goes on, and is registered no more", () => {
  const network = new ChannelNetwork();
  const [ann, bob] = [network.person("ann"), network.person("bob")];
  bob.send("JOIN #a");
  const code = ann.send("NS DROP")[1].split(" ").at(-1);
  bob.take();
  ann.send(`NS DROP ann ${code}`);
  assert(bob.take().includes(":irc.test MODE #a -r"));
  assertEquals(network.core.network.records.channels.size, 0);
});

Deno.test("a suspended account keeps its channels, and its ranks are there when it comes back", () => {
  const network = new ChannelNetwork();
  const root = network.operator("root");
  root.send("NS SUSPEND ann spam");
  assertEquals(network.recordOf().founder, "ann");
  root.send("NS UNSUSPEND ann");
  const ann = network.person("ann");
  assertEquals(ann.send("JOIN #a")[1], ":irc.test MODE #a +q ann");
});

Deno.test("nobody registers an account whose name a channel knows: it stood in the configuration", () => {
  const network = new TestNetwork({}, {}, [
    channelChange(channelOf("#a", "gone", { ranks: [rankOf("rank", "o")] })),
  ]);
  for (const name of ["gone", "rank"]) {
    const client = network.register(name);
    client.take();
    const [line] = client.send("REGISTER * * sesame-sesame");
    assert(line.includes("ACCOUNT_EXISTS"), line);
  }
});

Deno.test("ISUPPORT and 319 tell of a registered channel as of others", () => {
  const network = new ChannelNetwork();
  const [ann, bob] = [network.person("ann"), network.person("bob")];
  ann.send("JOIN #a");
  const whois = bob.send("WHOIS ann").find((line) => line.includes(" 319 "));
  assertEquals(whois, ":irc.test 319 bob ann :~#a");
});
