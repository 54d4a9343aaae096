import { isCtcp } from "../names/formatting.ts";
import {
  ERR_CANTSENDTOUSER,
  RPL_TARGNOTIFY,
  RPL_TARGUMODEG,
  RPL_UMODEGMSG,
} from "../wire/numerics.ts";
import { forbids } from "../state/defcon.ts";
import type { Fail, UserContext } from "../session/context.ts";
import type { Channel } from "../state/channel.ts";
import type { User } from "../state/user.ts";
import { reply } from "../session/send.ts";

/** Milliseconds until a user is told again that tags alone do not arrive: clients send some at each key. */
const REFUSE_INTERVAL_MS = 60_000;

/** Of how many recipients each user is kept in mind; who writes to more is told more often. */
const MOST_REFUSALS = 16;

/** Milliseconds until a user under +g is told again that somebody writes. */
const TELL_INTERVAL_MS = 60_000;

/**
 * Tells whether a user does not want to hear anything of another one, who must
 * not learn of that. Operators always get through.
 *
 * @param user who writes
 */
export function silences(recipient: User, user: User): boolean {
  if (recipient === user || user.operator !== null) return false;
  return recipient.silenced?.some((mask) => user.fits(mask)) ?? false;
}

/**
 * Tells whether a user keeps away CTCP, which ACTION is not, privately and on channels. Operators always get
 * through, and those who are accepted.
 */
export function refusesCtcp(recipient: User, user: User): boolean {
  return recipient.is("T") && user.operator === null &&
    !recipient.accepted.has(user);
}

/**
 * Tells whether a user keeps a private message away, by its modes R, T and g, and refuses it then. Operators
 * always get through.
 *
 * @param text null for tags alone, of which nobody is told under +g
 * @param fail what becomes of refusals
 */
export function refusesPrivately(
  context: UserContext,
  recipient: User,
  text: string | null,
  fail: Fail,
): boolean {
  const { user } = context;
  if (recipient === user || user.operator !== null) return false;
  if (recipient.accepted.has(user)) return false;
  const refuse = (letter: string) => {
    fail(ERR_CANTSENDTOUSER, recipient.nick, `+${letter}`);
    return true;
  };
  const isForAccounts = recipient.is("R") ||
    forbids(context.network, "anonymousMessages");
  if (isForAccounts && user.account === null) return refuse("R");
  if (refusesCtcp(recipient, user) && isCtcp(text ?? "")) return refuse("T");
  if (!recipient.is("g")) return false;
  fail(RPL_TARGUMODEG, recipient.nick);
  if (text !== null) tellRecipient(context, recipient, fail);
  return true;
}

/** Lets whom a user writes to answer, in spite of the user's own modes +R and +g, as ACCEPT would. */
export function letAnswer(
  { limits, user }: UserContext,
  recipient: User,
): void {
  const isKeptAway = user.is("g") ||
    user.is("R") && recipient.account === null;
  if (!isKeptAway || recipient === user) return;
  if (user.accepted.size < limits.accept) user.setAccepted(recipient, true);
}

/**
 * Keeps refusals of tags alone to one user or channel from coming more often than once a minute.
 *
 * @param fail what becomes of those that come
 */
export function rarely(
  { at, user }: UserContext,
  { id }: User | Channel,
  fail: Fail,
): Fail {
  return (reply, ...params) => {
    const { tagRefusals: refusals } = user.remember();
    const before = refusals.get(id);
    if (before !== undefined && at - before < REFUSE_INTERVAL_MS) return;
    refusals.delete(id);
    refusals.set(id, at);
    for (const oldest of refusals.keys()) {
      if (refusals.size <= MOST_REFUSALS) break;
      refusals.delete(oldest);
    }
    fail(reply, ...params);
  };
}

/** Tells a user under +g who writes, once a minute, and the writer that it was told. */
function tellRecipient(
  { at, user }: UserContext,
  recipient: User,
  fail: Fail,
): void {
  const recent = recipient.remember();
  if (at - recent.toldAt < TELL_INTERVAL_MS) return;
  recent.toldAt = at;
  for (const session of recipient.sessions) {
    const from = `${user.username}@${user.host}`;
    reply(session, RPL_UMODEGMSG, user.nick, from, user.nick);
  }
  fail(RPL_TARGNOTIFY, recipient.nick);
}
