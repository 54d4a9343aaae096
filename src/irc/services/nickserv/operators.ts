import { notice } from "../../session/notices.ts";
import type { Network } from "../../state/network.ts";
import type { Session } from "../../state/session.ts";

/**
 * Tells the operators who want to know what one of them has done to an account.
 *
 * @param session the operator's, if it is still there
 * @param what stands behind the operator; `{name}` is the account
 */
export function tellOfAccount(
  network: Network,
  session: Session | undefined,
  what: string,
  name: string,
): void {
  const operator = session?.user?.nick ?? "An operator";
  notice(network, "account", `{operator} ${what}`, { operator, name });
}
