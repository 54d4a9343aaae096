import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("INVITE tells the invited alone, and lets them join once in spite of +i", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  const cat = network.register("cat");
  ann.send("MODE #a +i");
  [bob, cat].forEach((client) => client.take());
  assertEquals(ann.send("INVITE CAT #A"), [":irc.test 341 ann cat #a"]);
  assertEquals(cat.take(), [":ann!~ann@192.0.2.1 INVITE cat #a"]);
  assertEquals(bob.take(), []);
  assertEquals(cat.send("JOIN #a")[0], ":cat!~cat@192.0.2.1 JOIN #a");
  assertEquals(cat.send("PART #a", "JOIN #a").slice(1), [
    ":irc.test 473 cat #a :Cannot join channel (+i)",
  ]);
});

Deno.test("INVITE of somebody away is answered with 301 as well", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  network.register("bob").send("AWAY :Gone fishing");
  assertEquals(ann.send("INVITE bob #a"), [
    ":irc.test 341 ann bob #a",
    ":irc.test 301 ann bob :Gone fishing",
  ]);
});

Deno.test("INVITE without parameters lists the invitations that are not used up", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  const bob = network.register("bob");
  ann.send("JOIN #b", "INVITE bob #a", "INVITE bob #b");
  bob.take();
  assertEquals(bob.send("INVITE"), [
    ":irc.test 336 bob #a",
    ":irc.test 336 bob #b",
    ":irc.test 337 bob :End of /INVITE list",
  ]);
  bob.send("JOIN #a");
  ann.send("PART #b");
  bob.take();
  assertEquals(bob.send("INVITE"), [":irc.test 337 bob :End of /INVITE list"]);
});

Deno.test("INVITE is refused where nobody or no channel has the name", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  network.register("bob");
  assertEquals(
    ann.send("INVITE nobody #a", "INVITE bob #b", "INVITE bob"),
    [
      ":irc.test 401 ann nobody :No such nick/channel",
      ":irc.test 403 ann #b :No such channel",
      ":irc.test 461 ann INVITE :Not enough parameters",
    ],
  );
});

Deno.test("INVITE is refused with 442 to those who are not on the channel", () => {
  const network = new TestNetwork();
  network.channel("#a", "ann");
  const bob = network.register("bob");
  network.register("cat");
  bob.take();
  assertEquals(bob.send("INVITE cat #a"), [
    ":irc.test 442 bob #a :You're not on that channel",
  ]);
});

Deno.test("INVITE to a channel under +i takes a half operator; elsewhere any member invites", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  network.register("cat");
  assertEquals(bob.send("INVITE cat #a"), [":irc.test 341 bob cat #a"]);
  ann.send("MODE #a +i");
  bob.take();
  assertEquals(bob.send("INVITE cat #a"), [
    ":irc.test 482 bob #a :You're not a channel operator",
  ]);
  ann.send("MODE #a +h bob");
  bob.take();
  assertEquals(bob.send("INVITE cat #a"), [":irc.test 341 bob cat #a"]);
});

Deno.test("INVITE of a member is refused with 443", () => {
  const [ann] = new TestNetwork().channel("#a", "ann", "bob");
  assertEquals(ann.send("INVITE BOB #a"), [
    ":irc.test 443 ann bob #a :is already on channel",
  ]);
});

Deno.test("a newer invitation drives out the oldest", () => {
  const network = new TestNetwork({}, { invitations: 2 });
  const [ann] = network.channel("#a", "ann");
  const bob = network.register("bob");
  ann.send("JOIN #b,#c", ...["a", "b", "c"].map((c) => `INVITE bob #${c}`));
  bob.take();
  assertEquals(bob.send("INVITE"), [
    ":irc.test 336 bob #b",
    ":irc.test 336 bob #c",
    ":irc.test 337 bob :End of /INVITE list",
  ]);
});

Deno.test("nothing is left of an invitation when the channel or the user is gone", () => {
  const network = new TestNetwork();
  const [alice] = network.channel("#a", "alice");
  const bob = network.register("bob");
  alice.send("INVITE bob #a", "PART #a");
  assertEquals(network.core.network.findUser("bob")?.invites, null);
  alice.send("JOIN #b", "INVITE bob #b");
  bob.send("QUIT");
  assertEquals(network.core.network.findChannel("#b")?.invited.size, 0);
});

