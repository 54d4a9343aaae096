import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../support/test_network.ts";

const BANNED = (nick: string) =>
  `:irc.test 474 ${nick} #a :Cannot join channel (+b)`;

Deno.test("a member without a rank invites nobody past a ban or a key", () => {
  const network = new TestNetwork();
  const [op, plain] = network.channel("#a", "op", "plain");
  const victim = network.register("victim");
  op.send("MODE #a +bk victim secret");
  plain.send("INVITE victim #a");
  assertEquals(victim.take(), [":plain!~plain@192.0.2.1 INVITE victim #a"]);
  assertEquals(victim.send("JOIN #a"), [BANNED("victim")]);
  op.send("INVITE victim #a");
  victim.take();
  assertEquals(
    victim.send("JOIN #a")[0],
    ":victim!~victim@192.0.2.1 JOIN #a",
  );
});

Deno.test("to take +x off, or to put it on, gets nobody past a ban", () => {
  const network = new TestNetwork();
  const [op] = network.channel("#a", "op");
  const victim = network.register("victim");
  const [, hidden] = / 396 victim (\S+) /.exec(
    victim.send("MODE victim +x").join("\n"),
  ) ?? [];
  op.send(`MODE #a +b *!*@${hidden}`);
  assertEquals(victim.send("JOIN #a"), [BANNED("victim")]);
  victim.send("MODE victim -x");
  assertEquals(victim.send("JOIN #a"), [BANNED("victim")]);
  const again = network.register("again");
  assertEquals(again.send("JOIN #a"), [BANNED("again")]);
});

Deno.test("SILENCE holds under +x too", () => {
  const network = new TestNetwork();
  const [alice, bob] = [network.register("alice"), network.register("bob")];
  alice.send("SILENCE +*!*@192.0.2.1");
  bob.send("MODE bob +x", "PRIVMSG alice :hi");
  assertEquals(alice.take(), []);
});

Deno.test("a backslash in a nickname is one in a mask", () => {
  const network = new TestNetwork();
  const [op] = network.channel("#a", "op");
  op.send("MODE #a +b foo\\bar");
  const victim = network.register("foo\\bar");
  assertEquals(victim.send("JOIN #a"), [BANNED("foo\\bar")]);
});

Deno.test("MONITOR shows the hidden host of who comes with +x", () => {
  const network = new TestNetwork({ userModes: "x" });
  const alice = network.register("alice");
  alice.send("MONITOR + bob");
  network.register("bob");
  const lines = alice.take();
  assertEquals(lines.length, 1);
  assertEquals(lines[0].includes("192.0.2.1"), false);
});

Deno.test("MODE does not tell who is on a channel to those who may not change it", () => {
  const network = new TestNetwork();
  const [op] = network.channel("#a", "op");
  op.send("MODE #a +i");
  network.register("else");
  const answers = ["op", "else", "nobody"].map((nick) =>
    network.register(`x${nick}`).send(`MODE #a +v ${nick}`)
      .map((line) => line.split(" ")[1])
  );
  assertEquals(answers, [["482"], ["482"], ["482"]]);
});
