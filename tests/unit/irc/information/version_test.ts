import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("VERSION is answered with RPL_VERSION, then the tokens of RPL_ISUPPORT", () => {
  const ann = new TestNetwork().register("ann");
  const [first, ...rest] = ann.send("VERSION");
  assertEquals(first, ":irc.test 351 ann ircd-test irc.test :A test server");
  assertEquals(rest, ann.send("ISUPPORT"));
});

Deno.test("VERSION for another server is refused with ERR_NOSUCHSERVER", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send("VERSION irc.other"), [
    ":irc.test 402 ann irc.other :No such server",
  ]);
});
