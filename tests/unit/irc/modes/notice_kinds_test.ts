import { assertEquals } from "@std/assert";
import {
  NOTICE_KINDS,
  USUAL_NOTICES,
} from "../../../../src/irc/modes/index.ts";
import { TestNetwork } from "../../../support/test_network.ts";

const ALL = Object.values(NOTICE_KINDS).map(({ letter }) => letter);

function mask(letters: string): string {
  return `:irc.test 008 root +${letters} :Server notice mask`;
}

Deno.test("each kind of notices has a letter of its own, in alphabetical order", () => {
  assertEquals([...new Set(ALL)].sort(), ALL);
});

Deno.test("who becomes an operator gets the usual notices", () => {
  const root = new TestNetwork().register("root");
  root.send("OPER root secret");
  assertEquals(root.send("MODE root"), [
    ":irc.test 221 root +os",
    mask(USUAL_NOTICES),
  ]);
});

Deno.test("MODE +s takes letters with signs, and shows in 008 what is chosen then", () => {
  const root = new TestNetwork().operator("root");
  const set = ":root!~root@192.0.2.1 MODE root +s";
  assertEquals(root.send("MODE root +s kc"), [set, mask("ck")]);
  assertEquals(root.send("MODE root +s +q-k"), [mask("cq")]);
  assertEquals(root.send("MODE root +s"), [mask("cq")]);
  assertEquals(root.send("MODE root +ws n"), [
    ":root!~root@192.0.2.1 MODE root +w",
    mask("cnq"),
  ]);
});

Deno.test("MODE +s without letters chooses the usual ones where there are none", () => {
  const root = new TestNetwork().operator("root");
  assertEquals(root.send("MODE root +s").at(-1), mask(USUAL_NOTICES));
});

Deno.test("+s goes with its last letter, and letters go with -s", () => {
  const root = new TestNetwork().operator("root");
  root.send("MODE root +s cq");
  assertEquals(root.send("MODE root +s -qc"), [
    ":root!~root@192.0.2.1 MODE root -s",
  ]);
  assertEquals(root.send("MODE root +s -c", "MODE root"), [
    ":irc.test 221 root +o",
  ]);
  root.send("MODE root +s c", "MODE root -s");
  assertEquals(root.send("MODE root +s n").at(-1), mask("n"));
});

Deno.test("a letter that chooses nothing is refused with 501, the others hold", () => {
  const root = new TestNetwork().operator("root");
  assertEquals(root.send("MODE root +s c?"), [
    ":root!~root@192.0.2.1 MODE root +s",
    mask("c"),
    ":irc.test 501 root :Unknown MODE flag",
  ]);
});

Deno.test("who is no operator chooses nothing", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send("MODE ann +s c", "MODE ann"), [
    ":irc.test 481 ann :Permission Denied- You're not an IRC operator",
    ":irc.test 221 ann +",
  ]);
});

Deno.test("HELP SNOMASK explains each letter", () => {
  const ann = new TestNetwork().register("ann");
  const lines = ann.send("HELP SNOMASK");
  for (const { letter, help } of Object.values(NOTICE_KINDS)) {
    const line = `:irc.test 705 ann SNOMASK :${letter}: ${help}`;
    assertEquals(lines.filter((each) => each === line).length, 1, letter);
  }
});
