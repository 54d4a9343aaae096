import { findAccount } from "../accounts/accounts.ts";
import { AUTO_AWAY, settingOf } from "../accounts/settings.ts";
import { isChosen } from "../names/account_rules.ts";
import { renewOperator } from "../operators/standing.ts";
import { tell } from "../session/send.ts";
import type { Network } from "../state/network.ts";
import type { User } from "../state/user.ts";
import { renewAway, setAway } from "../users/absence.ts";

/** What others are told of who has no connection and has said nothing of it. */
const AUTO_AWAY_TEXT = "Not connected";

/** Looks what a user is, after one of its connections has come or gone. */
export function renewShared(network: Network, user: User): void {
  if (user.sessions.length === 0) leave(network, user);
  else {
    renewSecurity(network, user);
    renewAway(network, user);
  }
  renewOperator(network, user);
}

/** Nobody is there any more. */
function leave(network: Network, user: User): void {
  if (user.away !== null || user.account === null) return;
  const account = findAccount(network, user.account);
  const { autoAway } = network.settings.accountRules;
  if (account === undefined) return;
  if (!isChosen(autoAway, settingOf(account, AUTO_AWAY))) return;
  setAway(network, user, AUTO_AWAY_TEXT);
}

/** What goes over one connection in the clear is nobody's secret any more. */
function renewSecurity(network: Network, user: User): void {
  const secure = user.sessions.every((session) => session.secure);
  if (!network.setUserMode(user, "Z", secure)) return;
  tell(user, user.message("MODE", [user.nick, `${secure ? "+" : "-"}Z`]));
}
