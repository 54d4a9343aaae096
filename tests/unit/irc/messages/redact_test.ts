import { assert, assertEquals } from "@std/assert";
import { DEFAULT_HISTORY_RULES } from "../../../../src/irc/names/history_rules.ts";
import { ChannelNetwork } from "../../../support/channel_people.ts";
import { heard } from "../../../support/history.ts";
import { type TestClient, TestNetwork } from "../../../support/test_network.ts";

const CAPS = ["message-tags", "echo-message", "draft/message-redaction"];

/** Clients that know REDACT, on a channel; the first is operator. */
function redactors(network: TestNetwork, ...nicks: string[]) {
  const clients = network.channel("#a", ...nicks);
  for (const client of clients) client.enable(...CAPS);
  return clients;
}

/** What clients were told, without the msgids that a REDACT has itself. */
function assertTold(lines: string[], expected: string[]): void {
  const told = lines.map((line) =>
    line.replace(/^(@\S*)msgid=[^; ]+;?(\S*) (:\S+ REDACT )/, "$1$2 $3")
      .replace(/^@ /, "").replace(/^(@\S+); /, "$1 ")
  );
  assertEquals(told, expected);
}

/** Says something, and gives its msgid; those others have taken it. */
function say(client: TestClient, line: string, ...others: TestClient[]) {
  const echo = client.send(line).at(-1) ?? "";
  for (const other of others) other.take();
  const [, id] = /^@\S*msgid=([^; ]+)/.exec(echo) ?? [];
  assert(id !== undefined, echo);
  return id;
}

function unknown(target: string, id: string): string {
  return `:irc.test FAIL REDACT UNKNOWN_MSGID ${target} ${id} ` +
    ":This message does not exist or is too old";
}

function forbidden(target: string, id: string): string {
  return `:irc.test FAIL REDACT REDACT_FORBIDDEN ${target} ${id} ` +
    ":You are not allowed to delete this message";
}

function invalid(target: string): string {
  return `:irc.test FAIL REDACT INVALID_TARGET ${target} ` +
    ":You cannot delete messages there";
}

Deno.test("REDACT takes back what one has said on a channel, once", () => {
  const [ann, bob] = redactors(new TestNetwork(), "ann", "bob");
  for (const line of ["PRIVMSG #a :x", "NOTICE #a :x", "@+a=b TAGMSG #a"]) {
    const id = say(bob, line, ann);
    const told = [`:bob!~bob@192.0.2.1 REDACT #a ${id}`];
    assertTold(bob.send(`REDACT #A ${id}`), told);
    assertTold(ann.take(), told);
    assertTold(bob.send(`REDACT #a ${id}`), [unknown("#a", id)]);
    assertTold(ann.take(), []);
  }
});

Deno.test("REDACT tells the reason, cut to its limit", () => {
  const network = new TestNetwork({}, { reason: 5 });
  const [ann, bob] = redactors(network, "ann", "bob");
  const id = say(ann, "PRIVMSG #a :x", bob);
  const told = [`:ann!~ann@192.0.2.1 REDACT #a ${id} :éé`];
  assertTold(ann.send(`REDACT #a ${id} :ééé`), told);
  assertTold(bob.take(), told);
  const other = say(ann, "PRIVMSG #a :x");
  assertTold(ann.send(`REDACT #a ${other} :`), [
    `:ann!~ann@192.0.2.1 REDACT #a ${other}`,
  ]);
});

Deno.test("REDACT goes to those alone who asked for it", () => {
  const [ann, bob] = redactors(new TestNetwork(), "ann", "bob");
  bob.send("CAP REQ :-draft/message-redaction");
  const id = say(ann, "PRIVMSG #a :x", bob);
  ann.send(`REDACT #a ${id}`);
  assertTold(bob.take(), []);
  assertTold(bob.send(`REDACT #a ${id}`), [
    ":irc.test 421 bob REDACT :Unknown command",
  ]);
});

Deno.test("REDACT takes two parameters", () => {
  const [ann] = redactors(new TestNetwork(), "ann");
  assertTold(ann.send("REDACT #a"), [
    ":irc.test 461 ann REDACT :Not enough parameters",
  ]);
});

