import { fold } from "../names/casemapping.ts";
import type { Channel } from "../state/channel.ts";
import type { Network } from "../state/network.ts";

/** Finds where a channel's mode +f leads those who cannot join, if it leads anywhere. */
export function forwardOf(
  network: Network,
  channel: Channel,
): Channel | undefined {
  const name = channel.modes.get("f");
  const target = name === undefined ? undefined : network.findChannel(name);
  return target === channel ? undefined : target;
}

/**
 * Lets the forwards to a channel that has taken another name lead there still: the old name is anybody's. Nobody
 * is told, since the new name may be a secret.
 *
 * @param before the name that the channel had
 */
export function moveForwards(
  network: Network,
  { name }: Channel,
  before: string,
): void {
  for (const { modes } of network.channels.values()) {
    const target = modes.get("f");
    if (target === undefined || fold(target) !== fold(before)) continue;
    modes.set("f", name);
  }
}
