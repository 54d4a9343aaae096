import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("UNDLINE removes the D-line of that block", () => {
  const network = new TestNetwork();
  const root = network.operator("root");
  root.send("DLINE 198.51.100.0/24 :x", "KLINE *@198.51.100.0/24 :x");
  root.send("MODE root +s");
  assertEquals(root.send("UNDLINE 198.51.100.9/24"), [
    ":irc.test NOTICE * :*** root removed the D-line of 198.51.100.0/24",
  ]);
  assertEquals(network.bans.map(({ kind }) => kind), ["K"]);
});

Deno.test("UNDLINE refuses what is no D-line, and no address", () => {
  const root = new TestNetwork().operator("root");
  root.take();
  assertEquals(root.send("UNDLINE 198.51.100.7"), [
    ":irc.test 400 root UNDLINE :There is no D-line of 198.51.100.7/32",
  ]);
  assertEquals(root.send("UNDLINE 198.51"), [
    ":irc.test 400 root UNDLINE :Bad mask 198.51",
  ]);
});

Deno.test("UNDLINE is refused to those who may not", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send("UNDLINE 198.51.100.7"), [
    ":irc.test 481 ann :Permission Denied- You're not an IRC operator",
  ]);
});
