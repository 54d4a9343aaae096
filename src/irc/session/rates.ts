import { busyAfter, type Rate, secondsOver } from "../names/rate.ts";
import type { Rates } from "../names/rates.ts";
import type { Recent, User } from "../state/user.ts";
import type { Context } from "./context.ts";
import { countRefusal } from "../state/refusing.ts";

const MINUTE_MS = 60_000;

/** So many that a user has written to, or that have written to it, are no new targets. */
const MOST_RECENT_TARGETS = 50;

/** What is counted. */
type Counted = Parameters<Recent["busyUntil"]["get"]>[0];

/**
 * Counts that a user does something once more, and tells how many seconds that must wait because it was too often:
 * then it does not count.
 *
 * @param at now, in milliseconds since 1970
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { User } from "../state/user.ts";
 *
 * const user = new User(1, "ann", "~a", "192.0.2.1", "Ann", "", 0);
 * const rate = { times: 2, milliseconds: 2000 };
 * assertEquals(secondsToWait(user, "host", rate, 60_000), 0);
 * assertEquals(secondsToWait(user, "host", rate, 60_000), 0);
 * assertEquals(secondsToWait(user, "host", rate, 60_000), 1);
 * assertEquals(secondsToWait(user, "host", rate, 61_000), 0);
 * ```
 */
export function secondsToWait(
  user: User,
  what: Counted,
  rate: Rate,
  at: number,
): number {
  const before = user.recent?.busyUntil.get(what) ?? 0;
  const busyUntil = busyAfter(rate, before, at);
  const seconds = secondsOver(rate, busyUntil, at);
  if (seconds === 0) user.remember().busyUntil.set(what, busyUntil);
  return seconds;
}

/**
 * Counts that a user does something once more, and tells whether that is too often: then it does not count, and
 * must not be done.
 */
export function isTooOften(
  { at, network, settings }: Context,
  user: User,
  what: keyof Rates,
): boolean {
  if (user.may("override") || user.may("flood")) return false;
  const rate = { times: settings.rates[what], milliseconds: MINUTE_MS };
  if (secondsToWait(user, what, rate, at) === 0) return false;
  countRefusal(network, what);
  return true;
}

/**
 * Counts that a user writes to another one, and tells whether those are too many who have not heard of it lately.
 * To answer is no new target.
 */
export function isTooManyTargets(
  context: Context,
  user: User,
  recipient: User,
): boolean {
  if (user === recipient) return false;
  const isKnown = user.recent?.targets.has(recipient.id) ?? false;
  if (!isKnown && isTooOften(context, user, "targets")) return true;
  noteTarget(user, recipient);
  noteTarget(recipient, user);
  return false;
}

function noteTarget(user: User, other: User): void {
  const recent = user.remember();
  if (recent.lastTarget === other.id) return;
  recent.lastTarget = other.id;
  const { targets } = recent;
  targets.delete(other.id);
  targets.add(other.id);
  if (targets.size <= MOST_RECENT_TARGETS) return;
  const [oldest] = targets;
  targets.delete(oldest);
}
