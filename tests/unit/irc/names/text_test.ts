import { assertEquals } from "@std/assert";
import {
  byteLength,
  cut,
  packWords,
  truncate,
} from "../../../../src/irc/names/text.ts";

Deno.test("byteLength counts UTF-8", () => {
  assertEquals(["", "abc", "é", "日", "😀"].map(byteLength), [0, 3, 2, 3, 4]);
});

for (
  const [text, bytes, expected] of [
    ["abc", 3, "abc"],
    ["abc", 2, "ab"],
    ["abc", 0, ""],
    ["éé", 3, "é"],
    ["a日", 3, "a"],
    ["a日", 4, "a日"],
    ["😀😀", 7, "😀"],
    ["\ufeffabc", 5, "\ufeffab"],
  ] as const
) {
  Deno.test(`${JSON.stringify(text)} shortened to ${bytes} bytes`, () => {
    assertEquals(truncate(text, bytes), expected);
  });
}

Deno.test("bytes are cut in the same memory, and not at all where they fit", () => {
  const bytes = new TextEncoder().encode("a日b");
  assertEquals(cut(bytes, 5) === bytes, true);
  const short = cut(bytes, 3);
  assertEquals([...short], [0x61]);
  assertEquals(short.buffer === bytes.buffer, true);
});

Deno.test("words are packed into lines, none over the room but a single word", () => {
  assertEquals([...packWords(["ab", "cd", "éf", "longer"], 5)], [
    "ab cd",
    "éf",
    "longer",
  ]);
  assertEquals([...packWords([], 5)], []);
});

Deno.test("words are packed into lines, none of more words than it may have", () => {
  assertEquals([...packWords(["a", "b", "c"], 100, 2)], ["a b", "c"]);
});
