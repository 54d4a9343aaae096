import { renewOperator } from "../operators/standing.ts";
import { tell } from "../session/send.ts";
import type { Network } from "../state/network.ts";
import type { User } from "../state/user.ts";
import { renewAway } from "../users/absence.ts";

/** Looks what a user is that is on several connections, after one of them has come or gone. */
export function renewShared(network: Network, user: User): void {
  renewSecurity(network, user);
  renewAway(network, user);
  renewOperator(network, user);
}

/** What goes over one connection in the clear is nobody's secret any more. */
function renewSecurity(network: Network, user: User): void {
  const secure = user.sessions.every((session) => session.secure);
  if (user.secure === secure) return;
  user.secure = secure;
  if (!network.setUserMode(user, "Z", secure)) return;
  tell(user, user.message("MODE", [user.nick, `${secure ? "+" : "-"}Z`]));
}
