import { fold } from "../names/casemapping.ts";
import type { Network } from "../state/network.ts";
import type { Session } from "../state/session.ts";
import type { AccountSettings } from "../state/settings.ts";
import type { User } from "../state/user.ts";
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
export function byKey({ settings }: Network): Map<string, AccountSettings> {
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
