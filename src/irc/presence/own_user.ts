import { findAccount, isLoggedInTo } from "../accounts/accounts.ts";
import { MULTICLIENT, settingOf } from "../accounts/settings.ts";
import { resumedUser } from "./resumed_user.ts";
import { fold } from "../names/casemapping.ts";
import { isChosen } from "../names/account_rules.ts";
import type { Account } from "../state/account.ts";
import type { Network } from "../state/network.ts";
import type { Session } from "../state/session.ts";
import type { User } from "../state/user.ts";

/** The user whom a client that is about to be registered would join. */
interface OwnUser {
  readonly user: User;
  /** Why it cannot; null if it can */
  readonly refusal: string | null;
}

/** Finds who is always on for the account of a client, or else who has the nickname that it wants, for the same account. */
function ownUserFor(
  network: Network,
  session: Session,
  nick: string,
): OwnUser | null {
  const resumed = resumedUser(network, session);
  if (resumed !== null) return { user: resumed, refusal: null };
  const name = session.registration?.account ?? null;
  const account = name === null ? undefined : findAccount(network, name);
  if (account === undefined) return null;
  const kept = network.kept.get(fold(account.name));
  const user = kept ?? network.findUser(nick);
  if (user === undefined || !isLoggedInTo(user, account)) return null;
  if (kept !== undefined || isShared(network, account)) {
    return { user, refusal: refusalOf(network, session, user) };
  }
  return settingOf(account, MULTICLIENT) === "off"
    ? { user, refusal: "Each connection of yours needs its own nickname." }
    : null;
}

/** Tells whether the connections of an account are one user where they want the same nickname. */
export function isShared({ settings }: Network, account: Account): boolean {
  const { multiclient } = settings.accountRules;
  return isChosen(multiclient, settingOf(account, MULTICLIENT));
}

function refusalOf(
  { settings }: Network,
  { secure }: Session,
  { channels, sessions }: User,
): string | null {
  if (sessions.length >= settings.limits.sessions) {
    return "You have as many connections as you may.";
  }
  const isSecret = [...channels].some(({ modes }) => modes.has("z"));
  return isSecret && !secure
    ? "You are on channels for those who come over TLS: connect over TLS."
    : null;
}

/** Finds the user whom a client joins that is about to be registered; null where it is a user of its own. */
export function ownUser(
  network: Network,
  session: Session,
  nick: string,
): User | null {
  const own = ownUserFor(network, session, nick);
  return own === null || own.refusal !== null ? null : own.user;
}

/** Tells why a client cannot join the user who has the nickname that it wants; null if nothing speaks against it. */
export function joinRefusal(
  network: Network,
  session: Session,
  nick: string,
): string | null {
  return ownUserFor(network, session, nick)?.refusal ?? null;
}
