import { fold } from "../names/casemapping.ts";
import { findAccount } from "./accounts.ts";
import { jot } from "../session/jotting.ts";
import type { Network } from "../state/network.ts";

const DAY_MS = 86_400_000;

/** The kind of jot that has when somebody was logged in to an account last, in milliseconds since 1970. */
export const SEEN = "seen";

/** Gives when somebody was logged in to an account last, to the day while somebody is; null if that is not known. */
export function seenAt(network: Network, account: string): number | null {
  if (isConnected(network, account)) return network.at;
  const seen = network.jots.get(SEEN, fold(account));
  return typeof seen === "number" ? seen : null;
}

/** Tells whether somebody has a connection who is logged in to an account: who is always on need not. */
function isConnected({ accountUsers }: Network, account: string): boolean {
  return accountUsers.of(account).some(({ sessions }) => sessions.length > 0);
}

/**
 * Jots down that an account is used now.
 *
 * @param account null for none
 */
export function noteSeen(network: Network, account: string | null): void {
  // Who is not there any more leaves nothing to who has the name next.
  if (account === null || findAccount(network, account) === undefined) return;
  jot(network, { kind: SEEN, key: fold(account), value: network.at });
}

/** Jots that down where it was not for a day, of an account that somebody is logged in to. */
export function noteStillSeen(network: Network, account: string | null): void {
  if (account === null || !isConnected(network, account)) return;
  const seen = Number(network.jots.get(SEEN, fold(account)) ?? 0);
  if (network.at - seen >= DAY_MS) noteSeen(network, account);
}

/** Does so of all accounts that somebody is logged in to. */
export function noteAllSeen(network: Network): void {
  for (const account of network.accountUsers.accounts) {
    noteStillSeen(network, account);
  }
}