Deno.test("those who moderate a channel take back what others say, but not those above", () => {
  const network = new TestNetwork();
  const clients = redactors(network, "ann", "bob", "eve");
  const [ann, bob, eve] = clients;
  ann.send("MODE #a +hv bob eve");
  for (const client of clients) client.take();
  const [byAnn, byEve] = [ann, eve].map((client) =>
    say(client, "PRIVMSG #a :x", ...clients)
  );
  assertTold(eve.send(`REDACT #a ${byAnn}`), [forbidden("#a", byAnn)]);
  assertTold(bob.send(`REDACT #a ${byAnn}`), [forbidden("#a", byAnn)]);
  assertTold(ann.take(), []);
  const told = [`:bob!~bob@192.0.2.1 REDACT #a ${byEve} :spam`];
  assertTold(bob.send(`REDACT #a ${byEve} :spam`), told);
  for (const client of [ann, eve]) assertTold(client.take(), told);
  ann.send("PART #a");
  bob.take();
  assertTold(bob.send(`REDACT #a ${byAnn}`), [
    `:bob!~bob@192.0.2.1 REDACT #a ${byAnn}`,
  ]);
});

Deno.test("a message is one's own under the same account, and under no account of another one", () => {
  const network = new TestNetwork();
  const [ann, bob, eve] = redactors(network, "ann", "bob", "eve");
  network.logIn("bob", "Bob");
  const id = say(bob, "PRIVMSG #a :x");
  const other = say(ann, "PRIVMSG #a :x");
  bob.disconnect();
  eve.take();
  assertTold(eve.send(`REDACT #a ${id}`, `REDACT #a ${other}`), [
    forbidden("#a", id),
    forbidden("#a", other),
  ]);
  network.logIn("eve", "Bob");
  assertTold(eve.send(`REDACT #a ${id}`), [
    `:eve!~eve@192.0.2.1 REDACT #a ${id}`,
  ]);
});

Deno.test("a nickname does not inherit what its last holder said", () => {
  const network = new TestNetwork();
  const [, bob, eve] = redactors(network, "ann", "bob", "eve");
  const id = say(bob, "PRIVMSG #a :x");
  bob.disconnect();
  eve.send("NICK bob");
  assertTold(eve.send(`REDACT #a ${id}`), [forbidden("#a", id)]);
});

Deno.test("REDACT is about channels that one is on; of others it tells nothing", () => {
  const network = new TestNetwork();
  const [ann] = redactors(network, "ann");
  ann.send("MODE #a +s-n");
  const eve = network.register("eve").enable(...CAPS);
  eve.take();
  const own = say(eve, "PRIVMSG #a :x");
  const id = say(ann, "PRIVMSG #a :x");
  const lines = [
    `REDACT #a ${id}`,
    `REDACT #a ${own}`,
    `REDACT #a nonsense`,
    `REDACT #none ${id}`,
    `REDACT @#a ${id}`,
    `REDACT nobody ${id}`,
  ];
  assertTold(
    eve.send(...lines),
    ["#a", "#a", "#a", "#none", "@#a", "nobody"].map(invalid),
  );
});

Deno.test("REDACT knows a message only where it was said", () => {
  const network = new TestNetwork();
  const [ann, bob] = redactors(network, "ann", "bob");
  ann.send("JOIN #b");
  const id = say(ann, "PRIVMSG #a :x", bob);
  assertTold(
    ann.send(`REDACT #b ${id}`, `REDACT bob ${id}`, "REDACT #a nonsense"),
    [unknown("#b", id), unknown("bob", id), unknown("#a", "nonsense")],
  );
});

Deno.test("REDACT knows the messages that are not too old, where no history is kept", () => {
  const history = { ...DEFAULT_HISTORY_RULES, enabled: false };
  const network = new TestNetwork({ history }, { knownMessages: 2 });
  const [ann] = redactors(network, "ann");
  const ids = [1, 2, 3].map(() => say(ann, "PRIVMSG #a :x"));
  assertTold(ann.send(`REDACT #a ${ids[0]}`), [unknown("#a", ids[0])]);
  assertTold(ann.send(`REDACT #a ${ids[1]}`), [
    `:ann!~ann@192.0.2.1 REDACT #a ${ids[1]}`,
  ]);
});

Deno.test("REDACT takes back what one has said in private, seen by both", () => {
  const [ann, bob, eve] = redactors(new TestNetwork(), "ann", "bob", "eve");
  const id = say(ann, "PRIVMSG bob :x", bob);
  assertTold(bob.send(`REDACT ann ${id}`), [forbidden("ann", id)]);
  assertTold(bob.send(`REDACT bob ${id}`), [unknown("bob", id)]);
  assertTold(eve.send(`REDACT bob ${id}`, `REDACT ann ${id}`), [
    unknown("bob", id),
    unknown("ann", id),
  ]);
  const told = [`:ann!~ann@192.0.2.1 REDACT bob ${id} :oops`];
  assertTold(ann.send(`REDACT BOB ${id} :oops`), told);
  assertTold(bob.take(), told);
  assertTold(eve.take(), []);
  assertTold(ann.send(`REDACT bob ${id}`), [unknown("bob", id)]);
});

