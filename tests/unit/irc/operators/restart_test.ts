import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("RESTART asks for a new process, and operators with +s are told", () => {
  const network = new TestNetwork();
  const root = network.operator("root");
  root.send("MODE root +s");
  assertEquals(root.send("RESTART"), [
    ":irc.test NOTICE * :*** root restarts the server",
  ]);
  assertEquals(network.stopped, "upgrade");
});

Deno.test("RESTART is refused to those who may not", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  assertEquals(ann.send("RESTART"), [
    ":irc.test 481 ann :Permission Denied- You're not an IRC operator",
  ]);
  ann.send("OPER helper help");
  assertEquals(ann.send("RESTART"), [
    ":irc.test 723 ann die :Insufficient oper privileges",
  ]);
  assertEquals(network.stopped, null);
});
