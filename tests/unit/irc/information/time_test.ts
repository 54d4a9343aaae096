import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("TIME is answered with the server's clock, in seconds and in words", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  network.at += 61_999;
  assertEquals(ann.send("TIME"), [
    ":irc.test 391 ann irc.test 1767225661 :Thu, 01 Jan 2026 00:01:01 GMT",
  ]);
});

Deno.test("TIME for another server is refused with ERR_NOSUCHSERVER", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send("TIME *.au"), [
    ":irc.test 402 ann *.au :No such server",
  ]);
});