Deno.test("REDACT takes back what one has said to oneself, and is seen once", () => {
  const [ann] = redactors(new TestNetwork(), "ann");
  const id = say(ann, "PRIVMSG ann :note");
  assertTold(ann.send(`REDACT ann ${id}`), [
    `:ann!~ann@192.0.2.1 REDACT ann ${id}`,
  ]);
});

Deno.test("a private REDACT does not arrive where nothing of its sender does", () => {
  const [ann, bob] = redactors(new TestNetwork(), "ann", "bob");
  const ways = ["SILENCE +ann!*@*", "MODE bob +g"];
  for (const way of ways) {
    const id = say(ann, "PRIVMSG bob :x");
    bob.send(way);
    assertTold(ann.send(`REDACT bob ${id} :and one more thing`), [
      `:ann!~ann@192.0.2.1 REDACT bob ${id} :and one more thing`,
    ]);
    assertTold(bob.take(), []);
    bob.send("SILENCE -ann!*@*");
  }
});

Deno.test("operators with the privilege to override take back what is said on any channel", () => {
  const network = new TestNetwork();
  const [ann] = redactors(network, "ann");
  const root = network.operator("root").enable(...CAPS);
  root.take();
  const id = say(ann, "PRIVMSG #a :x");
  const told = [`:root!~root@192.0.2.1 REDACT #a ${id} :Rules`];
  assertTold(root.send(`REDACT #a ${id} :Rules`), told);
  assertTold(ann.take(), told);
  const status = say(ann, "PRIVMSG @#a :x");
  assertTold(root.send(`REDACT #a ${status}`), [
    `:root!~root@192.0.2.1 REDACT #a ${status}`,
  ]);
  const bob = network.register("bob").enable(...CAPS);
  const own = say(ann, "PRIVMSG bob :x", bob);
  assertTold(root.send(`REDACT bob ${own}`), [unknown("bob", own)]);
});

Deno.test("what was said to a rank does not exist for those below", () => {
  const network = new TestNetwork();
  const clients = redactors(network, "ann", "bob", "eve", "mal");
  const [ann, bob, eve, mal] = clients;
  ann.send("MODE #a +hv bob eve");
  for (const client of clients) client.take();
  const id = say(ann, "PRIVMSG @#a :x");
  for (const client of [bob, eve]) {
    assertTold(client.send(`REDACT #a ${id}`), [unknown("#a", id)]);
  }
  assertTold(ann.send(`REDACT #a ${id}`), [
    `:ann!~ann@192.0.2.1 REDACT #a ${id}`,
  ]);
  for (const client of [bob, eve, mal]) assertTold(client.take(), []);
  const second = say(mal, "PRIVMSG @%#a :x", ann, bob);
  const told = [`:ann!~ann@192.0.2.1 REDACT #a ${second}`];
  assertTold(ann.send(`REDACT #a ${second}`), told);
  assertTold(bob.take(), told);
  assertTold(mal.take(), told);
  assertTold(eve.take(), []);
});

Deno.test("the deaf (+D) do not hear of a REDACT", () => {
  const [ann, bob] = redactors(new TestNetwork(), "ann", "bob");
  bob.send("MODE bob +D");
  const id = say(ann, "PRIVMSG #a :x");
  ann.send(`REDACT #a ${id}`);
  assertTold(bob.take(), []);
});

Deno.test("who may not speak takes back own messages, without a reason", () => {
  const [ann, bob] = redactors(new TestNetwork(), "ann", "bob");
  const ids = [1, 2].map(() => say(bob, "PRIVMSG #a :x", ann));
  ann.send("MODE #a +m");
  for (const client of [ann, bob]) client.take();
  const told = [`:bob!~bob@192.0.2.1 REDACT #a ${ids[0]}`];
  assertTold(bob.send(`REDACT #a ${ids[0]} :still here`), told);
  assertTold(ann.take(), told);
  ann.send("MODE #a -m+b bob!*@*");
  for (const client of [ann, bob]) client.take();
  assertTold(bob.send(`REDACT #a ${ids[1]} :still here`), [
    `:bob!~bob@192.0.2.1 REDACT #a ${ids[1]}`,
  ]);
});

