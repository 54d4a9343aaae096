import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("SAMODE changes modes as the server, with no rank on the channel", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  const root = network.operator("root");
  root.take();
  assertEquals(root.send("SAMODE #A +mq-o bob ann"), []);
  const changed = ":irc.test MODE #a +mq-o bob ann";
  assertEquals([ann.take(), bob.take()], [[changed], [changed]]);
});

Deno.test("SAMODE sets what only operators may set", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  network.operator("root").send("SAMODE #a +O");
  assertEquals(ann.take(), [":irc.test MODE #a +O"]);
});

Deno.test("SAMODE tells operators with +s", () => {
  const network = new TestNetwork();
  network.channel("#a", "ann");
  const root = network.operator("root");
  root.send("MODE root +s");
  assertEquals(root.send("SAMODE #a +v ann"), [
    ":irc.test NOTICE * :*** root gave SAMODE #a +v ann",
  ]);
});

Deno.test("SAMODE refuses what is no channel, and what MODE refuses", () => {
  const network = new TestNetwork();
  network.channel("#a", "ann");
  const root = network.operator("root");
  root.take();
  assertEquals(root.send("SAMODE #none +m"), [
    ":irc.test 403 root #none :No such channel",
  ]);
  assertEquals(root.send("SAMODE #a +o root"), [
    ":irc.test 441 root root #a :They aren't on that channel",
  ]);
  assertEquals(root.send("SAMODE #a +?"), [
    ":irc.test 472 root ? :is unknown mode char to me",
  ]);
  assertEquals(root.send("SAMODE #a"), [
    ":irc.test 461 root SAMODE :Not enough parameters",
  ]);
});

Deno.test("SAMODE is refused to those who may not", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  assertEquals(ann.send("SAMODE #a +m"), [
    ":irc.test 481 ann :Permission Denied- You're not an IRC operator",
  ]);
});
