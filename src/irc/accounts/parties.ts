import { fold } from "../names/casemapping.ts";
import type { Account } from "../state/account.ts";
import type { Party } from "../state/archive.ts";
import type { Network } from "../state/network.ts";
import { partyOf, partyOfAccount } from "../state/parties.ts";
import type { User } from "../state/user.ts";
import { findAccount } from "./accounts.ts";

/**
 * Finds what to call parties: the nickname of who is there, or else an account's name that leads to one now. It is
 * made for one command.
 */
export class PartyNames {
  #users: Map<Party, User> | null = null;

  constructor(readonly network: Network) {}

  /** Gives a name; null if none leads there. */
  of(party: Party): string | null {
    const { network } = this;
    const account = accountOfParty(network, party);
    if (account === undefined) return this.#userOf(party)?.nick ?? null;
    const names = [account.name, ...account.nicks];
    const nicks = network.accountUsers.of(account.name).map(({ nick }) => nick);
    return nicks.find((nick) =>
      names.some((name) => fold(name) === fold(nick))
    ) ??
      nicks[0] ??
      // Who has a nickname is meant by it, and not whose name it is otherwise.
      names.find((name) => network.findUser(name) === undefined) ?? null;
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
