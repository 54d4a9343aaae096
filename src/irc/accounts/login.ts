import { RPL_LOGGEDIN, RPL_LOGGEDOUT } from "../wire/numerics.ts";
import type { Account } from "../state/account.ts";
import type { Network } from "../state/network.ts";
import type { Session } from "../state/session.ts";
import type { Settings } from "../state/settings.ts";
import type { User } from "../state/user.ts";
import { makeAutomaticOperator } from "../operators/standing.ts";
import { announce, reply } from "../session/send.ts";
import { warnFounder } from "../channels/expiry.ts";
import { raiseEverywhere } from "../channels/raising.ts";
import { shareReadMarkers } from "../messages/read_markers.ts";
import { shareMetadata } from "../metadata/of_accounts.ts";
import {
  findAccount,
  isConfigured,
  isLoggedInTo,
  sessionsOf,
  sourceOf,
} from "./accounts.ts";
import { claimOf, forgiveFailures } from "../users/failures.ts";
import { noteDevice } from "../presence/devices.ts";
import { renewKept } from "../presence/always_on.ts";
import { findMissedAtLogin } from "../presence/missed.ts";
import { disconnect } from "../users/quitting.ts";
import { forceNick } from "./forced_nick.ts";
import { renewHost } from "./hosts.ts";
import { noteSeen, noteStillSeen } from "./seen.ts";
import { suspensionOf } from "./suspension.ts";
import { watchNick } from "./nicknames.ts";

/** Why nobody can log in to an account, whoever proves to be its owner. */
export type LoginRefusal = "unverified" | "suspended";

/** Tells why nobody can log in to an account now; null if its owner can. */
export function loginRefusal(
  network: Network,
  account: Account,
): LoginRefusal | null {
  if (account.verifiedAt === null) return "unverified";
  return suspensionOf(network, account) === null ? null : "suspended";
}

/**
 * Logs a client in to an account, and its user with it: the end of every way to do that, once the client has
 * shown that the account is its own.
 *
 * @param confirm what the client is told behind 900
 * @returns why it cannot be, and then nothing has happened; null if it is done
 */
export function logIn(
  network: Network,
  session: Session,
  account: Account,
  confirm: () => void = () => {},
): LoginRefusal | null {
  const refusal = loginRefusal(network, account);
  if (refusal !== null) return refusal;
  const { registration, user } = session;
  const { name } = account;
  session.exchange = null;
  forgiveFailures(session, claimOf(account));
  if (registration !== null) registration.account = name;
  if (user !== null) endOthers(session, user, account);
  for (const own of user?.sessions ?? [session]) {
    reply(own, RPL_LOGGEDIN, sourceOf(own), name, name);
    if (own === session) confirm();
  }
  if (user === null) return null;
  const play = isLoggedInTo(user, account)
    ? null
    : findMissedAtLogin(network, session, user, name);
  setAccount(network, user, name);
  play?.();
  noteDevice(session);
  return null;
}

/** Who has shown one account on its connection is not logged in to another one by somebody else's. */
function endOthers(session: Session, user: User, account: Account): void {
  if (user.account === null || isLoggedInTo(user, account)) return;
  for (const other of [...user.sessions]) {
    if (other !== session) disconnect(other, "Logged in to another account");
  }
}

/** Ends a user's login: the user is told on each connection, and those who see it. */
export function logOut(network: Network, user: User): void {
  sayLoggedOut(user.sessions);
  setAccount(network, user, null);
}

/**
 * Ends every login to an account.
 *
 * @param except a client that keeps it; the other connections of its user end
 */
export function logOutOf(
  network: Network,
  account: Account,
  except: Session | undefined,
): void {
  for (const session of sessionsOf(network, account)) {
    const { registration, user } = session;
    if (session === except) continue;
    if (user !== null && user === except?.user) {
      disconnect(session, "The password was changed");
      continue;
    }
    if (user?.account != null) logOut(network, user);
    if (registration === null) continue;
    registration.account = null;
    sayLoggedOut([session]);
  }
}

function sayLoggedOut(sessions: readonly Session[]): void {
  for (const session of sessions) {
    reply(session, RPL_LOGGEDOUT, sourceOf(session));
  }
}

/**
 * Logs a user in to an account, or out, and tells those who see the user. What it is called may be for another
 * account then.
 *
 * @param account the account's name; null for none
 * @see IRCv3 account-notify
 */
export function setAccount(
  network: Network,
  user: User,
  account: string | null,
): void {
  if (user.account === account) return;
  // Its tag tells the account that the user had until now.
  const change = user.message("ACCOUNT", [account ?? "*"], undefined, {
    needs: "account-notify",
  });
  const before = user.account;
  for (const session of user.sessions) noteDevice(session);
  network.setAccount(user, account);
  noteSeen(network, before);
  noteStillSeen(network, account);
  network.resumptions.delete(user);
  announce(network, user, change, true);
  renewKept(network, user);
  // Who was there for the account alone has gone with it.
  if (network.usersById.get(user.id) !== user) return;
  renewHost(network, user);
  forceNick(network, user);
  watchNick(network, user);
  makeAutomaticOperator(network, user);
  raiseEverywhere(network, user);
  shareMetadata(network, user, before);
  shareReadMarkers(network, user, before);
  warnFounder(network, user);
}

/**
 * Logs those out whose accounts are not there any more, and spells the others as they are spelled now: after a
 * new configuration. One that was registered is another account than one of that name in the configuration.
 *
 * @param before the old settings
 */
export function renewAccounts(network: Network, before: Settings): void {
  const users = [...network.users.values()];
  for (const user of users) {
    if (user.account === null) continue;
    const account = sameAccount(network, before, user.account);
    if (account === undefined) logOut(network, user);
    else setAccount(network, user, account.name);
  }
  for (const session of network.sessions.values()) {
    const { registration } = session;
    if (registration === null || registration.account === null) continue;
    const account = sameAccount(network, before, registration.account);
    if (account === undefined) sayLoggedOut([session]);
    registration.account = account?.name ?? null;
  }
  for (const user of users) {
    if (network.findUser(user.nick) !== user) continue;
    forceNick(network, user);
    watchNick(network, user);
  }
}

/** Finds the account that one of before is now; undefined where it is gone, or another one has its name. */
function sameAccount(
  network: Network,
  before: Settings,
  name: string,
): Account | undefined {
  const isSame = isConfigured(network, name) ===
    isConfigured({ settings: before }, name);
  return isSame ? findAccount(network, name) : undefined;
}
