import { assertEquals } from "@std/assert";
import { indexed, wordsIn } from "../../../../src/store/history/words.ts";

for (
  const [text, words] of [
    ["I \u2764\ufe0fyou", ["i", "you"]],
    ["done \u2705\ufe0ffinally 1\ufe0f\u20e3st", ["done", "finally", "1st"]],
    ["hello\u2600\ufe0fworld", ["hello", "world"]],
    ["\u0645\u064e\u0631\u0652\u062d\u064e\u0628\u064b\u0627", [
      "\u0645\u0631\u062d\u0628\u0627",
    ]],
    ["\u05e9\u05b8\u05c1\u05dc\u05d5\u05b9\u05dd", [
      "\u05e9\u05dc\u05d5\u05dd",
    ]],
    ["\u0301 \u0e01\u0e34\u0e19", ["\u0e01\u0e34", "\u0e19"]],
    ["\u0928\u092e\u0938\u094d\u0924\u0947", [
      "\u0928\u092e\u0938\u094d\u0924\u0947",
    ]],
  ] as const
) {
  Deno.test(`the words of ${JSON.stringify(text)} are ${words.join(", ")}`, () => {
    assertEquals(wordsIn(text), [...words]);
    assertEquals(wordsIn(indexed(text)).includes(words[0]), true);
  });
}
