import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("INFO is answered with RPL_INFO lines and RPL_ENDOFINFO", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  network.at += 5000;
  assertEquals(ann.send("INFO"), [
    ":irc.test 371 ann :ircd-test: an IRC server that one person can read",
    ":irc.test 371 ann :irc.test (A test server) serves the network TestNet",
    ":irc.test 371 ann :It was started Thu, 01 Jan 2026 00:00:00 GMT",
    ":irc.test 374 ann :End of /INFO list",
  ]);
});

Deno.test("INFO for another server is refused with ERR_NOSUCHSERVER", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send("INFO irc.other"), [
    ":irc.test 402 ann irc.other :No such server",
  ]);
});
