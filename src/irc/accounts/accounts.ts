import { fold } from "../names/casemapping.ts";
import { RPL_LOGGEDOUT } from "../wire/numerics.ts";
import type { Network } from "../state/network.ts";
import type { Session } from "../state/session.ts";
import type { AccountSettings } from "../state/settings.ts";
import type { User } from "../state/user.ts";
import { reply } from "../session/send.ts";
import { announce } from "../session/send.ts";

/** Gives the account that a client is logged in to, registered or not; null for none. */
export function accountOf({ registration, user }: Session): string | null {
  return user?.account ?? registration?.account ?? null;
}

/** Finds an account by its name, in any case. */
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

/** Gives the `nick!user@host` of a client, with `*` for what is not known yet. */
export function sourceOf(session: Session): string {
  const { host, registration, target, user } = session;
  return user?.source ?? `${target}!${registration?.username ?? "*"}@${host}`;
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

function sayLoggedOut(sessions: readonly Session[]): void {
  for (const session of sessions) {
    reply(session, RPL_LOGGEDOUT, sourceOf(session));
  }
}

/**
 * Logs a user in to an account, or out, and tells those who see the user.
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
  user.account = account;
  announce(network, user, change, true);
}
