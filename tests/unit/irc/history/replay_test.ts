import { assertEquals } from "@std/assert";
import { DEFAULT_HISTORY_RULES } from "../../../../src/irc/names/history_rules.ts";
import { ChannelNetwork } from "../../../support/channel_people.ts";
import { textsIn } from "../../../support/history.ts";
import { tellChanServ, tellNickServ } from "../../../support/talking.ts";
import { type TestClient, TestNetwork } from "../../../support/test_network.ts";

/** A registered channel on which `1` to `5` were said, each an hour after the other. */
function five(replay = DEFAULT_HISTORY_RULES.replay) {
  const history = { ...DEFAULT_HISTORY_RULES, replay };
  const network = new ChannelNetwork({}, { history });
  const ann = network.person("ann");
  ann.send("JOIN #a");
  for (const text of "12345") {
    network.at += 3_600_000;
    ann.send(`PRIVMSG #a :${text}`);
  }
  return { network, ann };
}

/** Gives what is shown on joining, without dates. */
function joined(client: TestClient, channel = "#a"): string {
  client.send(`PART ${channel}`);
  return textsIn(client.send(`JOIN ${channel}`))
    .map((text) => text.replace(/^\[.*?\] /, "")).join("");
}

Deno.test("as the network has it, nothing is shown on joining", () => {
  const { network } = five();
  assertEquals(joined(network.person("bob")), "");
});

Deno.test("the configuration, the channel and the account say what is shown on joining, the account last", () => {
  const { ann, network } = five({ lines: 4, milliseconds: null });
  const bob = network.person("eve");
  assertEquals(joined(bob), "2345");
  tellChanServ(ann, "SET #a replay 2");
  assertEquals(joined(bob), "45");
  tellNickServ(bob, "SET replay 3");
  assertEquals(joined(bob), "345");
  tellNickServ(bob, "SET replay 150m");
  assertEquals(joined(bob), "345");
  tellNickServ(bob, "SET replay 1:150m");
  assertEquals(joined(bob), "5");
  tellNickServ(bob, "SET replay off");
  assertEquals(joined(bob), "");
  tellNickServ(bob, "SET replay default");
  tellChanServ(ann, "SET #a replay default");
  assertEquals(joined(bob), "2345");
});

for (const value of ["0", "2000", "soon", "1:"]) {
  Deno.test(`no replay is ${value}`, () => {
    const { ann } = five();
    const [told] = tellChanServ(ann, `SET #a replay ${value}`);
    assertEquals(
      told,
      "replay may be off or default or a number of lines, a time like 2h, or both like 50:2h.",
    );
  });
}

Deno.test("+H says what is shown on joining a channel that is not registered", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#b", "ann", "bob");
  for (const text of "123") ann.send(`PRIVMSG #b :${text}`);
  assertEquals(joined(bob, "#b"), "");
  ann.take();
  assertEquals(ann.send("MODE #b +H 2:1D"), [
    ":ann!~ann@192.0.2.1 MODE #b +H 2:1d",
  ]);
  assertEquals(joined(bob, "#b"), "23");
  ann.take();
  assertEquals(ann.send("MODE #b +H x")[0].split(" ")[1], "696");
  ann.send("MODE #b -H");
  assertEquals(joined(bob, "#b"), "");
});

Deno.test("a client that asks for history itself is shown nothing on joining", () => {
  const { network } = five({ lines: 4, milliseconds: null });
  const bob = network.person("bob").enable("draft/chathistory");
  assertEquals(joined(bob), "");
});

Deno.test("what is shown comes behind the names, in a batch where the client knows batches, with its time or its date", () => {
  const { network } = five({ lines: 1, milliseconds: null });
  const bob = network.person("bob");
  assertEquals(bob.send("JOIN #a").slice(-2), [
    ":irc.test 366 bob #a :End of /NAMES list",
    ":ann!~ann@192.0.2.1 PRIVMSG #a :[2026-01-01 05:00] 5",
  ]);
  const cat = network.person("cat").enable("batch", "server-time");
  const time = "time=2026-01-01T05:00:00.000Z";
  assertEquals(
    cat.send("JOIN #a").slice(-3).map((line) =>
      line.replace(/^(@(?:batch=1;)?time=)[^ ;]+ (?=:irc)/, "$1x ")
    ),
    [
      "@time=x :irc.test BATCH +1 chathistory #a",
      `@batch=1;${time} :ann!~ann@192.0.2.1 PRIVMSG #a :5`,
      "@time=x :irc.test BATCH -1",
    ],
  );
});

Deno.test("a topic that is shown is as it was, without a date", () => {
  const { ann } = five();
  ann.enable("draft/event-playback");
  ann.send("TOPIC #a :Tea");
  assertEquals(ann.send("HISTORY #a 1"), [
    ":ann!~ann@192.0.2.1 TOPIC #a :Tea",
  ]);
});

