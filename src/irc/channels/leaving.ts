import type { Channel } from "../state/channel.ts";
import type { Network } from "../state/network.ts";
import type { User } from "../state/user.ts";

/**
 * Takes a member off a channel, seen by all who are on it.
 *
 * @param network everything there is
 * @param user a member
 * @param channel of this channel
 * @param reason why, if something was said
 */
export function partChannel(
  network: Network,
  user: User,
  channel: Channel,
  reason?: string,
): void {
  channel.sendOf(user.message("PART", [channel.name], reason), user);
  network.leave(user, channel);
}
