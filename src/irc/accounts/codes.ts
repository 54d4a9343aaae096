import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { isPassword } from "../session/passwords.ts";
import type { PendingCode } from "../state/account.ts";

/** How many of the digits that were drawn a code has: 64 bits of chance, and few tries. */
const CODE_DIGITS = 16;

/** How often a wrong code may be given before the right one is good no more. */
export const MOST_TRIES = 5;

const encoder = new TextEncoder();

/** Makes a code of what the shell has drawn. */
export function codeFrom(secret: string): string {
  return secret.slice(0, CODE_DIGITS);
}

/**
 * Gives what is kept of a code in place of it.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(hashOfCode("00ff").slice(0, 8), "8909cde2");
 * ```
 */
export function hashOfCode(code: string): string {
  return bytesToHex(sha256(encoder.encode(code)));
}

/** Tells whether a code is the one that somebody was sent, and still good. */
export function isCodeFor(
  { codeHash, expiresAt, tries }: PendingCode,
  code: string,
  at: number,
): boolean {
  return isPassword(codeHash, hashOfCode(code.toLowerCase())) &&
    at < expiresAt && tries < MOST_TRIES;
}
