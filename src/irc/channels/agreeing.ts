import type { Channel } from "../state/channel.ts";
import type { Network } from "../state/network.ts";
import { REGISTERED_MODE } from "../state/registered_channel.ts";
import { noteChannel } from "./registered.ts";
import { tellModes } from "./tell_modes.ts";
import { Views } from "./views.ts";

/**
 * Lets the channels whose records have changed agree with them: whoever has made or deleted a record, by whatever
 * way, or had that undone. One that waits to be written is left alone until it is known what becomes of it.
 *
 * @param settled the keys of channels whose records are written now, or are not
 */
export function agreeWithRecords(
  network: Network,
  settled: readonly string[] = [],
): void {
  const { channels, records } = network;
  const changed = records.takeChangedChannels();
  for (const key of new Set([...settled, ...changed])) {
    const channel = channels.get(key);
    if (channel === undefined || isPending(network, key)) continue;
    agree(network, channel, records.channels.has(key));
  }
  // What they have noted themselves is what they are.
  records.takeChangedChannels();
}

/** Tells whether the record of a channel has changed, and may have to be undone. */
export function isPending({ requests }: Network, key: string): boolean {
  for (const { kept } of requests.values()) {
    const isMeant = kept?.some(({ made }) =>
      made.kind === "channel" && made.key === key
    );
    if (isMeant) return true;
  }
  return false;
}

function agree(
  network: Network,
  channel: Channel,
  isRegistered: boolean,
): void {
  const { modes } = channel;
  if (modes.has(REGISTERED_MODE) !== isRegistered) {
    if (isRegistered) modes.set(REGISTERED_MODE, "");
    else modes.delete(REGISTERED_MODE);
    noteChannel(network, channel);
    const change = { set: isRegistered, letter: REGISTERED_MODE };
    return tellModes(network, null, new Views(channel), [change]);
  }
  noteChannel(network, channel);
}
