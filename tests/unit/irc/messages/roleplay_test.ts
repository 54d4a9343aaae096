import { assert, assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

const BILBO = ":*bilbo*!ann@192.0.2.1 PRIVMSG #a";
const SCENE = ":=Scene=!ann@192.0.2.1 PRIVMSG #a";

function stage() {
  const network = new TestNetwork();
  const [ann, zoe] = network.channel("#a", "ann", "zoe");
  ann.send("MODE #a +E");
  zoe.take();
  return { network, ann, zoe };
}

for (
  const [line, heard] of [
    ["NPC #a bilbo :too much bread", `${BILBO} :too much bread`],
    ["NPC #a bilbo too much bread", `${BILBO} :too much bread`],
    ["NPCA #a bilbo :eats  bread", `${BILBO} :\x01ACTION eats  bread\x01`],
    ["SCENE #a dark and stormy", `${SCENE} :dark and stormy`],
  ]
) {
  Deno.test(`${line} is heard by all, on every connection of who plays too`, () => {
    const { ann, network, zoe } = stage();
    const device = network.attach("ann");
    assertEquals(ann.send(line), [heard]);
    assertEquals(device.take(), [heard]);
    assertEquals(zoe.take(), [heard]);
  });

  Deno.test(`${line} is refused without +E`, () => {
    const { ann, zoe } = stage();
    ann.send("MODE #a -E");
    zoe.take();
    assertEquals(ann.send(line), [
      ":irc.test 573 ann #a :Cannot play a figure there (+E is not set)",
    ]);
    assertEquals(zoe.take(), []);
  });
}

Deno.test("half operators and those above set +E, members do not", () => {
  const { zoe } = stage();
  assertEquals(zoe.send("MODE #a -E"), [
    ":irc.test 482 zoe #a :You're not a channel operator",
  ]);
});

Deno.test("what is played has a msgid and the answer its label, and no account", () => {
  const { ann, network, zoe } = stage();
  network.logIn("ann", "Bob");
  zoe.enable("message-tags", "account-tag");
  ann.enable("labeled-response", "batch", "echo-message");
  const [answer, ...rest] = ann.send("@label=x SCENE #a :rain");
  assertEquals(answer, `@label=x ${SCENE} :rain`);
  assertEquals(rest, []);
  const [line] = zoe.take();
  assert(/^@msgid=[^;]+ :=Scene=!/.test(line), line);
});

Deno.test("a figure has a name that a nickname may be", () => {
  const { ann, zoe } = stage();
  for (const name of ["a!b", "a@b", "a*b", "#a", "a,b", "x".repeat(31)]) {
    assertEquals(ann.send(`NPC #a ${name} :hi`), [
      ":irc.test 573 ann #a :Cannot play a figure there (no such name)",
    ]);
  }
  assertEquals(zoe.take(), []);
});

Deno.test("the rules of the channel hold for plays", () => {
  const { ann, network, zoe } = stage();
  const kim = network.register("kim");
  kim.take();
  assertEquals(kim.send("NPC #a bilbo :hi"), [
    ":irc.test 404 kim #a :Cannot send to channel (+n)",
  ]);
  ann.send("MODE #a +m");
  zoe.take();
  assertEquals(zoe.send("SCENE #a :rain"), [
    ":irc.test 404 zoe #a :Cannot send to channel (+m)",
  ]);
  ann.send("MODE #a -m+s");
  ann.take();
  assertEquals(kim.send("SCENE #a :rain"), [
    ":irc.test 403 kim #a :No such channel",
  ]);
  assertEquals(ann.take(), []);
});

Deno.test("a figure can be banned without who plays it", () => {
  const { ann, zoe } = stage();
  ann.send("MODE #a +b m:*bilbo*");
  zoe.take();
  assertEquals(zoe.send("NPC #a bilbo :hi"), [
    ":irc.test 404 zoe #a :Cannot send to channel (+b)",
  ]);
  assertEquals(zoe.send("NPC #a frodo :hi").length, 1);
});

Deno.test("what is missing is refused", () => {
  const { ann } = stage();
  for (
    const line of ["NPC #a bilbo", "NPCA #a bilbo :", "SCENE #a", "NPC #a"]
  ) {
    const [command] = line.split(" ");
    assertEquals(ann.send(line), [
      `:irc.test 461 ann ${command} :Not enough parameters`,
    ]);
  }
});
