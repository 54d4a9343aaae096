import { assertEquals } from "@std/assert";
import { fold } from "../../../../src/irc/names/casemapping.ts";

Deno.test("A-Z and a-z are the same letters", () => {
  assertEquals(
    fold("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    "abcdefghijklmnopqrstuvwxyz",
  );
});

Deno.test("nothing else changes: []\\^ are not {}|~", () => {
  const others = "[]\\^{}|~@`_-0123456789#";
  assertEquals(fold(others), others);
});

for (const name of ["É", "é", "İ", "\u212a", "Σ", "😀"]) {
  Deno.test(`a letter that is not ASCII stays as it is: ${name}`, () => {
    assertEquals(fold(`A${name}Z`), `a${name}z`);
  });
}
