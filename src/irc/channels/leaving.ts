import type { Channel } from "../state/channel.ts";
import type { Network } from "../state/network.ts";
import { recordOfMember } from "../state/recording.ts";
import type { User } from "../state/user.ts";
import { tellOfMember } from "../session/send.ts";
import { messageOf } from "../session/events.ts";

/** Takes a member off a channel, seen by those who see the member there. */
export function partChannel(
  network: Network,
  user: User,
  channel: Channel,
  reason?: string,
): void {
  const event = network.event(user, "PART", channel, [channel.name], reason);
  recordOfMember(network, channel, event, user);
  tellOfMember(channel, messageOf(event), user);
  network.leave(user, channel);
}
