import { assertEquals } from "@std/assert";
import {
  escapeTagValue,
  formatTag,
  NO_TAGS,
  parseTags,
} from "../../../../src/irc/wire/tags.ts";

for (
  const [text, ...expected] of [
    ["a=b", ["a", "b"]],
    ["a", ["a", ""]],
    ["a=", ["a", ""]],
    ["a=b;c;+d=e", ["a", "b"], ["c", ""], ["+d", "e"]],
    ["a=b=c", ["a", "b=c"]],
    ["a=\\:\\s", ["a", "\\:\\s"]],
    ["+example.com/k=v", ["+example.com/k", "v"]],
    [";a=b;;", ["a", "b"]],
    ["=x;a", ["a", ""]],
    [""],
    [";"],
  ] as const
) {
  Deno.test(`tags are taken apart, their values as they stand: ${text}`, () => {
    assertEquals([...parseTags(text)], expected.map(([...pair]) => pair));
  });
}

Deno.test("of a tag that is there twice, the last counts, in its place", () => {
  assertEquals([...parseTags("a=1;b=2;a=3")], [["b", "2"], ["a", "3"]]);
  assertEquals([...parseTags("a=1;a")], [["a", ""]]);
});

Deno.test("no tags are all the same", () => {
  assertEquals(parseTags("") === NO_TAGS, true);
});

Deno.test("a tag without a value is written without an equals sign", () => {
  assertEquals(formatTag("a", "b"), "a=b");
  assertEquals(formatTag("+a", ""), "+a");
});

for (
  const [value, escaped] of [
    ["a b", "a\\sb"],
    ["a;b", "a\\:b"],
    ["a\\b", "a\\\\b"],
    ["a\r\nb", "a\\r\\nb"],
    ["\\s", "\\\\s"],
    ["é😀=", "é😀="],
    ["", ""],
  ]
) {
  Deno.test(`a value is escaped: ${JSON.stringify(value)}`, () => {
    assertEquals(escapeTagValue(value), escaped);
  });
}