Deno.test("INVITE is told to those with invite-notify who may invite, and to no others", () => {
  const network = new TestNetwork();
  const [ann, bob, cat, dan] = network
    .channel("#a", "ann", "bob", "cat", "dan");
  const eve = network.register("eve");
  ann.send("MODE #a +hv bob dan", "MODE #a +o cat");
  for (const client of [ann, bob, dan, eve]) client.enable("invite-notify");
  for (const client of [bob, cat, dan]) client.take();
  const line = ":ann!~ann@192.0.2.1 INVITE eve #a";
  assertEquals(ann.send("INVITE eve #a").slice(-1), [
    ":irc.test 341 ann eve #a",
  ]);
  assertEquals(
    [bob, cat, dan, eve].map((client) => client.take()),
    [[line], [], [], [line]],
  );
});

Deno.test("INVITE of somebody hidden by +u is answered as if that user was not there", () => {
  const network = new TestNetwork();
  const [ann, bob, cat, dan] = network.channel(
    "#a",
    "ann",
    "bob",
    "cat",
    "dan",
  );
  network.register("eve").send("AWAY :Out");
  ann.send("MODE #a +uv dan");
  cat.send("AWAY :Out");
  for (const client of [ann, bob, cat, dan]) {
    client.enable("invite-notify", "away-notify");
    client.take();
  }
  const answers = (nick: string) => bob.send(`INVITE ${nick} #a`);
  const absent = answers("eve").map((line) => line.replaceAll("eve", "cat"));
  ann.take();
  assertEquals(absent, [
    ":irc.test 341 bob cat #a",
    ":irc.test 301 bob cat :Out",
  ]);
  assertEquals(answers("cat"), absent);
  assertEquals([ann.take(), cat.take()], [[], []]);
  assertEquals(answers("dan"), [
    ":irc.test 443 bob dan #a :is already on channel",
  ]);
  assertEquals(ann.send("INVITE cat #a"), [
    ":irc.test 443 ann cat #a :is already on channel",
  ]);
});

Deno.test("INVITE does not reach who silences the inviter, who sees no difference", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  const cat = network.register("cat");
  ann.send("MODE #a +io bob");
  bob.enable("invite-notify");
  const invite = () => [ann.send("INVITE cat #a"), bob.take()];
  [ann, bob, cat].forEach((client) => client.take());
  const heard = invite();
  cat.send("JOIN #a", "PART #a");
  cat.send("SILENCE +ann", "AWAY :Out");
  [ann, bob].forEach((client) => client.take());
  assertEquals(invite(), [
    [...heard[0], ":irc.test 301 ann cat :Out"],
    heard[1],
  ]);
  assertEquals(cat.take(), []);
  assertEquals(cat.send("INVITE", "JOIN #a"), [
    ":irc.test 337 cat :End of /INVITE list",
    ":irc.test 473 cat #a :Cannot join channel (+i)",
  ]);
});

Deno.test("INVITE of a user under +g is refused as a message is, and told to the user once a minute", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  const bob = network.register("bob");
  bob.send("MODE bob +g");
  const [first, ...rest] = ann.send("INVITE bob #a");
  assertEquals(first.split(" ")[1], "716");
  assertEquals(rest.map((line) => line.split(" ")[1]), ["717"]);
  assertEquals(bob.take(), [
    ":irc.test 718 bob ann ~ann@192.0.2.1 " +
    ":is messaging you, and you have mode +g set: /ACCEPT ann to let them",
  ]);
  assertEquals(ann.send("INVITE bob #a"), [first]);
  assertEquals(bob.send("INVITE"), [":irc.test 337 bob :End of /INVITE list"]);
  bob.send("ACCEPT ann");
  assertEquals(ann.send("INVITE bob #a"), [":irc.test 341 ann bob #a"]);
  assertEquals(bob.take(), [":ann!~ann@192.0.2.1 INVITE bob #a"]);
});

Deno.test("INVITE of a user under +R takes an account: 531", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  const bob = network.register("bob");
  bob.send("MODE bob +R");
  assertEquals(ann.send("INVITE bob #a"), [
    ":irc.test 531 ann bob :You cannot send messages to this user (+R)",
  ]);
  assertEquals(bob.take(), []);
  network.logIn("ann", "alice");
  assertEquals(ann.send("INVITE bob #a"), [":irc.test 341 ann bob #a"]);
});

Deno.test("operators invite whoever keeps others away", () => {
  const network = new TestNetwork();
  const root = network.operator("root");
  root.send("JOIN #a");
  const bob = network.register("bob");
  bob.send("MODE bob +gR", "SILENCE +*!*@*");
  root.take();
  assertEquals(root.send("INVITE bob #a"), [":irc.test 341 root bob #a"]);
  assertEquals(bob.take(), [":root!~root@192.0.2.1 INVITE bob #a"]);
});
