import { scrypt } from "node:crypto";
import { decodeBase64, encodeBase64 } from "@std/encoding/base64";
import { timingSafeEqual } from "@std/crypto/timing-safe-equal";
import { isForeignHash, verifyForeign } from "./foreign_passwords.ts";

/**
 * The logarithm of the cost: 32 MiB and up to a tenth of a second. A higher one
 * would guard no account better that has keys for SCRAM, as all registered ones
 * have: those are cheaper to guess by.
 */
const LOG_COST = 15;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** The greatest cost that is taken needs 256 MiB, and a little. */
const MAX_MEMORY_BYTES = 320 * 1024 * 1024;

/** Of the costs that are taken the least takes 1 MiB, the greatest 256 MiB. */
const FORM =
  /^\$scrypt\$ln=(1[0-8]),r=8,p=1\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/;

interface PasswordHash {
  readonly logCost: number;
  readonly salt: Uint8Array;
  readonly hash: Uint8Array;
}

/**
 * Hashes a password with scrypt and a new salt.
 *
 * @param password the password
 * @returns what the configuration holds, in the PHC string format
 */
export async function hashPassword(password: string): Promise<string> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const hash = await derive(password, LOG_COST, salt);
  return `$scrypt$ln=${LOG_COST},r=8,p=1$${base64(salt)}$${base64(hash)}`;
}

/**
 * @param text what {@linkcode hashPassword} has made
 * @returns true if it is a hash that a password can be checked against
 */
export function isPasswordHash(text: string): boolean {
  return parse(text) !== null;
}

/**
 * Checks a password beside what else the process does, in a time that does not
 * depend on how much of it is right.
 *
 * @param text what {@linkcode hashPassword} has made, or another program
 * @param password what was given
 * @returns true if it is the right one; false for a wrong one, and for a hash
 *   that is none; rejects if there is not enough memory
 */
export async function verifyPassword(
  text: string,
  password: string,
): Promise<boolean> {
  if (isForeignHash(text)) {
    // It takes as long as others, so that nobody learns who has such a hash.
    const salt = new Uint8Array(SALT_BYTES);
    const [isRight] = await Promise.all([
      verifyForeign(text, password),
      derive(password, LOG_COST, salt),
    ]);
    return isRight;
  }
  const expected = parse(text);
  if (expected === null) return false;
  const hash = await derive(password, expected.logCost, expected.salt);
  return timingSafeEqual(hash, expected.hash);
}

function derive(
  password: string,
  logCost: number,
  salt: Uint8Array,
): Promise<Uint8Array> {
  const options = { N: 2 ** logCost, r: 8, p: 1, maxmem: MAX_MEMORY_BYTES };
  const normal = password.normalize("NFC");
  return new Promise((resolve, reject) => {
    scrypt(normal, salt, HASH_BYTES, options, (error, hash) => {
      // Bun has no error where Deno has null.
      if (error) reject(error);
      else resolve(hash);
    });
  });
}

function parse(text: string): PasswordHash | null {
  const [, logCost, salt, hash] = FORM.exec(text) ?? [];
  return hash === undefined ? null : {
    logCost: Number(logCost),
    salt: decodeBase64(salt),
    hash: decodeBase64(hash),
  };
}

function base64(bytes: Uint8Array): string {
  return encodeBase64(bytes).replace(/=+$/, "");
}
