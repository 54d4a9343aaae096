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

const CTCP = "\x01VERSION\x01";

/** #a of ann and bob, and what bob, under +T, gets of what ann says. */
function toBob(...lines: readonly string[]): [bob: string[], eve: string[]] {
  const network = new TestNetwork();
  const [ann, bob, eve] = network.channel("#a", "ann", "bob", "eve");
  ann.enable("batch", "draft/multiline");
  ann.send("MODE #a +vv bob eve");
  bob.send("MODE bob +T");
  for (const client of [bob, eve]) client.take();
  ann.send(...lines);
  return [bob.take(), eve.take()];
}

const BEGIN = "BATCH +1 draft/multiline #a";

for (
  const [name, lines] of [
    ["PRIVMSG", [`PRIVMSG #a :${CTCP}`]],
    ["NOTICE", [`NOTICE #a :${CTCP}`]],
    ["STATUSMSG", [`PRIVMSG +#a :${CTCP}`]],
    [
      "a message of several lines",
      [BEGIN, "@batch=1 PRIVMSG #a :hi", `@batch=1 PRIVMSG #a :${CTCP}`],
    ],
    [
      "lines that go on",
      [
        BEGIN,
        "@batch=1 PRIVMSG #a :\x01",
        "@batch=1;draft/multiline-concat PRIVMSG #a :VERSION\x01",
      ],
    ],
    ["what +S makes of a text", ["MODE #a +S", `PRIVMSG #a :\x02${CTCP}`]],
  ] as const
) {
  Deno.test(`user mode +T keeps CTCP away that comes by a channel: ${name}`, () => {
    const [bob, eve] = toBob(...lines, "BATCH -1");
    const spoken = (lines: readonly string[]) =>
      lines.filter((line) => / (?:PRIVMSG|NOTICE) /.test(line));
    assertEquals(spoken(bob), []);
    assertEquals(spoken(eve).length > 0, true);
  });
}

Deno.test("user mode +T keeps neither ACTION nor plain text of a channel away", () => {
  for (const text of ["\x01ACTION waves\x01", "hi", `see ${CTCP}`]) {
    const line = `:ann!~ann@192.0.2.1 PRIVMSG #a :${text}`;
    assertEquals(toBob(`PRIVMSG #a :${text}`), [[line], [line]]);
  }
});

Deno.test("CTCP by a channel reaches those under +T who have accepted its sender", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  const root = network.operator("root");
  root.send("JOIN #a");
  bob.send("MODE bob +T", "ACCEPT ann");
  bob.take();
  for (const client of [ann, root]) client.send(`PRIVMSG #a :${CTCP}`);
  assertEquals(bob.take(), [
    `:ann!~ann@192.0.2.1 PRIVMSG #a :${CTCP}`,
    `:root!~root@192.0.2.1 PRIVMSG #a :${CTCP}`,
  ]);
});
