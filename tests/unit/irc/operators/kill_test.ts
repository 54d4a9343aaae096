import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("KILL ends the connection of a user, who is told by whom and why", () => {
  const network = new TestNetwork();
  const [ann, bob, eve] = network.channel("#a", "ann", "bob", "eve");
  const root = network.operator("root");
  root.take();
  assertEquals(root.send("KILL BOB :bad manners"), []);
  assertEquals(bob.take(), [
    ":root!~root@192.0.2.1 KILL bob :bad manners",
    "ERROR :Closing link: bob[192.0.2.1] (Killed (root (bad manners)))",
  ]);
  assertEquals(bob.closed, true);
  const quit = ":bob!~bob@192.0.2.1 QUIT :Killed (root (bad manners))";
  assertEquals([ann.take(), eve.take()], [[quit], [quit]]);
  assertEquals(
    root.send("WHOIS bob")[0],
    ":irc.test 401 root bob :No such nick/channel",
  );
});

Deno.test("KILL without a reason says so", () => {
  const network = new TestNetwork();
  const bob = network.register("bob");
  network.operator("root").send("KILL bob");
  assertEquals(
    bob.take().at(-1),
    "ERROR :Closing link: bob[192.0.2.1] (Killed (root (No reason given)))",
  );
});

Deno.test("KILL shortens its reason to KICKLEN", () => {
  const network = new TestNetwork({}, { reason: 4 });
  const bob = network.register("bob");
  network.operator("root").send("KILL bob :ééé");
  assertEquals(bob.take()[0], ":root!~root@192.0.2.1 KILL bob :éé");
});

Deno.test("an operator may KILL itself", () => {
  const root = new TestNetwork().operator("root");
  root.take();
  assertEquals(root.send("KILL root :bye"), [
    ":root!~root@192.0.2.1 KILL root :bye",
    "ERROR :Closing link: root[192.0.2.1] (Killed (root (bye)))",
  ]);
});

Deno.test("KILL is refused for nobody, and to those who may not", () => {
  const network = new TestNetwork();
  const root = network.operator("root");
  const ann = network.register("ann");
  root.take();
  assertEquals(root.send("KILL nobody :x"), [
    ":irc.test 401 root nobody :No such nick/channel",
  ]);
  assertEquals(root.send("KILL"), [
    ":irc.test 461 root KILL :Not enough parameters",
  ]);
  assertEquals(ann.send("KILL root :x"), [
    ":irc.test 481 ann :Permission Denied- You're not an IRC operator",
  ]);
});

Deno.test("operators with +s are told of each KILL", () => {
  const network = new TestNetwork();
  const root = network.operator("root");
  network.register("bob");
  root.take();
  assertEquals(root.send("MODE root +s", "KILL bob :spam"), [
    ":root!~root@192.0.2.1 MODE root +s",
    ":irc.test 008 root +abfkosvx :Server notice mask",
    ":irc.test NOTICE * :*** root killed bob!~bob@192.0.2.1: spam",
  ]);
});