Deno.test("HISTORY shows what was said, by lines or time, and no CTCP that would be answered", () => {
  const { ann, network } = five();
  ann.send("PRIVMSG #a :\x01VERSION\x01", "PRIVMSG #a :\x01ACTION waves\x01");
  assertEquals(ann.send("HISTORY #a 3"), [
    ":ann!~ann@192.0.2.1 PRIVMSG #a :[2026-01-01 04:00] 4",
    ":ann!~ann@192.0.2.1 PRIVMSG #a :[2026-01-01 05:00] 5",
    ":ann!~ann@192.0.2.1 PRIVMSG #a :\x01ACTION [2026-01-01 05:00] waves\x01",
  ]);
  assertEquals(textsIn(ann.send("HISTORY #a 90m")).length, 3);
  assertEquals(textsIn(ann.send("HISTORY #a")).length, 6);
  ann.send("PRIVMSG ann :to myself");
  ann.take();
  assertEquals(textsIn(ann.send("HISTORY ann 1:1h")).length, 1);
  const bob = network.person("bob");
  assertEquals(bob.send("HISTORY #a"), [
    ":irc.test FAIL HISTORY INVALID_TARGET #a :Messages could not be retrieved",
  ]);
  for (const amount of ["soon", "1001", "99999"]) {
    assertEquals(ann.send(`HISTORY #a ${amount}`), [
      `:irc.test FAIL HISTORY INVALID_PARAMS ${amount} :Invalid limit`,
    ]);
  }
});

Deno.test("a founder says what is kept: for good, in memory alone, or nothing, and nothing of before either", () => {
  const { ann, network } = five();
  const lasting: (string | null)[] = [];
  const { archive } = network;
  const record = archive.record.bind(archive);
  Object.assign(archive, {
    record(...[where, event, isLasting]: Parameters<typeof archive.record>) {
      record(where, event, isLasting);
      if (isLasting) lasting.push(event.text);
    },
  });
  ann.send("PRIVMSG #a :6");
  tellChanServ(ann, "SET #a history ephemeral");
  ann.send("PRIVMSG #a :7");
  assertEquals(lasting, ["6"]);
  assertEquals(textsIn(ann.send("HISTORY #a")).length, 7);
  tellChanServ(ann, "SET #a history off");
  ann.send("PRIVMSG #a :8");
  assertEquals(ann.send("HISTORY #a"), []);
  tellChanServ(ann, "SET #a history on");
  ann.send("PRIVMSG #a :9");
  assertEquals(textsIn(ann.send("HISTORY #a")).length, 1);
});

Deno.test("a founder says how far back members read", () => {
  const { ann, network } = five();
  const bob = network.person("eve");
  bob.send("JOIN #a");
  ann.send("PRIVMSG #a :6");
  bob.take();
  const read = () => textsIn(bob.send("HISTORY #a")).length;
  assertEquals(read(), 6);
  tellChanServ(ann, "SET #a query-cutoff join-time");
  assertEquals(read(), 1);
  assertEquals(tellChanServ(ann, "GET #a query-cutoff"), [
    "query-cutoff is join-time",
  ]);
  tellChanServ(ann, "SET #a query-cutoff default");
  assertEquals(read(), 6);
});

Deno.test("an account says what is kept of its private messages, whoever of the two it is", () => {
  for (const chooser of ["ann", "eve"] as const) {
    const network = new ChannelNetwork();
    const clients = {
      ann: network.person("ann"),
      eve: network.person("eve"),
    };
    const talk = () => {
      clients.ann.send("PRIVMSG eve :hi");
      clients.eve.send("PRIVMSG ann :ho");
      for (const client of [clients.ann, clients.eve]) client.take();
    };
    talk();
    tellNickServ(clients[chooser], "SET history off");
    talk();
    assertEquals(textsIn(clients.ann.send("HISTORY eve")).length, 2);
    tellNickServ(clients[chooser], "SET history on");
    talk();
    assertEquals(textsIn(clients.eve.send("HISTORY ann")).length, 4);
  }
});

Deno.test("what one has said in private is shown as that, with its time or its date, and each of its lines", () => {
  const network = new ChannelNetwork();
  const [ann] = [network.person("ann"), network.person("bob")];
  ann.send("PRIVMSG bob :tea");
  ann.enable("batch", "draft/multiline");
  ann.send(
    "BATCH +x draft/multiline bob",
    "@batch=x PRIVMSG bob :one",
    "@batch=x PRIVMSG bob :two",
    "BATCH -x",
  );
  ann.send("CAP REQ :-batch -draft/multiline");
  network.pass(30_000);
  const notices = (marks: readonly string[], tags = "") =>
    marks.map((text) => `${tags}:irc.test NOTICE ann :To bob: ${text}`);
  const date = "[2026-01-01 00:00]";
  const plain = notices([`${date} tea`, `${date} one`, "two"]);
  const timed = notices(
    ["tea", "one", "two"],
    "@time=2026-01-01T00:00:00.000Z ",
  );
  for (const line of ["HISTORY bob", "PRIVMSG *playback :PLAY bob"]) {
    assertEquals(ann.send(line), plain, line);
    ann.send("CAP REQ server-time");
    assertEquals(ann.send(line), timed, line);
    ann.send("CAP REQ -server-time");
  }
});
