import { sha256 } from "@noble/hashes/sha2.js";
import { timingSafeEqual } from "@std/crypto/timing-safe-equal";
import { parseMessage } from "../wire/message.ts";
import { parseTags } from "../wire/tags.ts";
import { RPL_TRYAGAIN } from "../wire/numerics.ts";
import type { Network } from "../state/network.ts";
import { labelOf } from "./labels.ts";
import type { Session } from "../state/session.ts";
import type { Claim } from "../state/session_state.ts";

/**
 * What the password is checked against where the client names nobody. No
 * password is the right one, and finding that out takes as long as with the
 * hashes that `ircd hash-password` makes.
 */
const NOBODY_HASH = `$scrypt$ln=15,r=8,p=1$${"A".repeat(22)}$${"A".repeat(43)}`;

const encoder = new TextEncoder();

/**
 * Compares a password that stands in the configuration as it is, in a time that
 * does not depend on how much of it is right.
 *
 * @param expected the right one
 * @param given what the client gave
 * @returns true if they are the same
 */
export function isPassword(expected: string, given: string): boolean {
  const [left, right] = [encoder.encode(expected), encoder.encode(given)];
  // Digests are of one length, so that the length of the password stays a secret.
  return timingSafeEqual(sha256(left), sha256(right));
}

/**
 * Asks the shell to check a password; what the client sends from now on waits
 * for the outcome.
 *
 * @param network everything there is
 * @param session whose client gave the password
 * @param kind what it says it is
 * @param name who it says it is
 * @param passwordHash what the password is checked against; undefined if there
 *   is nobody of that name
 * @param password what it gave
 */
export function checkPassword(
  network: Network,
  session: Session,
  kind: Claim["kind"],
  name: string,
  passwordHash: string | undefined,
  password: string,
): void {
  const hash = passwordHash ?? NOBODY_HASH;
  const label = session.postpone();
  session.claim = { kind, name, passwordHash: hash, label };
  network.effects.checkPassword(session.id, hash, password);
}

/**
 * Keeps a line for when the shell has checked the password, so that a client is
 * answered in the order in which it asked.
 *
 * @param network everything there is
 * @param session whose password is checked
 * @param line what its client sent
 * @see Modern IRC, "RPL_TRYAGAIN (263)"
 */
export function holdLine(
  network: Network,
  session: Session,
  line: string,
): void {
  const held = session.held ??= [];
  if (held.length < network.settings.limits.heldLines) {
    held.push(line);
    return;
  }
  session.hasLostLine = true;
  const dropped = parseMessage(line);
  if (dropped === null) return;
  session.answer(labelOf(session, parseTags(dropped.tags)), () => {
    network.reply(session, RPL_TRYAGAIN, dropped.command);
  });
}
