import { fold } from "../names/casemapping.ts";
import { RPL_LOGGEDOUT } from "../wire/numerics.ts";
import type { Network } from "../state/network.ts";
import type { Session } from "../state/session.ts";
import type { AccountSettings } from "../state/settings.ts";

/**
 * @param session a connection
 * @returns the account that its client is logged in to, registered or not
 */
export function accountOf({ registration, user }: Session): string | null {
  return user?.account ?? registration?.account ?? null;
}

/**
 * @param network everything there is
 * @param name the name of an account, in any case
 * @returns the account
 */
export function findAccount(
  { settings }: Network,
  name: string,
): AccountSettings | undefined {
  const key = fold(name);
  return settings.accounts.find((account) => fold(account.name) === key);
}

/** All at once: to look for each among all would take long where there are many. */
function byKey({ settings }: Network): Map<string, AccountSettings> {
  return new Map(
    settings.accounts.map((account) => [fold(account.name), account]),
  );
}

/**
 * @param session a connection
 * @returns `nick!user@host`, with `*` for what is not known yet
 */
export function sourceOf(session: Session): string {
  const { host, registration, target, user } = session;
  return user?.source ?? `${target}!${registration?.username ?? "*"}@${host}`;
}

/**
 * Logs those out whose accounts a new configuration does not have any more, and
 * spells the others as it does.
 *
 * @param network everything there is
 */
export function renewAccounts(network: Network): void {
  const accounts = byKey(network);
  for (const user of network.users.values()) {
    if (user.account === null) continue;
    const account = accounts.get(fold(user.account));
    if (account === undefined) sayLoggedOut(network, user.sessions);
    network.setAccount(user, account?.name ?? null);
  }
  for (const session of network.sessions.values()) {
    const { registration } = session;
    if (registration === null || registration.account === null) continue;
    const account = accounts.get(fold(registration.account));
    if (account === undefined) sayLoggedOut(network, [session]);
    registration.account = account?.name ?? null;
  }
}

function sayLoggedOut(network: Network, sessions: readonly Session[]): void {
  for (const session of sessions) {
    network.reply(session, RPL_LOGGEDOUT, sourceOf(session));
  }
}
