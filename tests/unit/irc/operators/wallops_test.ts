import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("WALLOPS reaches all users with +w", () => {
  const network = new TestNetwork();
  const root = network.operator("root");
  const [ann, bob] = ["ann", "bob"].map((nick) => network.register(nick));
  bob.send("MODE bob +w");
  root.take();
  assertEquals(root.send("WALLOPS :hi all"), []);
  assertEquals(ann.take(), []);
  assertEquals(bob.take(), [":root!~root@192.0.2.1 WALLOPS :hi all"]);
  assertEquals(root.send("MODE root +w", "WALLOPS one"), [
    ":root!~root@192.0.2.1 MODE root +w",
    ":root!~root@192.0.2.1 WALLOPS :one",
  ]);
});

Deno.test("WALLOPS is refused to those who may not, and without a text", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  assertEquals(ann.send("WALLOPS :hi"), [
    ":irc.test 481 ann :Permission Denied- You're not an IRC operator",
  ]);
  ann.send("OPER helper help");
  assertEquals(ann.send("WALLOPS :hi"), [
    ":irc.test 723 ann announce :Insufficient oper privileges",
  ]);
  assertEquals(ann.send("WALLOPS"), [
    ":irc.test 461 ann WALLOPS :Not enough parameters",
  ]);
});
