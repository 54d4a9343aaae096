import { assertEquals } from "@std/assert";
import { type TestClient, TestNetwork } from "../../../support/test_network.ts";

/** A channel of `ann`, its operator, with modes set, and `bob`, who is not on it. */
function channel(modes: string, others = "#b"): {
  network: TestNetwork;
  ann: TestClient;
  bob: TestClient;
} {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  ann.send(`JOIN ${others}`);
  const bob = network.register("bob");
  ann.send(`MODE #a ${modes}`);
  return { network, ann, bob };
}

const JOINED = ":bob!~bob@192.0.2.1 JOIN #a";

Deno.test("+O lets operators alone join, invited or not", () => {
  const network = new TestNetwork();
  const root = network.operator("root");
  root.send("JOIN #a", "MODE #a +O");
  const bob = network.register("bob");
  const refusal = [":irc.test 520 bob #a :Cannot join channel (+O)"];
  assertEquals(bob.send("JOIN #a"), refusal);
  root.send("INVITE bob #a");
  bob.take();
  assertEquals(bob.send("JOIN #a"), refusal);
  bob.send("OPER helper help");
  assertEquals(bob.send("JOIN #a")[0], JOINED);
});

Deno.test("+O is set by operators alone", () => {
  const { ann } = channel("+m");
  ann.take();
  assertEquals(ann.send("MODE #a +O"), [
    ":irc.test 481 ann :Permission Denied- You're not an IRC operator",
  ]);
});

Deno.test("+z lets those who came over TLS alone join, invited or not", () => {
  const { network, ann, bob } = channel("+z");
  const refusal = [
    ":irc.test 489 bob #a :Cannot join channel; TLS users only (+z)",
  ];
  assertEquals(bob.send("JOIN #a"), refusal);
  ann.send("INVITE bob #a");
  bob.take();
  assertEquals(bob.send("JOIN #a"), refusal);
  const eve = network.register("eve", "192.0.2.5", true);
  assertEquals(eve.send("JOIN #a")[0], ":eve!~eve@192.0.2.5 JOIN #a");
});

Deno.test("+b keeps out those it fits, unless +e or an invitation lets them in", () => {
  const { ann, bob } = channel("+b BOB");
  const refusal = [":irc.test 474 bob #a :Cannot join channel (+b)"];
  assertEquals(bob.send("JOIN #a"), refusal);
  ann.send("MODE #a +e *!~bob@192.0.2.1");
  assertEquals(bob.send("JOIN #a")[0], JOINED);
  ann.send("MODE #a -e *!~bob@192.0.2.1");
  bob.send("PART #a");
  assertEquals(bob.send("JOIN #a"), refusal);
  ann.send("INVITE bob #a");
  bob.take();
  assertEquals(bob.send("JOIN #a")[0], JOINED);
});

Deno.test("+R lets those with an account alone join", () => {
  const { network, bob } = channel("+R");
  assertEquals(bob.send("JOIN #a"), [
    ":irc.test 477 bob #a :You need to be logged in to an account",
  ]);
  network.logIn("bob", "bob");
  assertEquals(bob.send("JOIN #a")[0], JOINED);
});

Deno.test("+i lets the invited alone join, once, and those on +I", () => {
  const { ann, bob } = channel("+i");
  const refusal = [":irc.test 473 bob #a :Cannot join channel (+i)"];
  assertEquals(bob.send("JOIN #a"), refusal);
  ann.send("INVITE bob #a");
  bob.take();
  assertEquals(bob.send("JOIN #a")[0], JOINED);
  assertEquals(bob.send("PART #a", "JOIN #a").slice(1), refusal);
  ann.send("MODE #a +I bob");
  assertEquals(bob.send("JOIN #a")[0], JOINED);
});

Deno.test("+k asks for the key, not of the invited", () => {
  const { ann, bob } = channel("+k Key");
  const refusal = [":irc.test 475 bob #a :Cannot join channel (+k)"];
  assertEquals(bob.send("JOIN #a"), refusal);
  assertEquals(bob.send("JOIN #a key"), refusal);
  assertEquals(bob.send("JOIN #a Key")[0], JOINED);
  bob.send("PART #a");
  ann.send("INVITE bob #a");
  bob.take();
  assertEquals(bob.send("JOIN #a")[0], JOINED);
});