Deno.test("a reason that may not be said on the channel is left out", () => {
  const [ann] = redactors(new TestNetwork(), "ann");
  const id = say(ann, "PRIVMSG #a :x");
  ann.send("MODE #a +g foo");
  assertTold(ann.send(`REDACT #a ${id} :a Foo`), [
    `:ann!~ann@192.0.2.1 REDACT #a ${id}`,
  ]);
});

Deno.test("what was said to everybody stays said", () => {
  const network = new TestNetwork();
  const root = network.operator("root").enable(...CAPS);
  const bob = network.register("bob").enable(...CAPS);
  bob.take();
  root.send("PRIVMSG $$* :x");
  const id = /msgid=([^; ]+)/.exec(bob.take()[0])?.[1] ?? "";
  assertEquals(root.send(`REDACT root ${id}`).at(-1), unknown("root", id));
});

Deno.test("REDACT finds what was said before the channel was renamed", () => {
  const [ann] = redactors(new TestNetwork(), "ann");
  const id = say(ann, "PRIVMSG #a :x");
  ann.enable("draft/channel-rename").send("RENAME #a #b");
  assertTold(ann.send(`REDACT #b ${id}`), [
    `:ann!~ann@192.0.2.1 REDACT #b ${id}`,
  ]);
});

Deno.test("a labelled REDACT is answered with itself", () => {
  const [ann] = redactors(new TestNetwork(), "ann");
  ann.enable("batch", "labeled-response");
  const id = say(ann, "PRIVMSG #a :x");
  assertTold(ann.send(`@label=x REDACT #a ${id}`), [
    `@label=x :ann!~ann@192.0.2.1 REDACT #a ${id}`,
  ]);
});

Deno.test("REDACT tells nobody under +u who is hidden there", () => {
  const network = new TestNetwork();
  const [ann, bob] = redactors(network, "ann", "bob");
  const root = network.operator("root").enable(...CAPS);
  ann.send("MODE #a +u");
  root.send("JOIN #a");
  const id = say(ann, "PRIVMSG #a :hi", bob, root);
  root.send(`REDACT #a ${id} :x`);
  assertTold(bob.take(), [`:irc.test REDACT #a ${id} :x`]);
  assertTold(ann.take(), [`:root!~root@192.0.2.1 REDACT #a ${id} :x`]);
});

Deno.test("what somebody has said keeps nothing of the user who has gone", () => {
  const network = new TestNetwork();
  const [ann] = redactors(network, "ann");
  const user = network.core.network.findUser("ann")?.id;
  const channel = network.core.network.findChannel("#a")?.id;
  const id = say(ann, "PRIVMSG #a :hi");
  ann.send("QUIT");
  assertEquals(network.core.network.known.find(id), {
    sender: user ?? 0,
    account: null,
    target: channel ?? 0,
    leastRank: 0,
  });
});

Deno.test("REDACT takes the target that a message to a rank was seen with", () => {
  const [ann, bob, eve] = redactors(new TestNetwork(), "ann", "bob", "eve");
  ann.send("MODE #a +o bob");
  for (const client of [bob, eve]) client.take();
  const id = say(ann, "PRIVMSG @#a :hi", bob);
  const told = [`:ann!~ann@192.0.2.1 REDACT @#a ${id}`];
  assertTold(ann.send(`REDACT @#A ${id}`), told);
  assertTold(bob.take(), told);
  assertTold(eve.take(), []);
});

Deno.test("what is taken back is gone from the history, with what was about it", () => {
  const network = new ChannelNetwork();
  const [ann, bob] = [network.person("ann"), network.person("bob")];
  for (const client of [ann, bob]) {
    client.enable(...CAPS, "draft/event-playback");
    client.send("JOIN #a");
  }
  const id = say(ann, "PRIVMSG #a :wrong", bob);
  ann.send("PRIVMSG #a :right");
  bob.send(`@+draft/react=x;+draft/reply=${id} TAGMSG #a`);
  const secret = say(ann, "PRIVMSG bob :wrong", bob);
  ann.send(`REDACT #a ${id} :oops`, `REDACT bob ${secret}`);
  assertEquals(heard(bob, "#a"), ["right"]);
  assertEquals(heard(bob, "ann"), []);
  const lines = bob.send("CHATHISTORY LATEST #a * 100");
  assertEquals(lines.filter((line) => line.includes("TAGMSG")), []);
  assertEquals(lines.filter((line) => line.includes("REDACT")).length, 1);
});

