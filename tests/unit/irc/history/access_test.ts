import { assertEquals } from "@std/assert";
import {
  type Cutoff,
  DEFAULT_HISTORY_RULES,
} from "../../../../src/irc/names/history_rules.ts";
import { ChannelNetwork } from "../../../support/channel_people.ts";
import { found, heard as shown } from "../../../support/history.ts";
import { accountChange, accountOf } from "../../../support/records.ts";
import { tellChanServ, tellNickServ } from "../../../support/talking.ts";
import {
  START,
  type TestClient,
  TestNetwork,
} from "../../../support/test_network.ts";

const NOTHING = "INVALID_TARGET";

function withCutoff(cutoff: Cutoff) {
  return { history: { ...DEFAULT_HISTORY_RULES, cutoff } };
}

/** What CHATHISTORY shows somebody; SEARCH must find the same there, and as much of it where no place is named. */
function heard(client: TestClient, target: string): string[] | string {
  const texts = shown(client, target);
  const isRefused = typeof texts === "string";
  assertEquals(
    found(client, `in=${target}`),
    isRefused ? "INVALID_PARAMS" : texts,
  );
  const anywhere = found(client, "limit=100");
  for (const text of isRefused ? [] : texts) {
    assertEquals(anywhere.includes(text), true, `${text} is found`);
  }
  return texts;
}

function codeIn(answer: readonly string[]): string {
  return answer.at(-1)?.split(" ").at(-1) ?? "";
}

Deno.test("a member reads what was said on a channel", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  ann.send("PRIVMSG #a :hi");
  assertEquals(heard(ann, "#a"), ["hi"]);
  assertEquals(heard(bob, "#A"), ["hi"]);
});

Deno.test("who is not on a channel reads nothing there, as where there is no channel", () => {
  const network = new ChannelNetwork({}, withCutoff("none"));
  const ann = network.person("ann");
  ann.send("JOIN #a,#open", "PRIVMSG #a :hi", "PRIVMSG #open :hi");
  const bob = network.person("bob");
  for (const name of ["#a", "#open", "#none", "@#a"]) {
    assertEquals(heard(bob, name), NOTHING);
  }
  bob.send("JOIN #a", "PART #a");
  assertEquals(heard(bob, "#a"), NOTHING);
});

for (const mode of ["s", "p"]) {
  Deno.test(`under +${mode}, who is not on a channel reads nothing, operators neither`, () => {
    const network = new TestNetwork(withCutoff("none"));
    const [ann] = network.channel("#a", "ann");
    ann.send(`MODE #a +${mode}`, "PRIVMSG #a :hi");
    assertEquals(heard(network.register("bob"), "#a"), NOTHING);
    assertEquals(heard(network.operator("root"), "#a"), NOTHING);
    assertEquals(heard(ann, "#a"), ["hi"]);
  });
}

Deno.test("who is banned from joining reads nothing, even while still there; who has a rank, or is muted alone, reads", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  ann.send("PRIVMSG #a :hi", "MODE #a +b bob");
  assertEquals(heard(bob, "#a"), NOTHING);
  ann.send("MODE #a +v bob");
  assertEquals(heard(bob, "#a"), ["hi"]);
  ann.send("MODE #a -v bob", "MODE #a -b bob", "MODE #a +b m:bob!*@*");
  assertEquals(heard(bob, "#a"), ["hi"]);
});

Deno.test("with the cut-off `none`, a member reads from the beginning", () => {
  const network = new TestNetwork(withCutoff("none"));
  const [ann] = network.channel("#a", "ann");
  ann.send("PRIVMSG #a :before");
  network.pass(1000);
  const bob = network.register("bob");
  bob.send("JOIN #a");
  assertEquals(heard(bob, "#a"), ["before"]);
});

