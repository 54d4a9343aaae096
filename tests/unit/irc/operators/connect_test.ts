import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("CONNECT finds no other server", () => {
  const root = new TestNetwork().operator("root");
  root.take();
  assertEquals(root.send("CONNECT irc.other"), [
    ":irc.test 402 root irc.other :No such server",
  ]);
  assertEquals(root.send("CONNECT"), [
    ":irc.test 461 root CONNECT :Not enough parameters",
  ]);
});

Deno.test("CONNECT is refused to those who are no operators", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send("CONNECT irc.other"), [
    ":irc.test 481 ann :Permission Denied- You're not an IRC operator",
  ]);
});
