import { assert, assertEquals } from "@std/assert";
import { canFit, matchesMask } from "../../../../src/irc/names/mask.ts";

for (
  const [mask, text] of [
    ["", ""],
    ["*", ""],
    ["*", "anything at all"],
    ["a?c", "abc"],
    ["a*c", "ac"],
    ["a*c", "abcbc"],
    ["*b*", "abc"],
    ["a**c", "abc"],
    ["?*", "a"],
    ["*?", "abc"],
    ["??*", "ab"],
    ["*aab", "aaaab"],
    ["*!*@*", "nick!user@host"],
    ["NICK!*@HOST", "nick!user@host"],
    ["nick!*", "NICK!user@host"],
    ["a[]", "A[]"],
    ["\\*", "*"],
    ["\\?", "?"],
    ["\\\\", "\\\\"],
    ["a\\*b*", "a*bc"],
    ["*\\?", "what?"],
    ["a\\b", "a\\b"],
    ["a\\", "a\\"],
    ["é?", "éx"],
    ["?", "é"],
    ["?", "😀"],
  ]
) {
  Deno.test(`the mask ${mask} fits ${text}`, () => {
    assertEquals(matchesMask(mask, text), true);
  });
}

for (
  const [mask, text] of [
    ["", "a"],
    ["a", ""],
    ["?", ""],
    ["?", "ab"],
    ["a", "ab"],
    ["b", "ab"],
    ["a?c", "ac"],
    ["a*c", "abd"],
    ["*?", ""],
    ["???*", "ab"],
    ["\\*", "a"],
    ["\\?", "a"],
    ["a\\*", "ab"],
    ["a\\b", "ab"],
    ["\\\\", "\\"],
    ["a[]", "a{}"],
    ["É", "é"],
  ]
) {
  Deno.test(`the mask ${mask} does not fit ${text}`, () => {
    assertEquals(matchesMask(mask, text), false);
  });
}

for (
  const [mask, text] of [
    ["*a".repeat(200) + "b", "a".repeat(5000)],
    ["*".repeat(400) + "b", "a".repeat(5000)],
    ["*?".repeat(200) + "b", "a".repeat(5000)],
    ["*" + "a".repeat(200) + "b", "a".repeat(5000)],
  ]
) {
  Deno.test(`a mask that was made to be slow is not: ${mask.slice(0, 8)}...`, () => {
    const start = performance.now();
    assertEquals(matchesMask(mask, text), false);
    assert(performance.now() - start < 500);
  });
}

Deno.test("canFit tells whether any name fits a mask", () => {
  const isName = (name: string) => /^[a-z][a-z.]{0,3}$/.test(name);
  const can = ["*", "?", "????", "a.*", "*.a", "?.", "*?*", "*abc", "**a?"];
  const cannot = ["", "?????", "a!", ".*", "\\*", "abcde*", "*abcde", "A"];
  assertEquals(can.filter((mask) => !canFit(mask, isName)), []);
  assertEquals(cannot.filter((mask) => canFit(mask, isName)), []);
});

Deno.test("canFit knows what a name begins with", () => {
  const isName = (name: string) => /^#[a-z]{1,3}$/.test(name);
  const can = ["*", "#*", "?*", "*?", "*abc", "?abc", "*?abc", "#???"];
  const cannot = ["#", "?", "a*", "*abcd", "?#a", "####"];
  assertEquals(can.filter((mask) => !canFit(mask, isName, "#")), []);
  assertEquals(cannot.filter((mask) => canFit(mask, isName, "#")), []);
});
