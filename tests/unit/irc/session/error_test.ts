import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("ERROR from a client is not answered, and the client stays", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send("ERROR :Closing link", "ERROR"), []);
  assertEquals(ann.closed, false);
});

Deno.test("ERROR before registration is not answered", () => {
  const client = new TestNetwork().connect();
  client.take();
  assertEquals(client.send("ERROR :Closing link"), []);
  assertEquals(client.closed, false);
});
