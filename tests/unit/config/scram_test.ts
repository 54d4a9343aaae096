import { assertEquals, assertNotEquals } from "@std/assert";
import { decodeBase64 } from "@std/encoding/base64";
import { makeScramKeys } from "../../../src/config/scram.ts";
import { scramKeysOf } from "../../support/scram_keys.ts";

const SALT = decodeBase64("W22ZaJ0SNY7soEsUEjb6gQ==");

Deno.test("the keys are those of the example of RFC 7677", async () => {
  // Its proof and its signature follow from these: section 3.
  assertEquals(await makeScramKeys("pencil", SALT), {
    salt: "W22ZaJ0SNY7soEsUEjb6gQ==",
    iterations: 4096,
    storedKey: "WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=",
    serverKey: "wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=",
  });
});

Deno.test("each password has a salt of its own", async () => {
  const [one, other] = [await makeScramKeys("a"), await makeScramKeys("a")];
  assertNotEquals(one.salt, other.salt);
  assertEquals(decodeBase64(one.salt).length, 16);
});

for (
  const [what, spelled, same] of [
    ["a soft hyphen is nothing", "I\u00adX", "IX"],
    ["a Roman nine is two letters", "\u2168", "IX"],
    ["a space that does not break is a space", "a\u00a0b", "a b"],
    ["an accent of its own is part of its letter", "e\u0301", "\u00e9"],
  ]
) {
  Deno.test(`passwords are brought into the form that clients know: ${what}`, async () => {
    assertEquals(
      await makeScramKeys(spelled, SALT),
      await makeScramKeys(same, SALT),
    );
  });
}

Deno.test("what tests make at once is what the server makes", async () => {
  const { iterations, salt, ...keys } = scramKeysOf("sésame", 4096);
  assertEquals(iterations, 4096);
  const made = await makeScramKeys("sésame", decodeBase64(salt));
  assertEquals(made, { salt, iterations, ...keys });
});
