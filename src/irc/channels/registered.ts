import { fold } from "../names/casemapping.ts";
import { Channel } from "../state/channel.ts";
import type { Network } from "../state/network.ts";
import type { Change } from "../state/records.ts";
import {
  REGISTERED_MODE,
  type RegisteredChannel,
} from "../state/registered_channel.ts";
import type { Session } from "../state/session.ts";
import { note } from "../session/keeping.ts";

// While somebody is on a registered channel, the channel is what counts, and its record follows; while nobody is,
// the record is all there is of it.

/** The record of a channel that somebody is on again tells within this time when that was. */
const USED_PRECISION_MS = 3_600_000;

/** Finds the record of a channel by its name, in any case. */
export function findRegistered(
  { records }: Network,
  name: string,
): RegisteredChannel | undefined {
  return records.channels.get(fold(name));
}

/** Finds the record of a channel that somebody is on; those that are not registered cost next to nothing. */
export function recordOf(
  network: Network,
  { modes, name }: Channel,
): RegisteredChannel | undefined {
  return modes.has(REGISTERED_MODE) ? findRegistered(network, name) : undefined;
}

/** Makes the change that puts a record in place of what it was. */
export function changeOf(value: RegisteredChannel): Change {
  return { kind: "channel", key: fold(value.name), value };
}

/** Gives a record as it is to be now that a channel is as it is. */
export function recordFrom(
  record: RegisteredChannel,
  { lists, metadata, modes, name, topic }: Channel,
): RegisteredChannel {
  const kept = [...modes].filter(([letter]) => letter !== REGISTERED_MODE);
  return {
    ...record,
    name,
    topic,
    modes: Object.fromEntries(kept),
    lists: Object.fromEntries(
      [...lists].map(([letter, entries]) => [letter, [...entries]]),
    ),
    metadata: Object.fromEntries(metadata ?? []),
  };
}

/**
 * Keeps what has changed of a channel, if it is registered. It goes before what tells of the change, so that this
 * is written first.
 *
 * @param by the client that asked for it; null for none
 */
export function noteChannel(
  network: Network,
  channel: Channel,
  by: Session | null = null,
): void {
  const record = recordOf(network, channel);
  if (record === undefined) return;
  const value = recordFrom(record, channel);
  if (JSON.stringify(value) === JSON.stringify(record)) return;
  note(network, [changeOf(value)], by);
}

/**
 * Makes a channel of its record, as it was when the last one left.
 *
 * @param id 0 for one that is only looked at
 */
export function channelFrom(record: RegisteredChannel, id = 0): Channel {
  const { createdAt, lists, metadata, modes, name, topic } = record;
  const channel = new Channel(id, name, createdAt);
  channel.topic = topic;
  for (const [letter, value] of Object.entries(modes)) {
    channel.modes.set(letter, value);
  }
  channel.modes.set(REGISTERED_MODE, "");
  for (const [letter, entries] of Object.entries(lists)) {
    channel.lists.set(letter, [...entries]);
  }
  const values = Object.entries(metadata);
  if (values.length > 0) channel.metadata = new Map(values);
  return channel;
}

/** Finds a channel that somebody is on, or a registered one, which is only looked at. */
export function findAnyChannel(
  network: Network,
  name: string,
): Channel | undefined {
  const channel = network.findChannel(name);
  if (channel !== undefined) return channel;
  const record = findRegistered(network, name);
  return record === undefined ? undefined : channelFrom(record);
}

/** Puts a registered channel on the network that nobody was on. It must be given a member. */
export function bringBack(
  network: Network,
  record: RegisteredChannel,
): Channel {
  const channel = channelFrom(record, network.nextId());
  network.addChannel(channel);
  const { at } = network;
  if (at - record.usedAt >= USED_PRECISION_MS) {
    note(network, [changeOf({ ...record, usedAt: at })]);
  }
  return channel;
}

/**
 * Tells why nobody may be on a channel: operators have purged its name, or suspended it.
 *
 * @returns the reason; null if there is none
 */
export function closedFor(network: Network, name: string): string | null {
  const { at, records } = network;
  const key = fold(name);
  const purge = records.purges.get(key);
  if (purge !== undefined) return purge.reason;
  const record = records.channels.get(key);
  return record !== undefined && isSuspended(record, at)
    ? record.suspended?.reason ?? null
    : null;
}

/** Tells whether a registered channel is suspended now. */
export function isSuspended(
  { suspended }: RegisteredChannel,
  at: number,
): boolean {
  return suspended !== null &&
    (suspended.until === null || at < suspended.until);
}
