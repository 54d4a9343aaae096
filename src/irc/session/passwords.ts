import { sha256 } from "@noble/hashes/sha2.js";
import { timingSafeEqual } from "@std/crypto/timing-safe-equal";

const encoder = new TextEncoder();

/**
 * Tells whether a password is the one that stands in the configuration as it is. The time that takes does not
 * depend on how much of it is right.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 *
 * assert(isPassword("sesame", "sesame"));
 * assert(!isPassword("sesame", "Sesame"));
 * ```
 */
export function isPassword(expected: string, given: string): boolean {
  const [left, right] = [encoder.encode(expected), encoder.encode(given)];
  // Digests are of one length, so that the length of the password stays a secret.
  return timingSafeEqual(sha256(left), sha256(right));
}