Deno.test("REDACT finds in the history what has gone from memory of the latest, by the same rules", () => {
  const network = new ChannelNetwork();
  network.core.network.settings = {
    ...network.core.network.settings,
    limits: { ...network.core.network.settings.limits, knownMessages: 1 },
  };
  const [ann, bob] = [network.person("ann"), network.person("bob")];
  const cat = network.person("cat");
  for (const client of [ann, bob, cat]) {
    client.enable(...CAPS);
    client.send("JOIN #a");
  }
  for (const client of [ann, bob, cat]) client.take();
  const ids = [
    say(bob, "PRIVMSG #a :1", ann, cat),
    say(cat, "PRIVMSG #a :2", ann, bob),
    say(ann, "PRIVMSG @#a :3", bob, cat),
    say(bob, "PRIVMSG ann :4", ann),
  ];
  say(ann, "PRIVMSG #a :last", bob, cat);
  assertTold(bob.send(`REDACT #a ${ids[1]}`), [forbidden("#a", ids[1])]);
  assertTold(bob.send(`REDACT #a ${ids[2]}`), [unknown("#a", ids[2])]);
  assertTold(bob.send(`REDACT #a ${ids[3]}`), [unknown("#a", ids[3])]);
  assertTold(ann.send(`REDACT bob ${ids[3]}`), [forbidden("bob", ids[3])]);
  assertTold(cat.send(`REDACT ann ${ids[3]}`), [unknown("ann", ids[3])]);
  for (const client of [ann, bob, cat]) client.take();
  const told = [`:bob!~bob@192.0.2.1 REDACT #a ${ids[0]}`];
  assertTold(bob.send(`REDACT #a ${ids[0]}`), told);
  assertTold(ann.take(), told);
  assertTold(ann.send(`REDACT #a ${ids[1]}`), [
    `:ann!~ann@192.0.2.1 REDACT #a ${ids[1]}`,
  ]);
  bob.take();
  const own = [`:bob!~bob@192.0.2.1 REDACT ann ${ids[3]}`];
  assertTold(bob.send(`REDACT ann ${ids[3]}`), own);
  assertTold(ann.take(), own);
  assertEquals(heard(ann, "#a"), ["3", "last"]);
});

Deno.test("REDACT and HistServ find what was said to who has come again, and on a channel that was empty meanwhile", () => {
  const network = new ChannelNetwork();
  const [ann, bob] = [network.person("ann"), network.person("bob")];
  ann.enable(...CAPS);
  ann.send("JOIN #a");
  bob.enable(...CAPS).send("JOIN #a");
  ann.take();
  const ids = [1, 2].map((count) => say(ann, `PRIVMSG bob :${count}`, bob));
  const spam = [3, 4].map((count) => say(bob, `PRIVMSG #a :${count}`, ann));
  bob.disconnect();
  ann.send("PART #a", "JOIN #a");
  const again = network.person("bob").enable(...CAPS);
  ann.take();
  const told = [`:ann!~ann@192.0.2.1 REDACT bob ${ids[0]}`];
  assertTold(ann.send(`REDACT bob ${ids[0]}`), told);
  assertTold(again.take(), told);
  ann.send(`HISTSERV DELETE bob ${ids[1]}`);
  assertEquals(heard(again, "ann"), []);
  assertTold(ann.send(`REDACT #a ${spam[0]}`), [
    `:ann!~ann@192.0.2.1 REDACT #a ${spam[0]}`,
  ]);
  ann.send(`HISTSERV DELETE #a ${spam[1]}`);
  assertEquals(heard(ann, "#a"), []);
});

Deno.test("a higher rank is above a moderator when it has come again, too", () => {
  const network = new ChannelNetwork();
  const [ann, bob] = [network.person("ann"), network.person("bob")];
  for (const client of [ann, bob]) client.enable(...CAPS).send("JOIN #a");
  ann.send("MODE #a +h bob");
  const ids = [1, 2].map((count) => say(ann, `PRIVMSG #a :${count}`, bob));
  ann.disconnect();
  const again = network.person("ann");
  again.send("JOIN #a");
  bob.take();
  assertTold(bob.send(`REDACT #a ${ids[0]}`), [forbidden("#a", ids[0])]);
  again.send("MODE #a -o ann", "MODE #a -q ann");
  bob.take();
  assertTold(bob.send(`REDACT #a ${ids[1]}`), [
    `:bob!~bob@192.0.2.1 REDACT #a ${ids[1]}`,
  ]);
});
