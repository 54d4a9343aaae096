import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("AWAY with a message is answered with 306, without one with 305", () => {
  const ann = new TestNetwork().register("ann");
  ann.take();
  assertEquals(ann.send("AWAY :Gone fishing"), [
    ":irc.test 306 ann :You have been marked as being away",
  ]);
  assertEquals(ann.send("AWAY"), [
    ":irc.test 305 ann :You are no longer marked as being away",
  ]);
});

Deno.test("AWAY with an empty message means to be back", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  ann.send("AWAY :Gone");
  assertEquals(ann.send("AWAY :"), [
    ":irc.test 305 ann :You are no longer marked as being away",
  ]);
  assertEquals(network.core.network.findUser("ann")?.away, null);
});

Deno.test("who writes to somebody away is told the message with 301", () => {
  const network = new TestNetwork();
  const [ann, bob] = [network.register("ann"), network.register("bob")];
  ann.send("AWAY :Gone fishing");
  bob.take();
  assertEquals(bob.send("PRIVMSG ann :hi", "NOTICE ann :hi"), [
    ":irc.test 301 bob ann :Gone fishing",
  ]);
});

Deno.test("an away message is cut to AWAYLEN, on a character boundary", () => {
  const network = new TestNetwork({}, { away: 5 });
  network.register("ann").send("AWAY :ééé");
  assertEquals(network.core.network.findUser("ann")?.away, "éé");
});

const AWAY = (nick: string) =>
  `:irc.test 306 ${nick} :You have been marked as being away`;
const BACK = (nick: string) =>
  `:irc.test 305 ${nick} :You are no longer marked as being away`;

Deno.test("AWAY is told to those on a channel who have away-notify, once, and not to the user", () => {
  const network = new TestNetwork();
  const [ann, bob, cat] = network.channel("#a", "ann", "bob", "cat");
  for (const client of [ann, bob]) client.enable("away-notify").send("JOIN #b");
  for (const client of [ann, bob]) client.take();
  assertEquals(ann.send("AWAY :tea"), [AWAY("ann")]);
  assertEquals(bob.take(), [":ann!~ann@192.0.2.1 AWAY :tea"]);
  assertEquals(ann.send("AWAY"), [BACK("ann")]);
  assertEquals(bob.take(), [":ann!~ann@192.0.2.1 AWAY"]);
  assertEquals(cat.take(), []);
});

Deno.test("AWAY with another text is news, with the same text none", () => {
  const [ann, bob] = new TestNetwork().channel("#a", "ann", "bob");
  bob.enable("away-notify");
  assertEquals(
    ann.send("AWAY", "AWAY :tea", "AWAY :tea", "AWAY :cake"),
    [BACK("ann"), AWAY("ann"), AWAY("ann"), AWAY("ann")],
  );
  assertEquals(bob.take(), [
    ":ann!~ann@192.0.2.1 AWAY :tea",
    ":ann!~ann@192.0.2.1 AWAY :cake",
  ]);
});

Deno.test("who joins while away is told of to those with away-notify, and is not told", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  ann.enable("away-notify");
  const cat = network.register("cat").enable("away-notify");
  cat.send("AWAY :tea");
  const own = cat.send("JOIN #a").filter((line) => line.includes(" AWAY"));
  assertEquals(own, []);
  const join = ":cat!~cat@192.0.2.1 JOIN #a";
  assertEquals(ann.take(), [join, ":cat!~cat@192.0.2.1 AWAY :tea"]);
  assertEquals(bob.take(), [join]);
});

Deno.test("AWAY of somebody hidden by +u is told to those who see the user", () => {
  const [ann, bob, cat] = new TestNetwork()
    .channel("#a", "ann", "bob", "cat");
  for (const client of [ann, bob]) client.enable("away-notify");
  ann.send("MODE #a +u");
  for (const client of [ann, bob]) client.take();
  cat.send("AWAY :tea");
  assertEquals(ann.take(), [":cat!~cat@192.0.2.1 AWAY :tea"]);
  assertEquals(bob.take(), []);
});

Deno.test("AWAY before registration takes draft/pre-away", () => {
  const client = new TestNetwork().connect();
  client.take();
  assertEquals(client.send("AWAY :tea"), [
    ":irc.test 451 * :You have not registered",
  ]);
  client.enable("draft/pre-away");
  assertEquals(client.send("AWAY :tea", "AWAY"), [AWAY("*"), BACK("*")]);
});

for (const [given, kept] of [["AWAY :tea", "tea"], ["AWAY *", "Away"]]) {
  Deno.test(`who said ${given} before registration is away from the start`, () => {
    const network = new TestNetwork();
    const bob = network.register("bob")
      .enable("extended-monitor", "away-notify");
    bob.send("MONITOR + ann");
    const ann = network.connect().enable("draft/pre-away");
    ann.send(given, "NICK ann", "USER ann 0 * :Ann", "CAP END");
    assertEquals(bob.take(), [
      ":irc.test 730 bob :ann!~ann@192.0.2.1",
      `:ann!~ann@192.0.2.1 AWAY :${kept}`,
    ]);
    assertEquals(bob.send("PRIVMSG ann :hi"), [
      `:irc.test 301 bob ann :${kept}`,
    ]);
    assertEquals(ann.send("AWAY").slice(-1), [BACK("ann")]);
  });
}

Deno.test("who took AWAY back before registration is here from the start", () => {
  const network = new TestNetwork();
  const ann = network.connect().enable("draft/pre-away");
  ann.send("AWAY :tea", "AWAY", "NICK ann", "USER ann 0 * :Ann", "CAP END");
  assertEquals(network.core.network.findUser("ann")?.away, null);
});

Deno.test("an away message before registration is cut to AWAYLEN as well", () => {
  const network = new TestNetwork({}, { away: 5 });
  const ann = network.connect().enable("draft/pre-away");
  ann.send("AWAY :ééé", "NICK ann", "USER ann 0 * :Ann", "CAP END");
  assertEquals(network.core.network.findUser("ann")?.away, "éé");
});

Deno.test("AWAY * is shown to others with a text, by 301, WHOIS and away-notify", () => {
  const [ann, bob] = new TestNetwork().channel("#a", "ann", "bob");
  bob.enable("away-notify");
  assertEquals(ann.send("AWAY *"), [AWAY("ann")]);
  assertEquals(bob.take(), [":ann!~ann@192.0.2.1 AWAY :Away"]);
  const told = ":irc.test 301 bob ann :Away";
  assertEquals(bob.send("PRIVMSG ann :hi"), [told]);
  assertEquals(bob.send("WHOIS ann").includes(told), true);
});
