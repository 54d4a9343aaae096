import { assertEquals } from "@std/assert";
import {
  chunksOf,
  decodeBase64,
} from "../../../../../src/irc/accounts/sasl/base64.ts";

Deno.test("Base64 is read, with its padding", () => {
  const text = (base64: string) =>
    new TextDecoder().decode(decodeBase64(base64) ?? undefined);
  assertEquals(
    ["", "YQ==", "YWI=", "YWJj", "YWJjZA=="].map(text),
    ["", "a", "ab", "abc", "abcd"],
  );
});

for (
  const [what, text] of [
    ["without its padding", "YQ"],
    ["with too much padding", "YWJj===="],
    ["with padding in the middle", "YQ==YQ=="],
    ["with a space", "YWJj YWJj"],
    ["with letters that are none of its own", "YW-_"],
    ["with bits that mean nothing", "YR=="],
    ["with other characters", "é"],
    ["with a line end", "YWJj\n"],
    ["of one letter", "Y"],
  ]
) {
  Deno.test(`Base64 ${what} is refused`, () => {
    assertEquals(decodeBase64(text), null);
  });
}

Deno.test("a challenge is cut into chunks, the last of which is shorter than 400", () => {
  const lengths = (bytes: number) =>
    chunksOf(new Uint8Array(bytes)).map((chunk) => chunk.length);
  assertEquals(chunksOf(new Uint8Array()), ["+"]);
  assertEquals(chunksOf(Uint8Array.of(0)), ["AA=="]);
  assertEquals(lengths(297), [396]);
  assertEquals(lengths(301), [400, 4]);
  assertEquals(chunksOf(new Uint8Array(300)).slice(1), ["+"]);
  assertEquals(lengths(600), [400, 400, 1]);
});
