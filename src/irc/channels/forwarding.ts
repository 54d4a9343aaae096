import { fold } from "../names/casemapping.ts";
import type { Channel } from "../state/channel.ts";
import type { Network } from "../state/network.ts";
import { changeOf, findAnyChannel, noteChannel } from "./registered.ts";
import { REGISTERED_MODE } from "../state/registered_channel.ts";
import { note } from "../session/keeping.ts";

/**
 * Gives what tells the channel that +f is set for from one that takes its name later: its id, and null for a
 * registered one, whose name nobody takes.
 */
export function forwardIdOf({ id, modes }: Channel): number | null {
  return modes.has(REGISTERED_MODE) ? null : id;
}

/**
 * Finds where a channel's mode +f leads those who cannot join, if it leads anywhere: to the channel that it was
 * set for, and not to another one that was given the name later. A registered one that nobody is on is only
 * looked at.
 */
export function forwardOf(
  network: Network,
  { forwardsTo, modes }: Channel,
): Channel | undefined {
  const name = modes.get("f");
  const target = name === undefined ? undefined : findAnyChannel(network, name);
  if (target === undefined) return undefined;
  const isMeant = forwardsTo === null
    ? target.modes.has(REGISTERED_MODE)
    : target.id === forwardsTo;
  return isMeant ? target : undefined;
}

/**
 * Lets the forwards to a channel that has taken another name lead there still. Nobody is told, since the new name
 * may be a secret.
 *
 * @param before the name that it had
 */
export function moveForwards(
  network: Network,
  channel: Channel,
  before: string,
): void {
  const { name } = channel;
  const key = fold(before);
  const isMeant = (target: string | undefined) =>
    target !== undefined && fold(target) === key;
  const meant = forwardIdOf(channel);
  for (const other of network.channels.values()) {
    const { forwardsTo, modes } = other;
    if (forwardsTo !== meant || !isMeant(modes.get("f"))) continue;
    modes.set("f", name);
    noteChannel(network, other);
  }
  if (meant !== null) return;
  const { channels } = network.records;
  const empty = [...channels].filter(([other, { modes }]) =>
    isMeant(modes.f) && !network.channels.has(other)
  );
  if (empty.length === 0) return;
  note(
    network,
    empty.map(([, record]) =>
      changeOf({ ...record, modes: { ...record.modes, f: name } })
    ),
  );
}
