import { assertEquals } from "@std/assert";
import { type TestClient, TestNetwork } from "../../../support/test_network.ts";

function closedChannel(
  network: TestNetwork,
  modes = "+i",
): [TestClient, TestClient] {
  const [ann] = network.channel("#a", "ann");
  ann.send(`MODE #a ${modes}`);
  const bob = network.register("bob");
  bob.take();
  return [ann, bob];
}

Deno.test("KNOCK tells the operators of an invite-only channel", () => {
  const network = new TestNetwork();
  const [ann, bob] = closedChannel(network, "-i");
  const cat = network.register("cat");
  cat.send("JOIN #a");
  ann.send("MODE #a +i");
  cat.take();
  assertEquals(bob.send("KNOCK #A"), [
    ":irc.test 711 bob #a :Your KNOCK has been delivered",
  ]);
  assertEquals(ann.take(), [
    ":irc.test 710 ann #a bob!~bob@192.0.2.1 :has asked for an invite",
  ]);
  assertEquals(cat.take(), []);
});

Deno.test("KNOCK is heard by half operators, who may invite", () => {
  const network = new TestNetwork();
  const [ann, bob] = closedChannel(network);
  ann.send("MODE #a +h-o ann ann");
  bob.send("KNOCK #a");
  assertEquals(ann.take(), [
    ":irc.test 710 ann #a bob!~bob@192.0.2.1 :has asked for an invite",
  ]);
});

Deno.test("KNOCK at an open channel is refused with 713", () => {
  const [, bob] = closedChannel(new TestNetwork(), "+k key");
  assertEquals(bob.send("KNOCK #a"), [
    ":irc.test 713 bob #a :Channel is open",
  ]);
});

Deno.test("KNOCK by a member is refused with 714", () => {
  const [ann] = closedChannel(new TestNetwork());
  assertEquals(ann.send("KNOCK #a"), [
    ":irc.test 714 ann #a :You are already on that channel",
  ]);
});

Deno.test("KNOCK by somebody banned is refused with 404", () => {
  const [ann, bob] = closedChannel(new TestNetwork(), "+ib bob!*@*");
  ann.take();
  assertEquals(bob.send("KNOCK #a"), [
    ":irc.test 404 bob #a :Cannot send to channel (+b)",
  ]);
  assertEquals(ann.take(), []);
});

Deno.test("KNOCK at a hidden channel is refused with 403, +p to those who know of it with 404", () => {
  for (const modes of ["+ip", "+is"]) {
    const network = new TestNetwork();
    const [ann, bob] = closedChannel(network, modes);
    ann.take();
    assertEquals(bob.send("KNOCK #a"), [
      ":irc.test 403 bob #a :No such channel",
    ]);
    assertEquals(ann.take(), []);
  }
  const network = new TestNetwork();
  closedChannel(network, "+ip");
  assertEquals(network.operator("root").send("KNOCK #a").slice(-1), [
    ":irc.test 404 root #a :Cannot send to channel (+p)",
  ]);
});

Deno.test("KNOCK is not heard by those who silence the one who knocks, who sees no difference", () => {
  const network = new TestNetwork();
  const [ann, bob] = closedChannel(network);
  const cat = network.register("cat");
  ann.send("INVITE cat #a");
  cat.send("JOIN #a");
  ann.send("MODE #a +h cat", "SILENCE +bob");
  [ann, cat].forEach((client) => client.take());
  assertEquals(bob.send("KNOCK #a"), [
    ":irc.test 711 bob #a :Your KNOCK has been delivered",
  ]);
  assertEquals(ann.take(), []);
  assertEquals(cat.take(), [
    ":irc.test 710 cat #a bob!~bob@192.0.2.1 :has asked for an invite",
  ]);
});

Deno.test("KNOCK is kept away by +g and +R as a message is, and who knocks sees no difference", () => {
  for (
    const [letter, told] of [
      ["g", [
        ":irc.test 718 ann bob ~bob@192.0.2.1 :is messaging you, and you have mode +g set: /ACCEPT bob to let them",
      ]],
      ["R", []],
    ] as const
  ) {
    const network = new TestNetwork();
    const [ann, bob] = closedChannel(network);
    ann.send(`MODE ann +${letter}`);
    ann.take();
    assertEquals(bob.send("KNOCK #a"), [
      ":irc.test 711 bob #a :Your KNOCK has been delivered",
    ]);
    assertEquals(ann.take(), told);
    ann.send("ACCEPT bob");
    network.at += 60_000;
    bob.send("KNOCK #a");
    assertEquals(ann.take(), [
      ":irc.test 710 ann #a bob!~bob@192.0.2.1 :has asked for an invite",
    ]);
  }
});

Deno.test("KNOCK at no channel is refused with 403", () => {
  const [, bob] = closedChannel(new TestNetwork());
  assertEquals(bob.send("KNOCK #b", "KNOCK"), [
    ":irc.test 403 bob #b :No such channel",
    ":irc.test 461 bob KNOCK :Not enough parameters",
  ]);
});

Deno.test("KNOCK is refused with 712 for a minute after the last one", () => {
  const network = new TestNetwork();
  const [ann, bob] = closedChannel(network);
  bob.send("KNOCK #a");
  network.at += 59_999;
  ann.take();
  assertEquals(bob.send("KNOCK #a"), [
    ":irc.test 712 bob #a :Too many KNOCKs (try again later)",
  ]);
  assertEquals(ann.take(), []);
  network.at += 1;
  assertEquals(bob.send("KNOCK #a"), [
    ":irc.test 711 bob #a :Your KNOCK has been delivered",
  ]);
});
