import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { verifyForeign } from "../../../src/config/foreign_passwords.ts";
import {
  readAnopePassword,
  readAthemePassword,
} from "../../../src/dumps/passwords.ts";

const SECRET_MD5 = "5ebe2294ecd0e0f08eab7690d2a6ee69";
const LEGACY = "abcdefghijklmnop" +
  "cad07ed89187a73cf4b53d4eb6ecb46eacde1126bc67f769ca3533f96b1750918df9da67" +
  "6f9ace4609e1995d8324698be68c8f6304ec1ec4c48da85a81def059";

for (
  const [text, password] of [
    [`md5:${SECRET_MD5}`, "secret"],
    ["sha1:e5e9fa1ba31ecd1ae84f75caaa474f3a663f05f4", "secret"],
    ["plain:c2VjcmV0", "secret"],
    [
      "hmac-sha256:5f7f039818f6e10be84dab0f49610a387d3818b2c883eacdc1778c66a7cecf3b:" +
      "1a924a3b05a11d7bf3c752d820391dbe01fb7e5d83f7400765de987c3fbb0ec3",
      "test12345",
    ],
    [
      "raw-sha256:2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b",
      "secret",
    ],
  ]
) {
  Deno.test(`Anope's ${text.slice(0, 12)}... can be checked`, async () => {
    const { passwordHash = "" } = readAnopePassword(text) ?? {};
    assert(await verifyForeign(passwordHash, password));
    assertEquals(await verifyForeign(passwordHash, "wrong"), false);
  });
}

for (
  const [text, isHashed, password] of [
    ["secret", false, "secret"],
    ["$base64$c2VjcmV0", true, "secret"],
    [`$rawmd5$${SECRET_MD5}`, true, "secret"],
    [LEGACY, true, "pässword"],
  ] as const
) {
  Deno.test(`Atheme's ${text.slice(0, 12)}... can be checked`, async () => {
    const { passwordHash = "" } = readAthemePassword(text, isHashed) ?? {};
    assert(await verifyForeign(passwordHash, password));
    assertEquals(await verifyForeign(passwordHash, "wrong"), false);
  });
}

Deno.test("others cannot be checked", () => {
  const bcrypt = "$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy";
  for (
    const text of [`bcrypt:${bcrypt}`, "oldmd5:00", "md5:00", "", "plain:"]
  ) {
    assertEquals(readAnopePassword(text), null, text);
  }
  for (const text of [bcrypt, "$6$salt$hash", "*", ""]) {
    assertEquals(readAthemePassword(text, true), null, text);
  }
  for (const text of ["*", ""]) {
    assertEquals(readAthemePassword(text, false), null, text);
  }
});

Deno.test("a password that was kept as it is is hashed with a salt", () => {
  const [one, other] = [1, 2].map(() => readAthemePassword("secret", false));
  assert(one?.passwordHash.startsWith("$z$25$4096$"));
  assertNotEquals(one, other);
});
