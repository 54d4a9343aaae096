import type { Account } from "../state/account.ts";
import type { Party } from "../state/archive.ts";
import type { Network } from "../state/network.ts";
import { partyOf, partyOfAccount } from "../state/parties.ts";
import type { User } from "../state/user.ts";
import { findAccount } from "./accounts.ts";

/** Finds what to call parties: a nickname or an account's name that leads to one now. It is made for one command. */
export class PartyNames {
  #users: Map<Party, User> | null = null;

  constructor(readonly network: Network) {}

  /** Gives a name; null if none leads there. */
  of(party: Party): string | null {
    const { network } = this;
    const account = accountOfParty(network, party);
    const own = account === undefined ? [] : [account.name, ...account.nicks];
    const name = own.find((name) => this.#leads(name, party)) ??
      this.#userOf(party)?.nick ?? null;
    return name === null ? null : network.findUser(name)?.nick ?? name;
  }

  /** Who has a nickname is meant by it, and not whose name it is otherwise. */
  #leads(name: string, party: Party): boolean {
    const user = this.network.findUser(name);
    return user === undefined || partyOf(this.network, user) === party;
  }

  #userOf(party: Party): User | undefined {
    const { network } = this;
    // Looked through once, however many are asked for.
    this.#users ??= new Map(
      [...network.users.values()].map((user) => [partyOf(network, user), user]),
    );
    return this.#users.get(party);
  }
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
