import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../support/test_network.ts";

Deno.test("AWAY with a message is answered with 306, without one with 305", () => {
  const ann = new TestNetwork().register("ann");
  ann.take();
  assertEquals(ann.send("AWAY :Gone fishing"), [
    ":irc.test 306 ann :You have been marked as being away",
  ]);
  assertEquals(ann.send("AWAY"), [
    ":irc.test 305 ann :You are no longer marked as being away",
  ]);
});

Deno.test("AWAY with an empty message means to be back", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  ann.send("AWAY :Gone");
  assertEquals(ann.send("AWAY :"), [
    ":irc.test 305 ann :You are no longer marked as being away",
  ]);
  assertEquals(network.core.network.findUser("ann")?.away, null);
});

Deno.test("who writes to somebody away is told the message with 301", () => {
  const network = new TestNetwork();
  const [ann, bob] = [network.register("ann"), network.register("bob")];
  ann.send("AWAY :Gone fishing");
  bob.take();
  assertEquals(bob.send("PRIVMSG ann :hi", "NOTICE ann :hi"), [
    ":irc.test 301 bob ann :Gone fishing",
  ]);
});

Deno.test("an away message is cut to AWAYLEN, on a character boundary", () => {
  const network = new TestNetwork({}, { away: 5 });
  network.register("ann").send("AWAY :ééé");
  assertEquals(network.core.network.findUser("ann")?.away, "éé");
});
