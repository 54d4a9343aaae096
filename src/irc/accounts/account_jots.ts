import { fold } from "../names/casemapping.ts";
import { CHANNEL_TYPES } from "../names/names.ts";
import { jot } from "../session/jotting.ts";
import type { Jot } from "../state/jot.ts";
import type { Network } from "../state/network.ts";
import { findAccount } from "./accounts.ts";

/** Lets what was jotted down of an account go along with a new name. */
export function moveJots(network: Network, from: string, to: string): void {
  if (fold(from) === fold(to)) return;
  const moved = network.jots.ofOwner(fold(from)).flatMap((old): Jot[] => {
    const key = fold(to) + old.key.slice(fold(from).length);
    return [{ ...old, value: null }, { ...old, key }];
  });
  jot(network, ...moved);
}

/** Forgets what was jotted down of an account, or of a registered channel. */
export function forgetJots(network: Network, owner: string): void {
  const known = network.jots.ofOwner(fold(owner));
  jot(network, ...known.map((old) => ({ ...old, value: null })));
}

/** Forgets what was jotted down of those who are not there any more: not after a crash, or a new configuration. */
export function forgetStrangers(network: Network): void {
  for (const owner of network.jots.allOwners) {
    const isThere = CHANNEL_TYPES.includes(owner[0])
      ? network.records.channels.has(owner)
      : findAccount(network, owner) !== undefined;
    if (!isThere) forgetJots(network, owner);
  }
}
