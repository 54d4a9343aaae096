import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("SAPART makes a user leave, with a reason if one is given", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  const root = network.operator("root");
  root.take();
  assertEquals(root.send("SAPART BOB #A :go home"), []);
  const part = ":bob!~bob@192.0.2.1 PART #a :go home";
  assertEquals([ann.take(), bob.take()], [[part], [part]]);
  root.send("SAPART ann #a");
  assertEquals(ann.take(), [":ann!~ann@192.0.2.1 PART #a"]);
});

Deno.test("SAPART tells operators with +s", () => {
  const network = new TestNetwork();
  network.channel("#a", "bob");
  const root = network.operator("root");
  root.send("MODE root +s");
  assertEquals(root.send("SAPART bob #a"), [
    ":irc.test NOTICE * :*** root made bob leave #a",
  ]);
});

Deno.test("SAPART refuses unknown users and channels, and those who are not on it", () => {
  const network = new TestNetwork();
  network.channel("#a", "ann");
  network.register("bob");
  const root = network.operator("root");
  root.take();
  assertEquals(root.send("SAPART nobody #a"), [
    ":irc.test 401 root nobody :No such nick/channel",
  ]);
  assertEquals(root.send("SAPART ann #none"), [
    ":irc.test 403 root #none :No such channel",
  ]);
  assertEquals(root.send("SAPART bob #a"), [
    ":irc.test 441 root bob #a :They aren't on that channel",
  ]);
  assertEquals(root.send("SAPART bob"), [
    ":irc.test 461 root SAPART :Not enough parameters",
  ]);
});

Deno.test("SAPART is refused to those who may not", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send("SAPART ann #a"), [
    ":irc.test 481 ann :Permission Denied- You're not an IRC operator",
  ]);
});
