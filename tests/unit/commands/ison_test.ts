import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../support/test_network.ts";

Deno.test("ISON tells which nicknames are there, in their own case", () => {
  const network = new TestNetwork();
  network.register("Bob");
  const alice = network.register("alice");
  const answer = [":irc.test 303 alice :Bob alice"];
  assertEquals(alice.send("ISON bOB nobody ALICE"), answer);
  assertEquals(alice.send("ISON :bOB nobody ALICE"), answer);
});

Deno.test("ISON of nobody has an empty answer", () => {
  assertEquals(new TestNetwork().register("alice").send("ISON nobody"), [
    ":irc.test 303 alice :",
  ]);
});

Deno.test("ISON without a nickname is refused with 461", () => {
  assertEquals(new TestNetwork().register("alice").send("ISON"), [
    ":irc.test 461 alice ISON :Not enough parameters",
  ]);
});
