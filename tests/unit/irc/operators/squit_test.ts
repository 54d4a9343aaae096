import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("SQUIT finds no other server", () => {
  const root = new TestNetwork().operator("root");
  root.take();
  assertEquals(root.send("SQUIT irc.other :bye"), [
    ":irc.test 402 root irc.other :No such server",
  ]);
  assertEquals(root.send("SQUIT"), [
    ":irc.test 461 root SQUIT :Not enough parameters",
  ]);
});

Deno.test("SQUIT is refused to those who are no operators", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send("SQUIT irc.other :bye"), [
    ":irc.test 481 ann :Permission Denied- You're not an IRC operator",
  ]);
});
