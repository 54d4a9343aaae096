import { ChannelNetwork, rankOf } from "../../../support/channel_people.ts";
import { assert, assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

const CAP = "draft/channel-rename";

/** The first is operator; all know RENAME. */
function renamers(network: TestNetwork, ...nicks: string[]) {
  const clients = network.channel("#old", ...nicks);
  for (const client of clients) client.enable(CAP);
  return clients;
}

Deno.test("RENAME gives a channel another name, seen by all on it", () => {
  const network = new TestNetwork();
  const [ann, bob] = renamers(network, "ann", "bob");
  const told = [":ann!~ann@192.0.2.1 RENAME #old #new :Typo fix"];
  assertEquals(ann.send("RENAME #OLD #new :Typo fix"), told);
  assertEquals(bob.take(), told);
  assertEquals(bob.send("PRIVMSG #new :hi"), []);
  assertEquals(ann.take(), [":bob!~bob@192.0.2.1 PRIVMSG #new :hi"]);
  assertEquals(ann.send("TOPIC #old"), [
    ":irc.test 403 ann #old :No such channel",
  ]);
});

Deno.test("RENAME has its third parameter without a reason too", () => {
  const [ann] = renamers(new TestNetwork(), "ann");
  assertEquals(ann.send("RENAME #old #new"), [
    ":ann!~ann@192.0.2.1 RENAME #old #new :",
  ]);
});

Deno.test("RENAME cuts the reason", () => {
  const [ann] = renamers(new TestNetwork({}, { reason: 5 }), "ann");
  assertEquals(ann.send("RENAME #old #new :ééé"), [
    ":ann!~ann@192.0.2.1 RENAME #old #new :éé",
  ]);
});

Deno.test("who does not know RENAME parts and joins, and sees nobody else do it", () => {
  const network = new TestNetwork();
  const [ann, bob, eve] = network.channel("#old", "ann", "bob", "eve");
  ann.enable(CAP).send("TOPIC #old :About it");
  bob.enable("extended-join");
  network.logIn("bob", "Bob");
  for (const client of [bob, eve]) client.take();
  ann.send("RENAME #old #new :Because");
  const introduction = (nick: string) => [
    `:irc.test 332 ${nick} #new :About it`,
    `:irc.test 333 ${nick} #new ann!~ann@192.0.2.1 1767225600`,
    `:irc.test 353 ${nick} = #new :@ann bob eve`,
    `:irc.test 366 ${nick} #new :End of /NAMES list`,
  ];
  assertEquals(bob.take(), [
    ":bob!~bob@192.0.2.1 PART #old :Because",
    ":bob!~bob@192.0.2.1 JOIN #new Bob :Real bob",
    ...introduction("bob"),
  ]);
  assertEquals(eve.take(), [
    ":eve!~eve@192.0.2.1 PART #old :Because",
    ":eve!~eve@192.0.2.1 JOIN #new",
    ...introduction("eve"),
  ]);
});

Deno.test("who renames without the capability parts and joins too, without a reason", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#old", "ann");
  assertEquals(ann.send("RENAME #old #new"), [
    ":ann!~ann@192.0.2.1 PART #old",
    ":ann!~ann@192.0.2.1 JOIN #new",
    ":irc.test 353 ann = #new :@ann",
    ":irc.test 366 ann #new :End of /NAMES list",
  ]);
});

Deno.test("RENAME asks each client of a user what it knows", () => {
  const network = new TestNetwork();
  const [ann, phone] = network.channel("#old", "ann", "phone");
  phone.send("PART #old");
  for (const client of [ann.enable(CAP), phone]) client.take();
  // The phone becomes another client of ann.
  const user = network.core.network.findUser("ann");
  const session = network.core.network.sessions.get(phone.id);
  if (user && session) user.sessions.push(session);
  assertEquals(ann.send("RENAME #old #new :x"), [
    ":ann!~ann@192.0.2.1 RENAME #old #new :x",
  ]);
  assertEquals(phone.take().slice(0, 2), [
    ":ann!~ann@192.0.2.1 PART #old :x",
    ":ann!~ann@192.0.2.1 JOIN #new",
  ]);
});

Deno.test("RENAME may change the case alone, which only those who know it are told", () => {
  const network = new TestNetwork();
  const [ann, bob, eve] = network.channel("#old", "ann", "bob", "eve");
  bob.enable(CAP);
  assertEquals(ann.send("RENAME #old #OLD"), []);
  assertEquals(bob.take(), [":ann!~ann@192.0.2.1 RENAME #old #OLD :"]);
  assertEquals(eve.take(), []);
  assertEquals(eve.send("TOPIC #old"), [
    ":irc.test 331 eve #OLD :No topic is set",
  ]);
});

