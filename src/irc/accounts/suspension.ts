import type { Account, Suspension } from "../state/account.ts";
import type { Network } from "../state/network.ts";

/** Gives why nobody can log in to an account by an operator's decision; null if that is not so, or over. */
export function suspensionOf(
  { at }: Network,
  { suspended }: Account,
): Suspension | null {
  if (suspended === null || suspended.until === null) return suspended;
  return at < suspended.until ? suspended : null;
}

/** Gives the accounts that are suspended. */
export function suspendedAccounts(network: Network): Account[] {
  return [...network.records.accounts.values()]
    .filter((account) => suspensionOf(network, account) !== null);
}
