import { fold } from "../names/casemapping.ts";
import { Channel } from "../state/channel.ts";
import type { Network } from "../state/network.ts";
import type { Change } from "../state/records.ts";
import {
  type ChannelForm,
  REGISTERED_MODE,
  type RegisteredChannel,
} from "../state/registered_channel.ts";
import type { Session } from "../state/session.ts";
import { note } from "../session/keeping.ts";
import { isPending, mayComeBack } from "../session/pending.ts";

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

/** Gives what a channel is like. */
export function formOf(
  { createdAt, lists, metadata, modes, name, topic }: Channel,
): ChannelForm {
  const kept = [...modes].filter(([letter]) => letter !== REGISTERED_MODE);
  return {
    name,
    createdAt,
    topic,
    modes: Object.fromEntries(kept),
    lists: Object.fromEntries(
      [...lists].map(([letter, entries]) => [letter, [...entries]]),
    ),
    metadata: Object.fromEntries(metadata ?? []),
  };
}

/** Gives a record as it is to be now that a channel is as it is. */
export function recordFrom(
  record: RegisteredChannel,
  channel: Channel,
): RegisteredChannel {
  return { ...record, ...formOf(channel), createdAt: record.createdAt };
}

/**
 * Keeps what has changed of a channel, if it is registered: that goes before what tells of the change, so that it is
 * written first. Or if somebody is on it who is always on.
 *
 * @param by the client that asked for it; null for none
 */
export function noteChannel(
  network: Network,
  channel: Channel,
  by: Session | null = null,
): void {
  const record = recordOf(network, channel);
  if (record === undefined) return network.noteKeptOn(channel);
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
  const channel = channelLike(record, id);
  channel.modes.set(REGISTERED_MODE, "");
  return channel;
}

/** Makes a channel that is like one that there was. */
export function channelLike(form: ChannelForm, id: number): Channel {
  const { createdAt, lists, metadata, modes, name, topic } = form;
  const channel = new Channel(id, name, createdAt);
  channel.topic = topic;
  for (const [letter, value] of Object.entries(modes)) {
    channel.modes.set(letter, value);
  }
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
 * Tells why nobody may be on a channel: operators have purged its name, or suspended it. One that they open is open
 * once that is written.
 *
 * @returns the reason; null if there is none
 */
export function closedFor(network: Network, name: string): string | null {
  const { at, records } = network;
  const key = fold(name);
  const isIt = (record: { readonly name: string }) => fold(record.name) === key;
  const purge = records.purges.get(key) ??
    mayComeBack(network, "purge").find(isIt);
  if (purge !== undefined) return purge.reason;
  const record = records.channels.get(key);
  const suspended = record !== undefined && isSuspended(record, at)
    ? record
    : mayComeBack(network, "channel")
      .find((other) => isIt(other) && isSuspended(other, at));
  return suspended?.suspended?.reason ?? null;
}

/**
 * Tells whether a record is made for a channel, changed or deleted, which may have to be undone. Until it is known
 * what becomes of that, nobody takes the name.
 */
export function isChannelPending(network: Network, name: string): boolean {
  return isPending(network, { kind: "channel", key: fold(name) });
}

/** Tells whether a registered channel is suspended now. */
export function isSuspended(
  { suspended }: RegisteredChannel,
  at: number,
): boolean {
  return suspended !== null &&
    (suspended.until === null || at < suspended.until);
}
