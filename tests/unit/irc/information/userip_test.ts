import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("USERIP tells one's own address, not that of others", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  network.register("bob");
  ann.take();
  assertEquals(ann.send("USERIP ann bob"), [
    ":irc.test 340 ann :ann=+~ann@192.0.2.1 bob=+~bob@255.255.255.255",
  ]);
});

Deno.test("USERIP tells operators the address of everybody", () => {
  const network = new TestNetwork();
  const ann = network.operator("ann");
  network.register("bob").send("MODE bob +x", "AWAY :Gone");
  ann.take();
  assertEquals(ann.send("USERIP ann bob"), [
    ":irc.test 340 ann :ann*=+~ann@192.0.2.1 bob=-~bob@192.0.2.1",
  ]);
});

Deno.test("USERIP without a nickname is refused with 461", () => {
  const ann = new TestNetwork().register("ann");
  ann.take();
  assertEquals(ann.send("USERIP"), [
    ":irc.test 461 ann USERIP :Not enough parameters",
  ]);
});
