import { assertEquals } from "@std/assert";
import { memo } from "../../../../src/irc/names/memo.ts";

function counted(most: number) {
  const made: string[] = [];
  const answer = memo(most, (text) => {
    made.push(text);
    return text === "none" ? null : text.length;
  });
  return { made, answer };
}

Deno.test("an answer is made once, null too", () => {
  const { made, answer } = counted(2);
  assertEquals(["ab", "none", "ab", "none"].map(answer), [2, null, 2, null]);
  assertEquals(made, ["ab", "none"]);
});

Deno.test("no more answers are kept than may be", () => {
  const { made, answer } = counted(2);
  assertEquals(["a", "bb", "ccc", "a", "ccc"].map(answer), [1, 2, 3, 1, 3]);
  assertEquals(made, ["a", "bb", "ccc", "a"]);
});
