import { changeOf, findRegistered } from "../../channels/registered.ts";
import { lastingMode } from "../../channels/standing.ts";
import { fold } from "../../names/casemapping.ts";
import { highestRank } from "../../modes/index.ts";
import type { Channel } from "../../state/channel.ts";
import type { Network } from "../../state/network.ts";
import type { Change } from "../../state/records.ts";
import type { RegisteredChannel } from "../../state/registered_channel.ts";
import type { User } from "../../state/user.ts";
import type { Conversation } from "../service.ts";

/** Finds the registered channel that a command is about, and says so where there is none. */
export function registeredFor(
  talk: Conversation,
  name: string,
): RegisteredChannel | null {
  const record = findRegistered(talk.network, name);
  if (record === undefined) talk.say(`The channel ${name} is not registered.`);
  return record ?? null;
}

/** Finds a registered channel on which somebody is, and says so where nobody is. */
export function inhabitedFor(
  talk: Conversation,
  name: string,
): Channel | null {
  const channel = talk.network.findChannel(name);
  if (channel === undefined) talk.say(`Nobody is on ${name}.`);
  return channel ?? null;
}

/** Makes the change that changes some of what is kept of a channel. */
export function changed(
  record: RegisteredChannel,
  changes: Partial<RegisteredChannel>,
): Change {
  return changeOf({ ...record, ...changes });
}

/** Gives the rank with which a user changes those of others: operators of the network who may have all of them. */
export function authorityOf(record: RegisteredChannel, user: User): number {
  return user.may("channels")
    ? Infinity
    : highestRank(lastingMode(record, user.account));
}

/** What a user is called where it is kept who did something. */
export function nameOf({ account, nick }: User): string {
  return account ?? nick;
}

/** Gives the members of a channel who are logged in to an account. */
export function membersOf(channel: Channel, account: string): User[] {
  const key = fold(account);
  return [...channel.members.keys()].filter((member) =>
    member.account !== null && fold(member.account) === key
  );
}

/** Gives the channels that an account is the founder of. */
export function foundedBy(
  network: Network,
  account: string,
): RegisteredChannel[] {
  const { channels } = network.records;
  network.work += channels.size;
  const key = fold(account);
  return [...channels.values()].filter(({ founder }) => fold(founder) === key);
}

/** Writes a time as the services say it. */
export function timeOf(at: number): string {
  return new Date(at).toUTCString();
}
