import { accountCloak } from "../names/cloak.ts";
import { RPL_VISIBLEHOST } from "../wire/numerics.ts";
import type { Network } from "../state/network.ts";
import type { User } from "../state/user.ts";
import { reply } from "../session/send.ts";
import { announceHost } from "../users/change_host.ts";

/** Gives a user the host that its account brings, or takes it. Nobody is told. */
export function dress(network: Network, user: User): void {
  const { accountRules, networkName } = network.settings;
  user.accountHost = user.account !== null && accountRules.cloaks
    ? accountCloak(user.account, networkName)
    : null;
  network.renewHost(user);
}

/** Gives a user the host that its account brings now, and tells those who see it, and itself, if it is another one. */
export function renewHost(network: Network, user: User): void {
  const { source } = user;
  dress(network, user);
  if (user.source === source) return;
  announceHost(network, user, source);
  for (const own of user.sessions) reply(own, RPL_VISIBLEHOST, user.host);
}
