import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../support/test_network.ts";

const BOB = "~bob 192.0.2.1 irc.test bob H :0 Real bob";

Deno.test("WHO of a channel lists its members with their rank", () => {
  const [alice] = new TestNetwork().channel("#Tea", "alice", "bob", "carol");
  alice.send("MODE #tea +v bob");
  alice.take();
  assertEquals(alice.send("WHO #tEA"), [
    ":irc.test 352 alice #Tea ~alice 192.0.2.1 irc.test alice H@ :0 Real alice",
    ":irc.test 352 alice #Tea ~bob 192.0.2.1 irc.test bob H+ :0 Real bob",
    ":irc.test 352 alice #Tea ~carol 192.0.2.1 irc.test carol H :0 Real carol",
    ":irc.test 315 alice #tEA :End of WHO list",
  ]);
});

Deno.test("with multi-prefix WHO shows every rank", () => {
  const [alice] = new TestNetwork().channel("#a", "alice");
  alice.send("CAP REQ multi-prefix", "MODE #a +v alice");
  alice.take();
  assertEquals(
    alice.send("WHO #a")[0],
    ":irc.test 352 alice #a ~alice 192.0.2.1 irc.test alice H@+ :0 Real alice",
  );
});

Deno.test("WHO of a nickname, in any case, shows that user", () => {
  const network = new TestNetwork();
  network.register("bob");
  assertEquals(network.register("alice").send("WHO BOB"), [
    `:irc.test 352 alice * ${BOB}`,
    ":irc.test 315 alice BOB :End of WHO list",
  ]);
});

for (const mask of ["b?b", "~BO*", "192.0.*.1", "*real?bob*", "*"]) {
  Deno.test(`WHO ${mask} finds by nickname, username, host or real name`, () => {
    const network = new TestNetwork();
    network.register("bob");
    const lines = network.register("alice").send(`WHO ${mask}`);
    assertEquals(
      lines.filter((line) => line.includes(" 352 ") && line.includes("bob")),
      [`:irc.test 352 alice * ${BOB}`],
    );
    assertEquals(lines.at(-1), `:irc.test 315 alice ${mask} :End of WHO list`);
  });
}

Deno.test("WHO without a mask, or with 0, lists all who can be seen", () => {
  const alice = new TestNetwork().register("alice");
  const all = [
    ":irc.test 352 alice * ~alice 192.0.2.1 irc.test alice H :0 Real alice",
    ":irc.test 315 alice * :End of WHO list",
  ];
  assertEquals(alice.send("WHO"), all);
  assertEquals(alice.send("WHO 0"), all);
});

Deno.test("what WHO does not find has only the end of the list", () => {
  assertEquals(
    new TestNetwork().register("alice").send("WHO #none", "WHO x*"),
    [
      ":irc.test 315 alice #none :End of WHO list",
      ":irc.test 315 alice x* :End of WHO list",
    ],
  );
});

Deno.test("an invisible user is found by those on a channel with them, or by nickname", () => {
  const network = new TestNetwork();
  const [bob, carol] = network.channel("#a", "bob", "carol");
  bob.send("MODE bob +i");
  const alice = network.register("alice");
  assertEquals(alice.send("WHO b*"), [
    ":irc.test 315 alice b* :End of WHO list",
  ]);
  assertEquals(alice.send("WHO #a").length, 2);
  assertEquals(alice.send("WHO bob")[0], `:irc.test 352 alice * ${BOB}`);
  assertEquals(carol.send("WHO b*")[0], `:irc.test 352 carol * ${BOB}`);
  assertEquals(carol.send("WHO #a").length, 3);
  bob.take();
  assertEquals(bob.send("WHO b*")[0], `:irc.test 352 bob * ${BOB}`);
});

Deno.test("a secret channel shows its members to members alone", () => {
  const network = new TestNetwork();
  const [alice] = network.channel("#a", "alice", "bob");
  alice.send("MODE #a +s");
  alice.take();
  assertEquals(alice.send("WHO #a").length, 3);
  assertEquals(network.register("carol").send("WHO #a"), [
    ":irc.test 315 carol #a :End of WHO list",
  ]);
});
