import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("USERS is refused with ERR_USERSDISABLED, whatever it is given", () => {
  const ann = new TestNetwork().register("ann");
  const refusal = ":irc.test 446 ann :USERS has been disabled";
  assertEquals(ann.send("USERS", "USERS irc.other"), [refusal, refusal]);
});