Deno.test("all but the name stays: members, modes, topic, lists, invitations", () => {
  const network = new TestNetwork();
  const [ann, bob] = renamers(network, "ann", "bob");
  const eve = network.register("eve");
  ann.send(
    "MODE #old +ilkv 9 key bob",
    "MODE #old +b bad!*@*",
    "TOPIC #old :Here",
    "INVITE eve #old",
  );
  ann.send("RENAME #old #new");
  const answers = ann.send("MODE #new", "MODE #new +b", "NAMES #new");
  assertEquals(answers.filter((line) => !/ (?:329|368|366) /.test(line)), [
    ":irc.test 324 ann #new +ntilk 9 key",
    ":irc.test 367 ann #new bad!*@* ann!~ann@192.0.2.1 1767225600",
    ":irc.test 353 ann = #new :@ann +bob",
  ]);
  bob.take();
  eve.take();
  assertEquals(eve.send("JOIN #new").slice(0, 2), [
    ":eve!~eve@192.0.2.1 JOIN #new",
    ":irc.test 332 eve #new :Here",
  ]);
});

Deno.test("the old name is free after RENAME", () => {
  const network = new TestNetwork();
  const [ann, bob] = renamers(network, "ann", "bob");
  ann.send("RENAME #old #new");
  bob.take();
  assertEquals(bob.send("JOIN #old").slice(0, 2), [
    ":bob!~bob@192.0.2.1 JOIN #old",
    ":irc.test 353 bob = #old :@bob",
  ]);
  bob.send("PART #new", "PART #old");
  assert(network.core.network.findChannel("#new") !== undefined);
  assertEquals(network.core.network.findChannel("#old"), undefined);
});

Deno.test("RENAME takes an operator of the channel: 403, 442, 461 and 482", () => {
  const network = new TestNetwork();
  const [ann, bob] = renamers(network, "ann", "bob");
  const eve = network.register("eve");
  for (const client of [bob, eve]) client.take();
  ann.send("MODE #old +h bob");
  bob.take();
  assertEquals(bob.send("RENAME #old #new", "RENAME #none #new"), [
    ":irc.test 482 bob #old :You're not a channel operator",
    ":irc.test 403 bob #none :No such channel",
  ]);
  assertEquals(eve.send("RENAME #old #new", "RENAME #old"), [
    ":irc.test 442 eve #old :You're not on that channel",
    ":irc.test 461 eve RENAME :Not enough parameters",
  ]);
  assertEquals(ann.take().filter((line) => line.includes("RENAME")), []);
});

Deno.test("an operator with the privilege to override renames without a rank", () => {
  const network = new TestNetwork();
  renamers(network, "ann");
  const root = network.operator("root").enable(CAP);
  assertEquals(root.send("RENAME #old #new"), [
    ":irc.test 442 root #old :You're not on that channel",
  ]);
  root.send("JOIN #old");
  assertEquals(root.send("RENAME #old #new"), [
    ":root!~root@192.0.2.1 RENAME #old #new :",
  ]);
});

Deno.test("RENAME fails with CANNOT_RENAME for what is no channel's name", () => {
  const [ann] = renamers(new TestNetwork(), "ann");
  for (const name of ["new", "#", "&new", "#a,b", "#" + "x".repeat(64)]) {
    assertEquals(ann.send(`RENAME #old ${name}`), [
      `:irc.test FAIL RENAME CANNOT_RENAME #old ${name} ` +
      ":The new name is no name for a channel",
    ]);
  }
});

Deno.test("RENAME fails with CHANNEL_NAME_IN_USE for a name that is taken", () => {
  const network = new TestNetwork();
  const [ann] = renamers(network, "ann");
  network.channel("#new", "bob");
  for (const name of ["#NEW", "#old"]) {
    assertEquals(ann.send(`RENAME #old ${name}`), [
      `:irc.test FAIL RENAME CHANNEL_NAME_IN_USE #old ${name} ` +
      ":The channel name is already taken",
    ]);
  }
});

Deno.test("RENAME fails with CANNOT_RENAME within a minute of the last one", () => {
  const network = new TestNetwork();
  const [ann] = renamers(network, "ann");
  ann.send("RENAME #old #OLD");
  network.at += 59_999;
  assertEquals(ann.send("RENAME #old #new"), [
    ":irc.test FAIL RENAME CANNOT_RENAME #OLD #new " +
    ":The channel was renamed less than a minute ago",
  ]);
  network.at++;
  assertEquals(ann.send("RENAME #old #new"), [
    ":ann!~ann@192.0.2.1 RENAME #OLD #new :",
  ]);
});

Deno.test("under +u, those who cannot see who renames are told by the server", () => {
  const network = new TestNetwork();
  const [ann, bob] = renamers(network, "ann", "bob");
  const root = network.operator("root").enable(CAP);
  root.send("JOIN #old");
  ann.send("MODE #old +u");
  for (const client of [ann, bob]) client.take();
  root.send("RENAME #old #new :Rules");
  assertEquals(ann.take(), [":root!~root@192.0.2.1 RENAME #old #new :Rules"]);
  assertEquals(bob.take(), [":irc.test RENAME #old #new :Rules"]);
});