Deno.test("with the cut-off `join-time`, a member reads from joining on, each time anew", () => {
  const network = new ChannelNetwork({}, withCutoff("join-time"));
  const [ann, bob] = [network.person("ann"), network.person("bob")];
  ann.send("JOIN #a", "PRIVMSG #a :one");
  bob.send("JOIN #a");
  ann.send("PRIVMSG #a :two");
  assertEquals(heard(bob, "#a"), ["two"]);
  bob.send("PART #a");
  ann.send("PRIVMSG #a :three");
  bob.send("JOIN #a");
  ann.send("PRIVMSG #a :four");
  assertEquals(heard(bob, "#a"), ["four"]);
  assertEquals(heard(ann, "#a"), ["one", "two", "three", "four"]);
});

Deno.test("with the cut-off `registration-time`, a member reads from when its account was registered, or it came without one", () => {
  const network = new ChannelNetwork({}, withCutoff("registration-time"));
  const ann = network.person("ann");
  ann.send("JOIN #a", "PRIVMSG #a :one");
  network.pass(1000);
  const zoe = network.register("zoe");
  ann.send("PRIVMSG #a :two");
  network.pass(1000);
  const registeredAt = network.at;
  const { records } = network.core.network;
  records.set(accountChange("new", accountOf("new", { registeredAt })));
  ann.send("PRIVMSG #a :three");
  network.pass(1000);
  const newcomer = network.register("new");
  network.logIn("new", "new");
  const eve = network.person("eve");
  for (const client of [zoe, newcomer, eve]) client.send("JOIN #a");
  assertEquals(heard(zoe, "#a"), ["two", "three"]);
  assertEquals(heard(newcomer, "#a"), ["three"]);
  assertEquals(heard(eve, "#a"), ["one", "two", "three"]);
  assertEquals(registeredAt, START + 2000);
});

Deno.test("a channel that was dropped and registered by others shows these nothing of before", () => {
  const network = new ChannelNetwork({}, withCutoff("none"));
  const [ann, bob] = [network.person("ann"), network.person("bob")];
  ann.send("JOIN #a", "PRIVMSG #a :secret");
  tellChanServ(ann, `DROP #a ${codeIn(tellChanServ(ann, "DROP #a"))}`);
  ann.send("PRIVMSG #a :between", "PART #a");
  bob.send("JOIN #a");
  tellChanServ(bob, "REGISTER #a");
  bob.send("PRIVMSG #a :new");
  assertEquals(heard(bob, "#a"), ["new"]);
  ann.send("JOIN #a");
  assertEquals(heard(ann, "#a"), ["new"]);
});

