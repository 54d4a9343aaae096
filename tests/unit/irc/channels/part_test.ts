import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("PART leaves a channel, seen by all who are on it", () => {
  const [ann, bob] = new TestNetwork().channel("#a", "ann", "bob");
  const part = [":bob!~bob@192.0.2.1 PART #a :Bye"];
  assertEquals(bob.send("PART #A :Bye"), part);
  assertEquals(ann.take(), part);
});

Deno.test("PART without a reason, or with an empty one, says none", () => {
  const [ann] = new TestNetwork().channel("#a", "ann");
  ann.send("JOIN #b");
  ann.take();
  assertEquals(ann.send("PART #a", "PART #b :"), [
    ":ann!~ann@192.0.2.1 PART #a",
    ":ann!~ann@192.0.2.1 PART #b",
  ]);
});

Deno.test("PART takes a list, and sends one PART for each", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  network.channel("#other", "bob");
  ann.send("JOIN #b");
  ann.take();
  assertEquals(ann.send("PART #a,#nowhere,#other,#b :Bye"), [
    ":ann!~ann@192.0.2.1 PART #a :Bye",
    ":irc.test 403 ann #nowhere :No such channel",
    ":irc.test 442 ann #other :You're not on that channel",
    ":ann!~ann@192.0.2.1 PART #b :Bye",
  ]);
});

Deno.test("PART by the last member ends the channel", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  ann.send("PART #a");
  assertEquals(network.core.network.channels.size, 0);
});

Deno.test("PART looks at as many channels as TARGMAX says", () => {
  const [ann] = new TestNetwork({}, { channels: 1 }).channel("#a", "ann");
  assertEquals(ann.send("PART #a,#b", "PART"), [
    ":ann!~ann@192.0.2.1 PART #a",
    ":irc.test 407 ann #b :Too many targets",
    ":irc.test 461 ann PART :Not enough parameters",
  ]);
});

Deno.test("who has left gets nothing more of the channel", () => {
  const [alice, bob] = new TestNetwork().channel("#a", "alice", "bob");
  bob.send("PART #a");
  alice.send("PRIVMSG #a :hello", "NICK alicia", "QUIT");
  assertEquals(bob.take(), []);
});

Deno.test("PART cuts the reason to KICKLEN", () => {
  const [ann] = new TestNetwork({}, { reason: 3 }).channel("#a", "ann");
  assertEquals(ann.send("PART #a :gone"), [
    ":ann!~ann@192.0.2.1 PART #a :gon",
  ]);
});
