import { sha256 } from "@noble/hashes/sha2.js";
import { timingSafeEqual } from "@std/crypto/timing-safe-equal";

const encoder = new TextEncoder();

/**
 * Compares a password that stands in the configuration as it is, in a time that does not depend on how much of
 * what was given is right.
 */
export function isPassword(expected: string, given: string): boolean {
  const [left, right] = [encoder.encode(expected), encoder.encode(given)];
  // Digests are of one length, so that the length of the password stays a secret.
  return timingSafeEqual(sha256(left), sha256(right));
}