Deno.test("a channel that is registered shows nothing of before", () => {
  const network = new ChannelNetwork({}, withCutoff("none"));
  const ann = network.person("ann");
  ann.send("JOIN #new", "PRIVMSG #new :before");
  tellChanServ(ann, "REGISTER #new");
  ann.send("PRIVMSG #new :after");
  assertEquals(heard(ann, "#new"), ["after"]);
  const [, , code = ""] = /(DROP #new) (\S+)/
    .exec(tellChanServ(ann, "DROP #new").join()) ?? [];
  tellChanServ(ann, `DROP #new ${code}`);
  assertEquals(heard(ann, "#new"), []);
});

Deno.test("a registered channel shows after a time without members what was said before", () => {
  const network = new ChannelNetwork();
  const ann = network.person("ann");
  ann.send("JOIN #a", "PRIVMSG #a :hi", "PART #a", "JOIN #a");
  assertEquals(heard(ann, "#a"), ["hi"]);
});

Deno.test("a channel that came to be again shows nothing of before", () => {
  const network = new TestNetwork(withCutoff("none"));
  const [ann] = network.channel("#b", "ann");
  ann.send("PRIVMSG #b :hi", "PART #b", "JOIN #b");
  assertEquals(heard(ann, "#b"), []);
});

Deno.test("two people read what they have said to each other, and nobody else does", () => {
  const network = new ChannelNetwork();
  const [ann, bob] = [network.person("ann"), network.person("bob")];
  ann.send("PRIVMSG bob :one");
  bob.send("PRIVMSG ann :two");
  assertEquals(heard(ann, "bob"), ["one", "two"]);
  assertEquals(heard(bob, "ANN"), ["one", "two"]);
  const eve = network.person("eve");
  assertEquals(heard(eve, "ann"), []);
  assertEquals(heard(eve, "eve"), []);
  assertEquals(heard(network.operator("root"), "ann"), []);
  assertEquals(heard(eve, "nobody"), NOTHING);
});

Deno.test("private messages belong to the accounts, whatever they are called, and while one is not there", () => {
  const network = new ChannelNetwork();
  const [ann, cat] = [network.person("ann"), network.person("cat")];
  cat.send("NICK kitty", "PRIVMSG ann :one");
  ann.send("PRIVMSG kitty :two");
  assertEquals(heard(ann, "kitty"), ["one", "two"]);
  cat.send("QUIT");
  assertEquals(heard(ann, "kitty"), NOTHING);
  assertEquals(heard(ann, "cat"), ["one", "two"]);
  // Who has the nickname now is somebody else.
  network.register("cat");
  assertEquals(heard(ann, "cat"), []);
  ann.send("QUIT");
  const again = network.person("ann");
  const there = network.register("other");
  network.logIn("other", "cat");
  assertEquals(heard(again, "other"), ["one", "two"]);
  assertEquals(heard(there, "ann"), ["one", "two"]);
});

Deno.test("an account that was deleted and registered by somebody else shows that one nothing", () => {
  const network = new ChannelNetwork({ founder: "cat" });
  const [ann, eve] = [network.person("ann"), network.person("eve")];
  ann.send("PRIVMSG eve :secret");
  const code = codeIn(tellNickServ(ann, "DROP"));
  tellNickServ(ann, `DROP ann ${code}`);
  const root = network.operator("root");
  tellNickServ(root, "ERASE ann");
  tellNickServ(root, `ERASE ann ${codeIn(tellNickServ(root, "ERASE ann"))}`);
  tellNickServ(root, "SAREGISTER ann sesame12");
  const other = network.register("ann");
  network.logIn("ann", "ann");
  assertEquals(network.core.network.findUser("ann")?.account, "ann");
  assertEquals(heard(other, "eve"), []);
  assertEquals(heard(eve, "ann"), []);
});

Deno.test("an account with another name has the same private messages", () => {
  const network = new ChannelNetwork();
  const [ann, eve] = [network.person("ann"), network.person("eve")];
  ann.send("PRIVMSG eve :hi");
  tellNickServ(network.operator("root"), "RENAME ann anne");
  assertEquals(heard(ann, "eve"), ["hi"]);
  ann.send("QUIT");
  assertEquals(heard(eve, "anne"), ["hi"]);
});

Deno.test("private messages of who has no account go with it, and nobody who takes its nickname reads them", () => {
  const network = new ChannelNetwork();
  const ann = network.person("ann");
  const zoe = network.register("zoe");
  zoe.send("PRIVMSG ann :hi", "NICK zoey");
  assertEquals(heard(ann, "zoey"), ["hi"]);
  const next = network.register("zoe");
  assertEquals(heard(next, "ann"), []);
  zoe.send("QUIT");
  assertEquals(heard(ann, "zoey"), NOTHING);
});

Deno.test("what two say to each other who have no account, and are there, is not kept", () => {
  const network = new ChannelNetwork();
  const [ann, bob] = [network.register("ann"), network.register("bob")];
  ann.send("PRIVMSG bob :hi");
  assertEquals(heard(ann, "bob"), []);
  assertEquals(heard(bob, "ann"), []);
});

Deno.test("what is taken back is gone, though who it was said to is logged in no more", () => {
  const network = new ChannelNetwork();
  const [ann, cat] = [network.person("ann"), network.person("cat")];
  ann.enable("echo-message", "message-tags", "draft/message-redaction");
  const [echo] = ann.send("PRIVMSG cat :secret");
  cat.send("NS LOGOUT");
  ann.send(`REDACT cat ${/msgid=([^; ]+)/.exec(echo)?.[1]}`);
  network.logIn("cat", "cat");
  assertEquals(heard(cat, "ann"), []);
});

Deno.test("what was said to some ranks is read by these, and by who said it", () => {
  const network = new TestNetwork();
  const [ann, bob, cat] = network.channel("#a", "ann", "bob", "cat");
  ann.send("MODE #a +v cat", "PRIVMSG @#a :ops", "PRIVMSG +#a :voices");
  bob.send("PRIVMSG @#a :from bob", "PRIVMSG #a :all");
  assertEquals(heard(ann, "#a"), ["ops", "voices", "from bob", "all"]);
  assertEquals(heard(bob, "#a"), ["from bob", "all"]);
  assertEquals(heard(cat, "#a"), ["voices", "all"]);
  ann.send("MODE #a +o cat", "MODE #a -o ann");
  assertEquals(heard(cat, "#a"), ["ops", "voices", "from bob", "all"]);
});

Deno.test("who joined under +u unseen is shown to those who see it, and to itself", () => {
  const network = new TestNetwork(withCutoff("none"));
  const [ann, bob] = network.channel("#a", "ann", "bob");
  ann.send("MODE #a +u");
  const cat = network.register("cat");
  cat.send("JOIN #a");
  const joins = [ann, bob, cat].map((client) => {
    client.enable("draft/chathistory", "draft/event-playback");
    return client.send("CHATHISTORY LATEST #a * 100")
      .some((line) => line.startsWith(":cat!") && line.includes(" JOIN "));
  });
  assertEquals(joins, [true, false, true]);
  for (const client of [ann, bob, cat]) {
    const searched = client.enable("soju.im/search").send("SEARCH in=#a");
    assertEquals(searched, [], "it is no message");
  }
});

Deno.test("what is said to who silences it is read by who said it alone", () => {
  const network = new ChannelNetwork();
  const [ann, bob] = [network.person("ann"), network.person("bob")];
  bob.send("SILENCE +ann");
  ann.send("PRIVMSG bob :unheard");
  bob.send("SILENCE -ann");
  ann.send("PRIVMSG bob :heard");
  assertEquals(heard(ann, "bob"), ["unheard", "heard"]);
  assertEquals(heard(bob, "ann"), ["heard"]);
});

Deno.test("where the configuration keeps no history, nobody reads one, not even what was kept before", () => {
  const history = { ...DEFAULT_HISTORY_RULES, enabled: false };
  const network = new TestNetwork({ history });
  const [ann] = network.channel("#a", "ann");
  assertEquals(ann.send("CAP REQ draft/chathistory"), [
    ":irc.test CAP ann NAK :draft/chathistory",
  ]);
  ann.send("CAP REQ soju.im/search");
  assertEquals(ann.send("SEARCH in=#a"), [
    ":irc.test 421 ann SEARCH :Unknown command",
  ]);
  const refusal = "LATEST #a :Messages could not be retrieved";
  const refused = [`:irc.test FAIL CHATHISTORY INVALID_TARGET ${refusal}`];
  assertEquals(ann.send("CHATHISTORY LATEST #a * 9"), refused);
  network.reconfigure({ history: DEFAULT_HISTORY_RULES });
  ann.send("PRIVMSG #a :hi", "PRIVMSG ann :hi");
  network.reconfigure({ history });
  ann.take();
  assertEquals(ann.send("CHATHISTORY LATEST #a * 9"), refused);
  const [early, late] = ["2020", "2030"].map((year) =>
    `timestamp=${year}-01-01T00:00:00.000Z`
  );
  assertEquals(ann.send(`CHATHISTORY TARGETS ${early} ${late} 9`), []);
});
