import { fold } from "../names/casemapping.ts";
import { RPL_LOGGEDOUT } from "../wire/numerics.ts";
import type { Network } from "../state/network.ts";
import type { Session } from "../state/session.ts";
import type { User } from "../state/user.ts";
import { reply } from "../session/send.ts";
import { byKey, setAccount, sourceOf } from "./accounts.ts";

/** Ends a user's login: the user is told on each connection, and those who see it. */
export function logOut(network: Network, user: User): void {
  sayLoggedOut(user.sessions);
  setAccount(network, user, null);
}

/** Tells clients that they are logged in no more. */
export function sayLoggedOut(sessions: readonly Session[]): void {
  for (const session of sessions) {
    reply(session, RPL_LOGGEDOUT, sourceOf(session));
  }
}

/**
 * Logs those out whose accounts a new configuration does not have any more, and
 * spells the others as it does.
 */
export function renewAccounts(network: Network): void {
  const accounts = byKey(network);
  for (const user of network.users.values()) {
    if (user.account === null) continue;
    const account = accounts.get(fold(user.account));
    if (account === undefined) sayLoggedOut(user.sessions);
    setAccount(network, user, account?.name ?? null);
  }
  for (const session of network.sessions.values()) {
    const { registration } = session;
    if (registration === null || registration.account === null) continue;
    const account = accounts.get(fold(registration.account));
    if (account === undefined) sayLoggedOut([session]);
    registration.account = account?.name ?? null;
  }
}
