import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("ISON tells which nicknames are on the network, as they are written", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  network.register("Bob");
  ann.take();
  assertEquals(ann.send("ISON bob nobody", "ISON :ANN bob"), [
    ":irc.test 303 ann :Bob",
    ":irc.test 303 ann :ann Bob",
  ]);
});

Deno.test("ISON answers if nobody is there", () => {
  const ann = new TestNetwork().register("ann");
  ann.take();
  assertEquals(ann.send("ISON nobody"), [":irc.test 303 ann :"]);
});

Deno.test("ISON without a nickname is refused with 461", () => {
  const ann = new TestNetwork().register("ann");
  ann.take();
  assertEquals(ann.send("ISON"), [
    ":irc.test 461 ann ISON :Not enough parameters",
  ]);
});
