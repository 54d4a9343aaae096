import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("MAP shows this server and how many users are on it", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  network.register("bob");
  network.connect();
  assertEquals(ann.send("MAP"), [
    ":irc.test 015 ann :irc.test (users: 2)",
    ":irc.test 017 ann :End of /MAP",
  ]);
});
