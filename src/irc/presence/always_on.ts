import { findAccount } from "../accounts/accounts.ts";
import { fold } from "../names/casemapping.ts";
import type { Account } from "../state/account.ts";
import type { Network } from "../state/network.ts";
import type { User } from "../state/user.ts";
import { disconnectUser } from "../users/quitting.ts";
import {
  candidatesOf,
  dropKept,
  forgetPresence,
  forgetUnregistered,
  isAlwaysOn,
} from "./keeping_users.ts";

/** How often it is looked who has been away too long, in milliseconds. */
const CHECK_MS = 60_000;

const DAY_MS = 86_400_000;

/** Looks whether a user is one who stays, after it has logged in or out, or wants it otherwise. */
export function renewKept(network: Network, user: User): void {
  const account = user.account === null
    ? undefined
    : findAccount(network, user.account);
  const key = account === undefined ? null : fold(account.name);
  const isOn = account !== undefined && isAlwaysOn(network, account);
  if (user.kept !== null) {
    if (isOn && user.kept.account === key) return network.noteKept(user);
    dropKept(network, user);
  }
  if (isOn && key !== null && !network.kept.has(key)) {
    const leftAt = user.sessions.length > 0 ? null : network.at;
    network.keep(user, key, leftAt);
  } else if (user.sessions.length === 0) {
    disconnectUser(network, user, "Not always on any more");
  }
}

/** Looks at all who are logged in to an account: who is called as it is comes first. */
export function renewKeptOf(network: Network, account: Account): void {
  for (const user of candidatesOf(network, account)) renewKept(network, user);
}

/** Looks at everybody, after a new configuration. */
export function renewAllKept(network: Network): void {
  for (const user of [...network.users.values()]) {
    if (user.account !== null || user.kept !== null) renewKept(network, user);
  }
}

/** Ends users who have had no connection for too long, and forgets those who did not come back from a restart. */
export function expireKept(network: Network): void {
  const { at, kept, records, settings } = network;
  if (at - network.keptCheckedAt < CHECK_MS) return;
  network.keptCheckedAt = at;
  const { alwaysOnMs } = settings.accountRules;
  for (const user of [...kept.values()]) {
    const leftAt = user.kept?.leftAt ?? null;
    if (alwaysOnMs === 0 || leftAt === null || at - leftAt < alwaysOnMs) {
      continue;
    }
    const days = Math.floor(alwaysOnMs / DAY_MS);
    disconnectUser(network, user, `No connection for ${days} days`);
  }
  for (const account of [...records.presences.keys()]) {
    if (!kept.has(account)) forgetPresence(network, account);
  }
  forgetUnregistered(network);
}
