import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("SANICK renames a user, +N or not", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  ann.send("MODE #a +N");
  bob.take();
  const root = network.operator("root");
  root.take();
  assertEquals(root.send("SANICK bob rob"), []);
  const renamed = ":bob!~bob@192.0.2.1 NICK rob";
  assertEquals([ann.take(), bob.take()], [[renamed], [renamed]]);
  root.send("SANICK rob ROB", "SANICK rob ROB");
  assertEquals(bob.take(), [":rob!~bob@192.0.2.1 NICK ROB"]);
});

Deno.test("SANICK tells operators with +s", () => {
  const network = new TestNetwork();
  network.register("bob");
  const root = network.operator("root");
  root.send("MODE root +s");
  assertEquals(root.send("SANICK bob rob"), [
    ":irc.test NOTICE * :*** root gave bob the nickname rob",
  ]);
});

Deno.test("SANICK refuses unknown users and nicknames that cannot be had", () => {
  const network = new TestNetwork();
  network.register("ann");
  const root = network.operator("root");
  root.take();
  assertEquals(root.send("SANICK nobody rob"), [
    ":irc.test 401 root nobody :No such nick/channel",
  ]);
  assertEquals(root.send("SANICK ann #rob"), [
    ":irc.test 432 root #rob :Erroneous nickname",
  ]);
  assertEquals(root.send("SANICK ann ROOT"), [
    ":irc.test 433 root ROOT :Nickname is already in use",
  ]);
  assertEquals(root.send("SANICK ann"), [
    ":irc.test 461 root SANICK :Not enough parameters",
  ]);
});

Deno.test("SANICK is refused to those who may not", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send("SANICK ann rob"), [
    ":irc.test 481 ann :Permission Denied- You're not an IRC operator",
  ]);
});
