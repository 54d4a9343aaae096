import type { Channel } from "../state/channel.ts";
import type { Network } from "../state/network.ts";

/**
 * Finds where a channel's mode +f leads those who cannot join, if it leads anywhere: to the channel that it was
 * set for, and not to another one that was given the name later.
 */
export function forwardOf(
  network: Network,
  { forwardsTo, modes }: Channel,
): Channel | undefined {
  const name = modes.get("f");
  const target = name === undefined ? undefined : network.findChannel(name);
  return target?.id === forwardsTo ? target : undefined;
}

/**
 * Lets the forwards to a channel that has taken another name lead there still. Nobody is told, since the new name
 * may be a secret.
 */
export function moveForwards(network: Network, { id, name }: Channel): void {
  for (const { forwardsTo, modes } of network.channels.values()) {
    if (forwardsTo === id && modes.has("f")) modes.set("f", name);
  }
}
