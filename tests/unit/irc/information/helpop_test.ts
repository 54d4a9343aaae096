import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("HELPOP says what HELP says", () => {
  const ann = new TestNetwork().register("ann");
  for (const subject of ["", " kick", " umode", " nothing"]) {
    assertEquals(ann.send(`HELPOP${subject}`), ann.send(`HELP${subject}`));
  }
});
