import { assertEquals } from "@std/assert";
import { COMMANDS } from "../../../../src/irc/protocol.ts";
import {
  type Privilege,
  PRIVILEGES,
} from "../../../../src/irc/state/settings.ts";
import { SETTINGS, TestNetwork } from "../../../support/test_network.ts";

/** Each command that takes a privilege, with parameters that it would do something with. */
const NEEDED: Readonly<Record<string, readonly [Privilege, string]>> = {
  DEFCON: ["defcon", "3"],
  DIE: ["die", ""],
  DLINE: ["ban", "198.51.100.7 :x"],
  KILL: ["kill", "bob :x"],
  KLINE: ["ban", "*@198.51.100.7 :x"],
  REHASH: ["rehash", ""],
  RESTART: ["die", ""],
  SAJOIN: ["override", "bob #a"],
  SAMODE: ["override", "#a +s"],
  SANICK: ["override", "bob rob"],
  SAPART: ["override", "bob #a"],
  UBAN: ["ban", "ADD 198.51.100.7 x"],
  UNDLINE: ["ban", "198.51.100.7"],
  UNKLINE: ["ban", "*@198.51.100.7"],
  WALLOPS: ["announce", ":x"],
};

Deno.test("these commands take a privilege, and no others", () => {
  const found = [...COMMANDS.values()].flatMap(({ name, privilege }) =>
    privilege === undefined ? [] : [[name, privilege]]
  );
  const wanted = Object.entries(NEEDED).map(([name, [needed]]) => [
    name,
    needed,
  ]);
  assertEquals(found, wanted);
});

for (const [name, [privilege, params]] of Object.entries(NEEDED)) {
  const line = `${name} ${params}`.trimEnd();

  Deno.test(`${name} is for operators with the privilege ${privilege}, and does nothing for others`, () => {
    const [root] = SETTINGS.operators;
    const without = PRIVILEGES.filter((each) => each !== privilege);
    const network = new TestNetwork({
      operators: [
        { ...root, privileges: without },
        { ...root, name: "only", privileges: [privilege] },
      ],
    });
    network.channel("#a", "bob");
    const ann = network.register("ann");
    ann.take();
    const before = JSON.stringify(network.core.network.settings);
    assertEquals(ann.send(line), [
      ":irc.test 481 ann :Permission Denied- You're not an IRC operator",
    ]);
    ann.send("OPER root secret");
    ann.take();
    assertEquals(ann.send(line), [
      `:irc.test 723 ann ${privilege} :Insufficient oper privileges`,
    ]);
    assertEquals(
      [
        network.bans,
        network.stopped,
        network.rehashes,
        network.core.network.defcon,
      ],
      [[], null, 0, 5],
    );
    assertEquals(network.core.network.findUser("bob")?.channels.size, 1);
    assertEquals(JSON.stringify(network.core.network.settings), before);
    ann.send("OPER only secret");
    ann.take();
    const refusals = ann.send(line).filter((each) =>
      / (?:481|723) /.test(each)
    );
    assertEquals(refusals, []);
  });
}
