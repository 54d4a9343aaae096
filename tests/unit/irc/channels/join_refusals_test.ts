import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

function channelWith(...modes: string[]) {
  const network = new TestNetwork();
  const [alice] = network.channel("#a", "alice");
  alice.send(...modes.map((change) => `MODE #a ${change}`));
  return { network, alice, bob: network.register("bob") };
}

const JOINED = ":bob!~bob@192.0.2.1 JOIN #a";

Deno.test("+i refuses those who are not invited with 473", () => {
  const { bob } = channelWith("+i");
  assertEquals(bob.send("JOIN #a"), [
    ":irc.test 473 bob #a :Cannot join channel (+i)",
  ]);
});

Deno.test("+k refuses a missing and a wrong key with 475", () => {
  const { bob } = channelWith("+k Key");
  const refusal = ":irc.test 475 bob #a :Cannot join channel (+k)";
  assertEquals(bob.send("JOIN #a", "JOIN #a wrong", "JOIN #a key"), [
    refusal,
    refusal,
    refusal,
  ]);
  assertEquals(bob.send("JOIN #a Key")[0], JOINED);
});

Deno.test("+l refuses with 471 as long as the channel is full", () => {
  const { network, bob } = channelWith("+l 2");
  const carol = network.register("carol");
  carol.send("JOIN #a");
  assertEquals(bob.send("JOIN #a"), [
    ":irc.test 471 bob #a :Cannot join channel (+l)",
  ]);
  carol.send("PART #a");
  assertEquals(bob.send("JOIN #a")[0], JOINED);
});

for (const mask of ["bob", "*!*@192.0.2.*", "B?B!~BOB@*", "192.0.2.1"]) {
  Deno.test(`+b ${mask} refuses those who match with 474`, () => {
    const { bob } = channelWith(`+b ${mask}`);
    assertEquals(bob.send("JOIN #a"), [
      ":irc.test 474 bob #a :Cannot join channel (+b)",
    ]);
  });
}

Deno.test("+b lets those in who do not match", () => {
  const { bob } = channelWith("+b bobby!*@*", "+b *!*@192.0.2.2");
  assertEquals(bob.send("JOIN #a")[0], JOINED);
});

Deno.test("an invitation lets one in despite +i, once", () => {
  const { alice, bob } = channelWith("+i");
  alice.send("INVITE bob #a");
  bob.take();
  assertEquals(bob.send("JOIN #a")[0], JOINED);
  bob.send("PART #a");
  assertEquals(bob.send("JOIN #a"), [
    ":irc.test 473 bob #a :Cannot join channel (+i)",
  ]);
});

Deno.test("an invitation lets one in despite +b, +k and +l", () => {
  const { alice, bob } = channelWith("+b bob", "+k key", "+l 1");
  alice.send("INVITE bob #a");
  bob.take();
  assertEquals(bob.send("JOIN #a")[0], JOINED);
});

Deno.test("an invitation lasts through a change of nickname", () => {
  const { alice, bob } = channelWith("+i");
  alice.send("INVITE bob #a");
  bob.send("NICK rob");
  assertEquals(bob.send("JOIN #a")[0], ":rob!~bob@192.0.2.1 JOIN #a");
});

Deno.test("an invitation is not for the next user of the nickname", () => {
  const { network, alice, bob } = channelWith("+i");
  alice.send("INVITE bob #a");
  bob.send("QUIT");
  assertEquals(network.register("bob").send("JOIN #a"), [
    ":irc.test 473 bob #a :Cannot join channel (+i)",
  ]);
});

Deno.test("an invitation ends with the channel", () => {
  const { network, alice, bob } = channelWith("+i");
  alice.send("INVITE bob #a", "PART #a", "JOIN #a", "MODE #a +i");
  bob.take();
  assertEquals(bob.send("JOIN #a"), [
    ":irc.test 473 bob #a :Cannot join channel (+i)",
  ]);
  assertEquals(network.register("carol").send("JOIN #a").length, 1);
});
