import { truncate } from "../names/text.ts";
import type { Account } from "../state/account.ts";
import type { Network } from "../state/network.ts";
import type { Change } from "../state/records.ts";
import type { User } from "../state/user.ts";
import { disconnect, disconnectUser } from "../users/quitting.ts";
import { sessionsOf, usersOf } from "./accounts.ts";
import { changeTo } from "./changes.ts";

/**
 * Makes the change by which nobody can log in to an account.
 *
 * @param by the operator
 * @param length milliseconds; 0 for ever
 */
export function suspending(
  { at, settings }: Network,
  account: Account,
  by: User,
  length: number,
  reason: string,
): Change {
  const suspended = {
    by: by.account ?? by.nick,
    at,
    until: length === 0 ? null : at + length,
    reason: truncate(reason, settings.limits.reason) || "No reason given",
  };
  return changeTo({ ...account, suspended });
}

/** Ends all connections that are logged in to an account. */
export function endSessionsOf(
  network: Network,
  name: string,
  reason: string,
): void {
  for (const user of usersOf(network, { name })) {
    disconnectUser(network, user, reason);
  }
  for (const session of sessionsOf(network, { name })) {
    disconnect(session, reason);
  }
}
