import { createHash, createHmac, pbkdf2 } from "node:crypto";
import { encodeBase64 } from "@std/encoding/base64";
import { SCRAM_ITERATIONS } from "../irc/names/login_rules.ts";
import type { ScramKeys } from "../irc/state/account.ts";

const SALT_BYTES = 16;
const KEY_BYTES = 32;

/** Spaces that are one like any other (RFC 3454, table C.1.2). */
const SPACES = /[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]/g;
/** What nobody sees and is dropped (RFC 3454, table B.1). */
const NOTHING =
  /[\u00ad\u034f\u1806\u180b-\u180d\u200c\u200d\u2060\ufe00-\ufe0f\ufeff]/g;

/**
 * Makes the keys that SCRAM-SHA-256 checks a password with, and a new salt.
 *
 * @see RFC 5802, section 3; RFC 7677
 */
export async function makeScramKeys(
  password: string,
  salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES)),
): Promise<ScramKeys> {
  const salted = await derive(prepare(password), salt);
  return scramKeysFrom(salted, salt, SCRAM_ITERATIONS);
}

/**
 * Makes the keys of what PBKDF2 has made of a password.
 *
 * @see RFC 5802, section 3
 */
export function scramKeysFrom(
  salted: Uint8Array,
  salt: Uint8Array,
  iterations: number,
): ScramKeys {
  const clientKey = hmac(salted, "Client Key");
  return {
    salt: encodeBase64(salt),
    iterations,
    storedKey: createHash("sha256").update(clientKey).digest("base64"),
    serverKey: encodeBase64(hmac(salted, "Server Key")),
  };
}

/** As clients do it, so that both have the same bytes. @see RFC 4013, section 2 */
export function prepare(password: string): string {
  return password.replace(SPACES, " ").replace(NOTHING, "").normalize("NFKC");
}

function derive(password: string, salt: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    pbkdf2(
      password,
      salt,
      SCRAM_ITERATIONS,
      KEY_BYTES,
      "sha256",
      (error, key) => {
        if (error) reject(error);
        else resolve(key);
      },
    );
  });
}

function hmac(key: Uint8Array, text: string): Uint8Array {
  return createHmac("sha256", key).update(text).digest();
}
