import { assert, assertEquals, assertNotEquals } from "@std/assert";
import {
  hashPassword,
  isPasswordHash,
  verifyPassword,
} from "../../../src/config/passwords.ts";

/** The salt 00 01 ... 0f, and what scrypt makes of "sécret" with N = 1024. */
const SALT = "AAECAwQFBgcICQoLDA0ODw";
const DIGEST = "+6p/uCNzU/pcgC5MpZg6K99z+XaoQ9DA8H6csCx+i0Q";

function phc(cost: string, salt = SALT, digest = DIGEST): string {
  return `$scrypt$${cost}$${salt}$${digest}`;
}

Deno.test("a hash holds its cost and a salt, and only its password is right", async () => {
  const hash = await hashPassword("pässword");
  assert(/^\$scrypt\$ln=15,r=8,p=1\$[^$=]{22}\$[^$=]{43}$/.test(hash), hash);
  assert(isPasswordHash(hash));
  assertEquals(await verifyPassword(hash, "pässword"), true);
  assertEquals(await verifyPassword(hash, "password"), false);
  assertNotEquals(await hashPassword("pässword"), hash);
});

Deno.test("a password is the same however its letters are composed", async () => {
  const composed = phc("ln=10,r=8,p=1");
  assertEquals(await verifyPassword(composed, "s\u00e9cret"), true);
  assertEquals(await verifyPassword(composed, "se\u0301cret"), true);
});

for (const wrong of ["", "Sécret", "sécret ", "sécre", "sécrets", "secret"]) {
  Deno.test(`a wrong password is wrong: "${wrong}"`, async () => {
    assertEquals(await verifyPassword(phc("ln=10,r=8,p=1"), wrong), false);
  });
}

for (
  const hash of [
    "",
    "sécret",
    "$scrypt$",
    "$scrypt$ln=10,r=8,p=1$$",
    "$2b$10$abcdefghijklmnopqrstuv",
    `${phc("ln=10,r=8,p=1")}\n`,
    ` ${phc("ln=10,r=8,p=1")}`,
    phc("ln=10,r=8,p=1", SALT.slice(1)),
    phc("ln=10,r=8,p=1", SALT, ""),
    phc("ln=10,r=8,p=1", SALT, DIGEST.slice(1)),
    phc("ln=10,r=8,p=1", SALT, `${DIGEST}=`),
    phc("ln=10,r=8,p=1", SALT, `-${DIGEST.slice(1)}`),
    phc("ln=ten,r=8,p=1"),
    phc("r=8,p=1"),
  ]
) {
  Deno.test(`no hash lets nobody in: ${JSON.stringify(hash)}`, async () => {
    assertEquals(isPasswordHash(hash), false);
    assertEquals(await verifyPassword(hash, "sécret"), false);
  });
}

for (
  const cost of [
    ...["ln=0,r=8,p=1", "ln=1,r=8,p=1", "ln=9,r=8,p=1", "ln=19,r=8,p=1"],
    ...["ln=63,r=8,p=1", "ln=99,r=8,p=1", "ln=15,r=0,p=1", "ln=15,r=8,p=0"],
    ...["ln=15,r=64,p=1", "ln=15,r=8,p=99", "ln=-1,r=8,p=1"],
  ]
) {
  Deno.test(`a cost that is too low or too high is refused: ${cost}`, async () => {
    assertEquals(isPasswordHash(phc(cost)), false);
    assertEquals(await verifyPassword(phc(cost), "sécret"), false);
  });
}

Deno.test("the greatest cost is one that can be paid", () => {
  assertEquals(isPasswordHash(phc("ln=18,r=8,p=1")), true);
});
