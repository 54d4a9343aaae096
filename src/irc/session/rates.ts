import { busyAfter, secondsOver } from "../names/rate.ts";
import type { Rates } from "../names/rates.ts";
import type { User } from "../state/user.ts";
import type { Context } from "./context.ts";
import { countRefusal } from "../state/refusing.ts";

const MINUTE_MS = 60_000;

/** So many that a user has written to, or that have written to it, are no new targets. */
const MOST_RECENT_TARGETS = 50;

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
  const busyUntil = busyAfter(rate, user.busyUntil?.get(what) ?? 0, at);
  if (secondsOver(rate, busyUntil, at) > 0) {
    countRefusal(network, what);
    return true;
  }
  user.busyUntil ??= new Map();
  user.busyUntil.set(what, busyUntil);
  return false;
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
  const isKnown = user.recentTargets?.has(recipient.id) ?? false;
  if (!isKnown && isTooOften(context, user, "targets")) return true;
  noteTarget(user, recipient);
  noteTarget(recipient, user);
  return false;
}

function noteTarget(user: User, other: User): void {
  const recent = user.recentTargets ??= new Set();
  recent.delete(other.id);
  recent.add(other.id);
  if (recent.size <= MOST_RECENT_TARGETS) return;
  const [oldest] = recent;
  recent.delete(oldest);
}