Deno.test("+l lets that many join, and the invited", () => {
  const { network, ann, bob } = channel("+l 2");
  const eve = network.register("eve");
  assertEquals(bob.send("JOIN #a")[0], JOINED);
  assertEquals(eve.send("JOIN #a"), [
    ":irc.test 471 eve #a :Cannot join channel (+l)",
  ]);
  ann.send("INVITE eve #a");
  eve.take();
  assertEquals(eve.send("JOIN #a")[0], ":eve!~eve@192.0.2.1 JOIN #a");
});

Deno.test("+j lets so many join in so many seconds", () => {
  const { network, ann, bob } = channel("+j 2:10");
  const refusal = [
    ":irc.test 437 bob #a :Channel is temporarily unavailable (+j)",
  ];
  const joinAndPart = () => bob.send("JOIN #a", "PART #a").length;
  assertEquals([joinAndPart(), joinAndPart()], [4, 4]);
  network.at += 9999;
  assertEquals(bob.send("JOIN #a"), refusal);
  network.at += 1;
  assertEquals([joinAndPart(), joinAndPart()], [4, 4]);
  assertEquals(bob.send("JOIN #a"), refusal);
  ann.send("INVITE bob #a");
  bob.take();
  assertEquals(bob.send("JOIN #a")[0], JOINED);
});

Deno.test("+j counts no more once it is unset", () => {
  const { ann, bob } = channel("+j 1:10");
  bob.send("JOIN #a", "PART #a");
  ann.send("MODE #a -j");
  assertEquals(bob.send("JOIN #a")[0], JOINED);
});

Deno.test("+f leads those who cannot join to another channel", () => {
  const { ann, bob } = channel("+if #b");
  ann.send("MODE #b +k key");
  assertEquals(bob.send("JOIN #a"), [
    ":irc.test 470 bob #a #b :Forwarding to another channel",
    ":irc.test 475 bob #b :Cannot join channel (+k)",
  ]);
  ann.send("MODE #b -k key");
  assertEquals(bob.send("JOIN #a").slice(0, 2), [
    ":irc.test 470 bob #a #b :Forwarding to another channel",
    ":bob!~bob@192.0.2.1 JOIN #b",
  ]);
  assertEquals(bob.send("JOIN #a"), [
    ":irc.test 470 bob #a #b :Forwarding to another channel",
  ]);
});

Deno.test("+f leads nowhere once the channel is gone", () => {
  const { ann, bob } = channel("+if #b");
  ann.send("PART #b");
  assertEquals(bob.send("JOIN #a"), [
    ":irc.test 473 bob #a :Cannot join channel (+i)",
  ]);
});

Deno.test("+f leads to nobody who makes a channel of that name later", () => {
  const { network, ann, bob } = channel("+if #b");
  ann.send("PART #b");
  const eve = network.register("eve");
  eve.send("JOIN #b");
  assertEquals(bob.send("JOIN #a"), [
    ":irc.test 473 bob #a :Cannot join channel (+i)",
  ]);
  eve.send("MODE #b +o ann", "INVITE ann #b");
  ann.send("JOIN #b");
  eve.send("MODE #b +o ann");
  ann.take();
  assertEquals(ann.send("MODE #a +f #b"), [
    ":ann!~ann@192.0.2.1 MODE #a +f #b",
  ]);
  assertEquals(
    bob.send("JOIN #a")[0],
    ":irc.test 470 bob #a #b :Forwarding to another channel",
  );
});

for (const mode of ["s", "p"]) {
  Deno.test(`+f names no channel under +${mode} to those who may not know of it`, () => {
    const { network, ann, bob } = channel("+if #b");
    ann.send(`MODE #b +${mode}`);
    assertEquals(bob.send("JOIN #a"), [
      ":irc.test 473 bob #a :Cannot join channel (+i)",
    ]);
    const root = network.operator("root");
    assertEquals(root.send("JOIN #a").slice(-4, -2), [
      ":irc.test 470 root #a #b :Forwarding to another channel",
      ":root!~root@192.0.2.1 JOIN #b",
    ]);
  });
}
