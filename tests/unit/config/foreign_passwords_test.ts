import { assertEquals } from "@std/assert";
import {
  isForeignHash,
  scramKeysIn,
  verifyForeign,
} from "../../../src/config/foreign_passwords.ts";
import { verifyPassword } from "../../../src/config/passwords.ts";

/** Base64 of 00 01 ... 1f. */
const SALT = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

const SHA256_KEY =
  `$z$25$10000$${SALT}$AH0QjMXbKd4Scs7oFSZ2XMaeu4rzb+WdzPPTV7uViP8=`;
const SHA256_SCRAM =
  `$z$65$10000$${SALT}$id4GXMzRArCO1WNulf/YdrSbUz12L4LgAB2haUaLbTo=` +
  "$a4TUCO45Mh6b41yein1JEXmHOA5rznXjhfx5LASFjB8=";

/**
 * Made by hashlib of Python; by the tests of Atheme's crypto/anope-enc-sha256;
 * by a comment in Anope's enc_sha2;
 * by the tests of the one who wrote down how crypt writes scrypt.
 */
const HASHES: readonly (readonly [password: string, hash: string])[] = [
  ["pässword", "$rawmd5$8e1843033a0f6ee52e2f618aa8ebbef4"],
  ["pässword", "$rawsha1$23b74494475f5f874980b7676d511e23d886da64"],
  [
    "pässword",
    "$rawsha256$3478267b5612791b40988906b3a7897eb6ab501e04b95ed32f99d0afdf669d9c",
  ],
  [
    "pässword",
    "$rawsha512$285de271b49e00ef6819cf0abbf0315e97c25cba3616167c770efc526c648b4d" +
    "e11f4b00dc71faed33a312c7ba83690d3ed14aaaadf6b622aa48996ff07ec8a4",
  ],
  ["pässword", SHA256_KEY],
  ["pässword", SHA256_SCRAM],
  ["pässword", `$z$24$10000$${SALT}$I5VSXn9N3Rfz+Wwiqawrgnb/gaU=`],
  [
    "pässword",
    `$z$26$10000$${SALT}$2PpEE21V6w/A87KLby2ERQVAHp6EcYBNj04+WktgAIR/v/IySm8Z` +
    "o9vVpcOzGhOc1G1GTQNysxlOxqVqz+275g==",
  ],
  [
    "pässword",
    "$z$6$10000$abcdefghijklmnop$axA8kym3oQJEJc+1FUrmInqfeqLZ4PmGi4CmnKtL4XP3E" +
    "j41ZSznUKZAE6DrrevCT0JStEwi4LBVaHNJ8EN4bw==",
  ],
  [
    "pässword",
    `$z$66$10000$${SALT}$UholcBGtJE2PHGe89a3L5TcONwhN3m6abkeO7ROFUVa57/YC03XO` +
    "0upy1gqp4PtUbpI1j5KPSvUPcYhh1BIj4A==$X4gPLKTDY7lbOQwZa0rU2FaZA1GA3BceFyyJ" +
    "Jh+8k2LrwGVDWoql2FDk+2ROUpDhQ2kmBbiaGOsDDF52zBte0g==",
  ],
  [
    "jKOBBtCvr9CbulQyhyHy3lUEPoRp0WtX",
    "$anope$enc_sha256$J9b6Xi0sRclnvcffBi5Zg0HOactnhdcuHZUBVlAeUj4=$" +
    "bp3WKwgM4WZW/44cq8jfMwO1UyezeLBlo+Hq9uyReEc=",
  ],
  [
    "NfA8mh6UBERSqqpAuw7FrzrWGVW7zMChvk26rf9PVLOEGePko0oAjWyhEkxTgpj" +
    "LjG7YYpQHO8VivPUVmlasVGs04ysdEtsFHVXVWaXldKjcnaoiRefnNKU3ery62p" +
    "05wE7klMQNTcWBLGXqixYxZDD2Ra3MVfVPvXr5XjMZIViVx0L4287X8PpdDAGgT" +
    "iDe2GVn3fuCGxwJbg8dEdG9uMw6b3XSCeqqnNJ8odTeYa2BZj0a99quz6xo0tvx" +
    "Em4Z8dew8E6eE1vAYrgvJ0iVyGRagdlDtQKT",
    "$anope$enc_sha256$UX4ZIVS4Det/iP3EZKcsDzD0fsAGKk3EeKuXghmYk8M=$" +
    "pb/k1xaMgJQe9QGoNVuHQ+uTdRK7bL1bIudMy/Zaqhc=",
  ],
  [
    "test12345",
    "$hmac$sha256$5f7f039818f6e10be84dab0f49610a387d3818b2c883eacdc1778c66a7cecf3b" +
    "$1a924a3b05a11d7bf3c752d820391dbe01fb7e5d83f7400765de987c3fbb0ec3",
  ],
  [
    "pleaseletmein",
    "$7$C6..../....SodiumChloride$kBGj9fHznVYFQMEn/qDCfrDevf9YDtcDdKvEqHJLV8D",
  ],
];

for (const [password, hash] of HASHES) {
  Deno.test(`a password is checked against ${hash.slice(0, 24)}...`, async () => {
    assertEquals(isForeignHash(hash), true);
    assertEquals(await verifyForeign(hash, password), true);
    assertEquals(await verifyForeign(hash, `${password}!`), false);
    assertEquals(await verifyForeign(hash, ""), false);
    assertEquals(await verifyPassword(hash, password), true);
  });
}

for (
  const hash of [
    "$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy",
    "$argon2id$v=19$m=65536,t=3,p=1$c2FsdHNhbHQ$aGFzaA",
    "$1$abcdefgh$irWbblnpmw.5z7wgBnprh0",
    "$rawmd5$8E1843033A0F6EE52E2F618AA8EBBEF4",
    "",
  ]
) {
  Deno.test(`this is no hash that can be checked: ${hash}`, async () => {
    assertEquals(isForeignHash(hash), false);
    assertEquals(await verifyForeign(hash, "pässword"), false);
  });
}

for (
  const hash of [
    SHA256_KEY.replace("$10000$", "$0$"),
    SHA256_KEY.replace("$10000$", "$9999999$"),
    SHA256_KEY.replace("$25$", "$26$"),
    SHA256_KEY.replace("$25$", "$65$"),
    SHA256_KEY.replace("$25$", "$35$"),
    SHA256_SCRAM.replace("$65$", "$25$"),
    "$7$C6..../....salt$" + "A".repeat(43),
    "$7$z6..../....salt$" + "A".repeat(43),
    "$7$Czzzzz/....salt$" + "A".repeat(43),
    "$7$C........../salt$" + "A".repeat(43),
    "$anope$enc_sha256$AAAA$AAAA",
  ]
) {
  Deno.test(`a damaged hash lets nobody in: ${hash.slice(0, 40)}`, async () => {
    assertEquals(await verifyForeign(hash, "pässword"), false);
    assertEquals(scramKeysIn(hash), null);
  });
}

Deno.test("what PBKDF2 with SHA-256 has made is good for SCRAM", () => {
  const keys = {
    salt: SALT,
    iterations: 10_000,
    storedKey: "a4TUCO45Mh6b41yein1JEXmHOA5rznXjhfx5LASFjB8=",
    serverKey: "id4GXMzRArCO1WNulf/YdrSbUz12L4LgAB2haUaLbTo=",
  };
  assertEquals(scramKeysIn(SHA256_SCRAM), keys);
  assertEquals(scramKeysIn(SHA256_KEY), keys);
  assertEquals(scramKeysIn(HASHES[7][1]), null);
});
