import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("a message to a prefix and a channel reaches that rank and those above", () => {
  const network = new TestNetwork({ creatorModes: "q" });
  const nicks = ["own", "adm", "opr", "hop", "voi", "mem"];
  const clients = network.channel("#a", ...nicks);
  const [own, , , , , mem] = clients;
  own.send("MODE #a +aohv adm opr hop voi");
  for (const client of clients) client.take();
  const reached = { "~": 1, "&": 2, "@": 3, "%": 4, "+": 5 };
  for (const [symbol, count] of Object.entries(reached)) {
    assertEquals(mem.send(`PRIVMSG ${symbol}#A :hi`), []);
    const line = `:mem!~mem@192.0.2.1 PRIVMSG ${symbol}#a :hi`;
    const got = clients.map((client) => client.take());
    assertEquals(got, nicks.map((_, index) => index < count ? [line] : []));
  }
});

Deno.test("a message to several prefixes reaches the least of them", () => {
  const network = new TestNetwork();
  const [ann, bob, eve] = network.channel("#a", "ann", "bob", "eve");
  ann.send("MODE #a +v bob");
  for (const client of [bob, eve]) client.take();
  ann.send("NOTICE @+#a :hi");
  assertEquals(bob.take(), [":ann!~ann@192.0.2.1 NOTICE @+#a :hi"]);
  assertEquals(eve.take(), []);
});

Deno.test("a message to a prefix and a channel is refused like one to the channel", () => {
  const network = new TestNetwork();
  network.channel("#a", "ann");
  const bob = network.register("bob");
  assertEquals(bob.send("PRIVMSG @#a :hi", "PRIVMSG @#none :hi"), [
    ":irc.test 404 bob #a :Cannot send to channel (+n)",
    ":irc.test 403 bob #none :No such channel",
  ]);
});

Deno.test("+D keeps messages of channels away, and no others", () => {
  const network = new TestNetwork();
  const [ann, bob, eve] = network.channel("#a", "ann", "bob", "eve");
  bob.send("MODE bob +D");
  ann.send("MODE #a +v bob", "PRIVMSG #a :one", "NOTICE +#a :two");
  ann.send("PRIVMSG bob :three", "TOPIC #a :four");
  const from = ":ann!~ann@192.0.2.1";
  assertEquals(bob.take(), [
    `${from} MODE #a +v bob`,
    `${from} PRIVMSG bob :three`,
    `${from} TOPIC #a :four`,
  ]);
  assertEquals(eve.take().length, 3);
  bob.send("MODE bob -D");
  ann.send("PRIVMSG #a :five");
  assertEquals(bob.take(), [`${from} PRIVMSG #a :five`]);
});

Deno.test("a message to $$mask reaches everybody, if the mask fits the server", () => {
  const network = new TestNetwork();
  const [ann, bob] = ["ann", "bob"].map((nick) => network.register(nick));
  bob.send("MODE bob +gD", "SILENCE +root");
  const root = network.operator("root");
  root.take();
  const line = ":root!~root@192.0.2.1 NOTICE $$*.test :hi all";
  assertEquals(root.send("NOTICE $$*.test :hi all"), [line]);
  assertEquals([ann.take(), bob.take()], [[line], [line]]);
  assertEquals(root.send("PRIVMSG $irc.other :hi"), [
    ":irc.test 401 root $irc.other :No such nick/channel",
  ]);
});

Deno.test("a message to $$mask is refused to those who may not", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send("PRIVMSG $$* :hi", "NOTICE $$* :hi"), [
    ":irc.test 481 ann :Permission Denied- You're not an IRC operator",
  ]);
  ann.send("OPER helper help");
  assertEquals(ann.send("PRIVMSG $$* :hi"), [
    ":irc.test 723 ann announce :Insufficient oper privileges",
  ]);
});

Deno.test("$$mask is echoed, besides what everybody gets", () => {
  const network = new TestNetwork();
  const root = network.operator("root").enable("echo-message");
  const line = ":root!~root@192.0.2.1 PRIVMSG $$irc.test :hi";
  assertEquals(root.send("PRIVMSG $$irc.test :hi"), [line, line]);
});