Deno.test("a labelled RENAME is answered with what becomes of the channel", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#old", "ann");
  ann.enable("batch", "labeled-response");
  assertEquals(ann.send("@label=x RENAME #old #OLD"), [
    "@label=x :irc.test ACK",
  ]);
  network.at += 60_000;
  const [begin, part, ...rest] = ann.send("@label=x RENAME #old #new");
  assertEquals(begin, "@label=x :irc.test BATCH +1 labeled-response");
  assertEquals(part, "@batch=1 :ann!~ann@192.0.2.1 PART #OLD");
  assertEquals(rest.at(-1), ":irc.test BATCH -1");
});

Deno.test("forwards follow a RENAME silently", () => {
  const network = new TestNetwork();
  const [ann] = renamers(network, "ann");
  const bob = network.register("bob");
  ann.send("JOIN #a", "MODE #a +if #OLD", "INVITE bob #a");
  bob.send("JOIN #a");
  [ann, bob].forEach((client) => client.take());
  assertEquals(ann.send("RENAME #old #new"), [
    ":ann!~ann@192.0.2.1 RENAME #old #new :",
  ]);
  assertEquals(bob.take(), []);
  assertEquals(ann.send("MODE #a")[0], ":irc.test 324 ann #a +ntif #new");
  assertEquals(network.register("cat").send("JOIN #a").slice(-4, -2), [
    ":irc.test 470 cat #a #new :Forwarding to another channel",
    ":cat!~cat@192.0.2.1 JOIN #new",
  ]);
});

Deno.test("a channel that is renamed to where it forwards leads nowhere", () => {
  const network = new TestNetwork();
  const [ann] = renamers(network, "ann");
  ann.send("JOIN #b", "MODE #old +if #b", "PART #b", "RENAME #old #b");
  assertEquals(network.register("bob").send("JOIN #b").slice(-1), [
    ":irc.test 473 bob #b :Cannot join channel (+i)",
  ]);
});

Deno.test("RENAME is refused where it would send too many names", () => {
  const network = new TestNetwork();
  const [ann] = renamers(network, "ann");
  const channel = network.core.network.findChannel("#old");
  if (channel === undefined) throw new Error("there is no channel");
  for (let count = 0; count < 710; count++) {
    network.register(`u${count}`);
    const user = network.core.network.findUser(`u${count}`);
    if (user !== undefined) network.core.network.join(user, channel, "");
  }
  assertEquals(ann.send("RENAME #old #new"), [
    ":irc.test FAIL RENAME CANNOT_RENAME #old #new " +
    ":Too many members have clients that know no RENAME",
  ]);
  assertEquals(ann.send("RENAME #old #OLD"), [
    ":ann!~ann@192.0.2.1 RENAME #old #OLD :",
  ]);
});

Deno.test("a registered channel is renamed by its founder or an operator of the network, and all of it goes along", () => {
  const network = new ChannelNetwork({ ranks: [rankOf("bob", "o")] });
  const [ann, bob] = [network.person("ann"), network.person("bob")];
  ann.send("JOIN #a", "TOPIC #a :Hello");
  bob.send("JOIN #a");
  assertEquals(
    bob.send("RENAME #a #new").at(-1),
    ":irc.test 482 bob #a :You're not a channel operator",
  );
  ann.send("RENAME #a #New");
  assertEquals(ann.send("MODE #new")[0], ":irc.test 324 ann #New +ntr");
  const { channels } = network.core.network.records;
  assertEquals([...channels.keys()], ["#new"]);
  assertEquals(network.recordOf("#new").name, "#New");
  assertEquals(network.recordOf("#new").topic?.text, "Hello");
  const stored = network.store.read().filter(({ kind }) => kind === "channel");
  assertEquals(stored.map(({ key }) => key), ["#new"]);
  network.at += 60_000;
  const root = network.operator("root");
  root.send("JOIN #new", "RENAME #new #NEW");
  assertEquals(network.recordOf("#new").name, "#NEW");
});

Deno.test("forwards to a registered channel follow it, those of channels that nobody is on too", () => {
  const network = new ChannelNetwork();
  const ann = network.person("ann");
  ann.send("JOIN #a,#b,#c", "MODE #b +f #a", "MODE #c +f #a");
  ann.send("CS REGISTER #c", "CS REGISTER #b", "PART #c", "RENAME #a #new");
  assertEquals(
    [network.recordOf("#b"), network.recordOf("#c")].map(({ modes }) =>
      modes.f
    ),
    ["#new", "#new"],
  );
  assert(ann.send("MODE #b")[0].endsWith(" #new"));
});

Deno.test("a channel keeps its name while it waits to be written whether it is registered", () => {
  const network = new ChannelNetwork();
  const [ann, cat] = [network.person("ann"), network.operator("root")];
  ann.send("JOIN #a");
  cat.send("JOIN #a");
  const code = ann.send("CS DROP #a").at(-1)?.split(" ").at(-1);
  network.answers = false;
  ann.send(`CS DROP #a ${code}`);
  cat.take();
  assert(cat.send("RENAME #a #b")[0].includes(" CANNOT_RENAME "));
  network.answers = true;
  network.answer();
  cat.send("RENAME #a #b");
  assertEquals(cat.send("MODE #b")[0], ":irc.test 324 root #b +nt");
});
