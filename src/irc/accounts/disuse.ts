import { jot } from "../session/jotting.ts";
import type { Network } from "../state/network.ts";
import type { Account } from "../state/account.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How often it is looked for what was not used for too long. */
const CHECK_INTERVAL_MS = HOUR_MS;

/** After the server has started, whoever uses something has time to come back to it. */
const GRACE_MS = DAY_MS;

/** Who is told by mail has so long to come back, or half the time of disuse where that is less. */
const NOTICE_MS = 7 * DAY_MS;

/** So many mails go out at once; others wait for the next look. */
export const MOST_LETTERS = 40;

/** The kind of jot that has when somebody was told by mail, or on the network, that something is not used. */
const WARNED = "warned";

/** Tells whether it is time to look again for what was not used for too long, and notes that it is done. */
export function isTimeToLook(network: Network): boolean {
  if (network.at - network.checkedAt < CHECK_INTERVAL_MS) return false;
  network.checkedAt = network.at;
  return true;
}

/** Gives when something goes that is not used any more. */
export function endOf(
  { createdAt }: Network,
  usedAt: number,
  expireMs: number,
): number {
  return Math.max(usedAt + expireMs, createdAt + GRACE_MS);
}

/** Gives how long who is told by mail has to come back. */
export function noticeOf(expireMs: number): number {
  return Math.min(NOTICE_MS, expireMs / 2);
}

/**
 * Gives when something goes about which somebody is told by mail, now at the latest.
 *
 * @param key the key of its record
 */
export function endByMail(
  network: Network,
  key: string,
  usedAt: number,
  expireMs: number,
): number {
  const warned = warnedAt(network, key, usedAt) ?? network.at;
  const end = endOf(network, usedAt, expireMs);
  return Math.max(end, warned + noticeOf(expireMs));
}

/** Gives when somebody was told of something since it was used last; null if that was not so. */
export function warnedAt(
  { jots }: Network,
  key: string,
  usedAt: number,
): number | null {
  const at = jots.get(WARNED, key);
  return typeof at === "number" && at > usedAt ? at : null;
}

/** Notes that somebody is told. */
export function noteWarned(network: Network, key: string): void {
  jot(network, { kind: WARNED, key, value: network.at });
}

/** Gives the address to which mail about an account goes; null where none does. */
export function mailboxFor(
  { settings }: Network,
  account: Account | undefined,
): string | null {
  return settings.sendsMail ? account?.email ?? null : null;
}
