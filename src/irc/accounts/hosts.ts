import { findAccount, usersOf } from "./accounts.ts";
import { isHostname } from "../names/hostname.ts";
import { accountCloak } from "../names/cloak.ts";
import { RPL_VISIBLEHOST } from "../wire/numerics.ts";
import type { Network } from "../state/network.ts";
import { NO_HOSTS, type User } from "../state/user.ts";
import { reply } from "../session/send.ts";
import { announceHost, isChangingTooOften } from "../users/change_host.ts";

/** Gives a user the host that its account brings, or takes it. Nobody is told. */
export function dress(network: Network, user: User): void {
  const { accountRules, networkName } = network.settings;
  const { account: name } = user;
  const account = name !== null && accountRules.cloaks
    ? accountCloak(name, networkName)
    : null;
  const vhost = name === null ? null : vhostOf(network, name);
  const { past } = user.accountHosts ?? NO_HOSTS;
  const hasNone = account === null && vhost === null && past.length === 0;
  user.accountHosts = hasNone ? null : { account, vhost, past };
  network.renewHost(user);
}

/** The name of the setting that keeps the vhost of an account from being shown. */
export const VHOST = "vhost";

/** Gives the host that operators have given an account, while it is on. */
function vhostOf(network: Network, name: string): string | null {
  const { settings = {}, vhost = null } = findAccount(network, name) ?? {};
  // What was imported may be anything.
  return vhost !== null && isHostname(vhost) && settings[VHOST] !== OFF
    ? vhost
    : null;
}

/** What {@linkcode VHOST} is set to, if it is. */
export const OFF = "off";

/** What those are told who must wait with another host. */
export const TOO_OFTEN = "You change your host too often: wait a while.";

/**
 * Counts that a user leaves an account which brings a host, and tells whether that is too often: then it does not
 * count, and must wait.
 */
export function isLeavingTooOften(network: Network, user: User): boolean {
  const { account, vhost } = user.accountHosts ?? NO_HOSTS;
  const hasOwnHost = account !== null || vhost !== null;
  return hasOwnHost && isChangingTooOften(network, user);
}

/** Gives a user the host that its account brings now, and tells those who see it, and itself, if it is another one. */
export function renewHost(network: Network, user: User): void {
  const { source } = user;
  dress(network, user);
  if (user.source === source) return;
  announceHost(network, user, source);
  for (const own of user.sessions) reply(own, RPL_VISIBLEHOST, user.host);
}

/** Does so for all who are logged in to an account. */
export function renewHostsOf(network: Network, name: string): void {
  for (const user of usersOf(network, { name })) renewHost(network, user);
}
