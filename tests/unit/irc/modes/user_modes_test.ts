import { assertEquals } from "@std/assert";
import { cloak } from "../../../../src/irc/names/cloak.ts";
import { TestNetwork } from "../../../support/test_network.ts";

const HIDDEN = cloak("192.0.2.1", "test");

Deno.test("+x hides the host from others, and -x shows it", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  assertEquals(ann.send("MODE ann +x"), [
    `:ann!~ann@${HIDDEN} MODE ann +x`,
    `:irc.test 396 ann ${HIDDEN} :is now your visible host`,
  ]);
  ann.send("PRIVMSG bob :hi");
  assertEquals(bob.take().at(-1), `:ann!~ann@${HIDDEN} PRIVMSG bob :hi`);
  assertEquals(
    ann.send("MODE ann -x").at(-1),
    ":irc.test 396 ann 192.0.2.1 :is now your visible host",
  );
  ann.send("PRIVMSG bob :hi");
  assertEquals(bob.take().at(-1), ":ann!~ann@192.0.2.1 PRIVMSG bob :hi");
});

Deno.test("a ban of either host fits a user who has shown both", () => {
  for (const host of [HIDDEN, "192.0.2.1"]) {
    const network = new TestNetwork();
    const [ann] = network.channel("#a", "ann");
    ann.send(`MODE #a +b *!*@${host}`);
    const bob = network.register("bob");
    bob.send("MODE bob +x");
    assertEquals(bob.send("JOIN #a"), [
      ":irc.test 474 bob #a :Cannot join channel (+b)",
    ]);
  }
});

Deno.test("a user has from the start the modes that the configuration gives", () => {
  const network = new TestNetwork({ userModes: "ix" });
  const client = network.connect("192.0.2.1", true);
  const welcome = client.send("NICK ann", "USER ann 0 * :Ann");
  assertEquals(welcome.at(-1), ":ann MODE ann +ixZ");
  assertEquals(
    welcome[1],
    `:irc.test 001 ann :Welcome to the TestNet network, ann!~ann@${HIDDEN}`,
  );
});

Deno.test("users set their own modes, not those of operators and of the server", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  assertEquals(ann.send("MODE ann +BDRTgiwxoZs"), [
    `:ann!~ann@${HIDDEN} MODE ann +BDRTgiwx`,
    ":irc.test 481 ann :Permission Denied- You're not an IRC operator",
    `:irc.test 396 ann ${HIDDEN} :is now your visible host`,
  ]);
  assertEquals(ann.send("MODE ann"), [":irc.test 221 ann +BDRTgiwx"]);
});

Deno.test("+Z is taken off by nobody", () => {
  const ann = new TestNetwork().register("ann", "192.0.2.1", true);
  assertEquals(ann.send("MODE ann -Z", "MODE ann"), [
    ":irc.test 221 ann +Z",
  ]);
});

Deno.test("an unknown user mode is refused with 501, once a command", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send("MODE ann +?w-!"), [
    ":ann!~ann@192.0.2.1 MODE ann +w",
    ":irc.test 501 ann :Unknown MODE flag",
  ]);
});
