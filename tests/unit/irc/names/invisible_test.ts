import { assertEquals } from "@std/assert";
import { INVISIBLE_CHARACTERS } from "../../../../src/irc/names/invisible.ts";

const invisible = new RegExp(`[${INVISIBLE_CHARACTERS}]`, "u");

const LAST = 0x10ffff;

function* codesThat(test: (character: string) => boolean): Generator<string> {
  for (let code = 0; code <= LAST; code++) {
    if (test(String.fromCodePoint(code))) yield code.toString(16);
  }
}

/** What this engine's Unicode knows of it. */
const KNOWN =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Z}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800]/u;

Deno.test("invisible are those that Unicode says are, of all code points", () => {
  const differ = codesThat((character) =>
    invisible.test(character) !== KNOWN.test(character)
  );
  assertEquals([...differ], [], "has Unicode a new one? Write it down");
});

Deno.test("no letter, number, mark, sign or emoji is invisible but the fillers", () => {
  const seen = /[\p{L}\p{N}\p{M}\p{S}\p{P}]/u;
  const hidden = codesThat((character) =>
    invisible.test(character) && seen.test(character) &&
    !/\p{Default_Ignorable_Code_Point}/u.test(character)
  );
  assertEquals([...hidden], ["2800"]);
});

Deno.test("what no Unicode has assigned yet is not invisible", () => {
  assertEquals(
    [0x0378, 0x1facd, 0x2fe0, 0x3fffd, 0xdfffd]
      .filter((code) => invisible.test(String.fromCodePoint(code))),
    [],
  );
});
