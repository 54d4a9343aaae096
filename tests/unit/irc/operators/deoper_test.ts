import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("DEOPER takes off +o and what operators have with it", () => {
  const network = new TestNetwork();
  const root = network.register("root");
  root.send("OPER root secret");
  assertEquals(root.send("DEOPER"), [
    ":root!~root@192.0.2.1 MODE root -os",
  ]);
  assertEquals(root.send("DIE"), [
    ":irc.test 481 root :Permission Denied- You're not an IRC operator",
  ]);
  assertEquals(network.stopped, null);
});

Deno.test("DEOPER is refused to those who are no operators", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send("DEOPER"), [
    ":irc.test 481 ann :Permission Denied- You're not an IRC operator",
  ]);
});
