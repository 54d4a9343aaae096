import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("SUMMON is refused with ERR_SUMMONDISABLED, whatever it is given", () => {
  const ann = new TestNetwork().register("ann");
  const refusal = ":irc.test 445 ann :SUMMON has been disabled";
  assertEquals(ann.send("SUMMON", "SUMMON ann irc.test #a"), [
    refusal,
    refusal,
  ]);
});
