import { assertEquals } from "@std/assert";
import { DEFAULT_LIMITS } from "../../../../src/irc/names/limits.ts";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("NOTICE reaches a user, and all other members of a channel", () => {
  const [alice, bob] = new TestNetwork().channel("#a", "alice", "Bob");
  assertEquals(alice.send("NOTICE bob,#A :hello"), []);
  assertEquals(bob.take(), [
    ":alice!~alice@192.0.2.1 NOTICE Bob :hello",
    ":alice!~alice@192.0.2.1 NOTICE #a :hello",
  ]);
});

Deno.test("NOTICE is never answered, whatever is wrong with it", () => {
  const network = new TestNetwork();
  const [bob] = network.channel("#a", "bob");
  const alice = network.register("alice");
  assertEquals(
    alice.send(
      "NOTICE",
      "NOTICE bob",
      "NOTICE bob :",
      "NOTICE nobody :x",
      "NOTICE #none :x",
      "NOTICE #a :x",
    ),
    [],
  );
  assertEquals(bob.take(), []);
});

Deno.test("over TARGMAX targets NOTICE drops the rest without a word", () => {
  const network = new TestNetwork();
  const nicks = Array.from(
    { length: DEFAULT_LIMITS.messageTargets + 1 },
    (_, i) => `n${i}`,
  );
  const clients = nicks.map((nick) => network.register(nick));
  assertEquals(clients[0].send(`NOTICE ${nicks.join(",")} :hello`).length, 1);
  assertEquals(clients.slice(1).map((client) => client.take().length), [
    ...nicks.slice(2).map(() => 1),
    0,
  ]);
});

Deno.test("a moderated channel does not let NOTICE through either", () => {
  const [alice, bob] = new TestNetwork().channel("#a", "alice", "bob");
  alice.send("MODE #a +m");
  alice.take();
  bob.take();
  assertEquals([bob.send("NOTICE #a :x"), alice.take()], [[], []]);
});
