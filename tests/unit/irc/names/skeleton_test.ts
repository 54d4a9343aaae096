import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { LOOK_ALIKES } from "../../../../src/irc/names/look_alikes.ts";
import { skeletonsOf } from "../../../../src/irc/names/skeleton.ts";

function areAlike(one: string, other: string): boolean {
  return skeletonsOf(one).some((look) => skeletonsOf(other).includes(look));
}

Deno.test("names of other scripts, widths and styles look like those of ASCII", () => {
  for (
    const [fake, name] of [
      ["еvan", "evan"], // Cyrillic e
      ["ΖΟΕ", "zoe"], // Greek capitals
      ["ТОМ", "tom"], // Cyrillic capitals
      ["том", "tom"], // the same in small
      ["ａｎｎ", "ann"], // full width
      ["ＡＬＩＣＥ", "alice"],
      ["𝐚𝓃𝕟", "ann"], // for formulas
      ["𝟎zone", "Ozone"],
      ["Ⓐⓝn", "ann"], // in circles
      ["ᴀɴɴ", "ann"], // small capitals
      ["Ꭺlice", "alice"], // Cherokee
      ["‐-‑", "---"],
      ["ﬁn", "fin"],
    ]
  ) assert(areAlike(fake, name), `${fake} ${name}`);
});

Deno.test("digits look like letters, and rn like m", () => {
  for (
    const [fake, name] of [
      ["a1ice", "alice"],
      ["aIice", "alice"],
      ["a|ice", "alice"],
      ["z0e", "zoe"],
      ["rnark", "mark"],
      ["MARK", "rnark"],
      ["lan", "Ian"],
      ["1an", "Ian"],
    ]
  ) assert(areAlike(fake, name), `${fake} ${name}`);
});

Deno.test("a mark looks the same as a character of its own, in any order and case", () => {
  assert(areAlike("Zoe\u0301", "zoé"));
  assert(areAlike("ZOÉ", "zoé"));
  assert(areAlike("Ệ", "e\u0323\u0302"));
  assert(areAlike("Ệ", "e\u0302\u0323"));
  assert(areAlike("ё", "ë")); // Cyrillic, Latin
  assert(areAlike("Дима", "дима"));
});

Deno.test("what nobody sees makes no difference", () => {
  assert(areAlike("#te\u200bst", "#test"));
  assert(areAlike("#te\u00adst", "#TEST"));
});

Deno.test("names that people tell apart are not alike", () => {
  for (
    const [one, other] of [
      ["zoe", "zoé"],
      ["tim", "tlm"],
      ["all", "ali"],
      ["ann", "anne"],
      ["bob", "bod"],
      ["ø", "o"],
      ["дима", "dima"],
      ["日本", "日木"],
    ]
  ) assert(!areAlike(one, other), `${one} ${other}`);
});

Deno.test("each look-alike stands in the table once, and what it looks like is a skeleton", () => {
  const characters = Object.values(LOOK_ALIKES).join("");
  assertEquals(new Set(characters).size, [...characters].length);
  for (const [like, characters] of Object.entries(LOOK_ALIKES)) {
    assertEquals(skeletonsOf(like), [like]);
    for (const character of characters) {
      assert(areAlike(character, like), character);
      assertNotEquals(character, like);
    }
  }
});
