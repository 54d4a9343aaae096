import type { Account } from "../state/account.ts";
import type { Party } from "../state/archive.ts";
import type { Network } from "../state/network.ts";
import { isLasting, partyOf, partyOfAccount } from "../state/parties.ts";
import type { User } from "../state/user.ts";
import { findAccount } from "./accounts.ts";

/**
 * Gives a nickname or an account's name that leads to a party now.
 *
 * @returns null if none does
 */
export function nameOfParty(network: Network, party: Party): string | null {
  const leads = (name: string) => {
    const user = network.findUser(name);
    return user === undefined || partyOf(network, user) === party;
  };
  const account = accountOfParty(network, party);
  const own = account === undefined ? [] : [account.name, ...account.nicks];
  const name = own.find(leads) ?? userOfParty(network, party)?.nick ?? null;
  return name === null ? null : network.findUser(name)?.nick ?? name;
}

/** Finds the account that has a party. */
export function accountOfParty(
  network: Network,
  party: Party,
): Account | undefined {
  const { records, settings } = network;
  const key = records.index.parties.get(party) ??
    settings.accounts.map(({ name }) => name)
      .find((name) => partyOfAccount(network, name) === party);
  const account = key === undefined ? undefined : findAccount(network, key);
  const isSame = account !== undefined &&
    partyOfAccount(network, account.name) === party;
  return isSame ? account : undefined;
}

function userOfParty(network: Network, party: Party): User | undefined {
  if (!isLasting(party)) {
    const id = parseInt(party.slice(party.lastIndexOf(".") + 1), 36);
    const user = network.usersById.get(id);
    return user !== undefined && partyOf(network, user) === party
      ? user
      : undefined;
  }
  return [...network.users.values()]
    .find((user) => partyOf(network, user) === party);
}
