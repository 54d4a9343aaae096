import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("USERHOST tells the username and host of those who are there", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  network.register("Bob");
  ann.take();
  assertEquals(ann.send("USERHOST bob nobody ANN"), [
    ":irc.test 302 ann :Bob=+~Bob@192.0.2.1 ann=+~ann@192.0.2.1",
  ]);
});

Deno.test("USERHOST marks operators with * and those who are away with -", () => {
  const network = new TestNetwork();
  const ann = network.operator("ann");
  network.register("bob").send("AWAY :Gone");
  ann.take();
  assertEquals(ann.send("USERHOST ann bob"), [
    ":irc.test 302 ann :ann*=+~ann@192.0.2.1 bob=-~bob@192.0.2.1",
  ]);
});

Deno.test("USERHOST shows the host that user mode x gives, to everybody", () => {
  const network = new TestNetwork();
  const ann = network.operator("ann");
  const bob = network.register("bob");
  bob.send("MODE bob +x");
  const host = network.core.network.findUser("bob")?.host;
  ann.take();
  assertEquals(ann.send("USERHOST bob"), [
    `:irc.test 302 ann :bob=+~bob@${host}`,
  ]);
});

Deno.test("USERHOST looks at five nicknames, and answers if none is there", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  ann.take();
  assertEquals(ann.send("USERHOST a b c d e ann"), [":irc.test 302 ann :"]);
});

Deno.test("USERHOST without a nickname is refused with 461", () => {
  const ann = new TestNetwork().register("ann");
  ann.take();
  assertEquals(ann.send("USERHOST"), [
    ":irc.test 461 ann USERHOST :Not enough parameters",
  ]);
});
