import { isHostIn } from "../names/address.ts";
import { forbids } from "../state/defcon.ts";
import type { Network } from "../state/network.ts";
import type { Session } from "../state/session.ts";
import type { Protocol } from "./context.ts";

/**
 * Tells why a client must be logged in to be here: because of the configuration, of what the network is going
 * through, or of a ban.
 *
 * @returns what there is to say of it, "" for nothing; null if it need not
 */
export function loginReason(
  network: Network,
  protocol: Pick<Protocol, "loginReason">,
  session: Session,
): string | null {
  const { requireSasl, saslListeners, saslRules, trusted } = network.settings;
  const { host, listener, registration } = session;
  const rule = saslRules.find(({ networks }) => isHostIn(networks, host));
  const isWanted = registration?.requiresSasl ||
    saslListeners.includes(listener) ||
    (rule?.requireSasl ?? requireSasl);
  if (isWanted) return "";
  const isExempt = rule?.requireSasl === false || isHostIn(trusted, host);
  if (!isExempt && isForbidden(network, session)) return RESTRICTED;
  return protocol.loginReason(network, session);
}

/** What those are told whom a level of DEFCON keeps out. */
export const RESTRICTED = "the network is under attack, come back later";

function isForbidden(network: Network, { listener }: Session): boolean {
  return forbids(network, "anonymousConnections") ||
    forbids(network, "anonymousTor") &&
      network.settings.torListeners.includes(listener);
}
