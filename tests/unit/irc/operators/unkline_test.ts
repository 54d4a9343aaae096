import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("UNKLINE removes the K-line with that mask, in any form", () => {
  const network = new TestNetwork();
  const root = network.operator("root");
  root.send("KLINE bad@198.51.100.0/24 :x", "DLINE 198.51.100.0/24 :x");
  root.send("MODE root +s");
  assertEquals(root.send("UNKLINE BAD@198.51.100.7/24"), [
    ":irc.test NOTICE * :*** root removed the K-line of bad@198.51.100.0/24",
  ]);
  assertEquals(network.bans.map(({ kind }) => kind), ["D"]);
});

Deno.test("UNKLINE says where there is no such K-line", () => {
  const root = new TestNetwork().operator("root");
  root.take();
  assertEquals(root.send("UNKLINE *@198.51.100.7"), [
    ":irc.test 400 root UNKLINE :There is no K-line of *@198.51.100.7/32",
  ]);
});

Deno.test("UNKLINE is refused to those who may not", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send("UNKLINE *@198.51.100.7"), [
    ":irc.test 481 ann :Permission Denied- You're not an IRC operator",
  ]);
});
