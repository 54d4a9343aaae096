import type { Channel } from "../state/channel.ts";
import type { Network } from "../state/network.ts";
import { recordOfMember } from "../state/recording.ts";
import type { User } from "../state/user.ts";
import { seesMember } from "../state/visibility.ts";
import { messageOf } from "../session/events.ts";
import { tell } from "../session/send.ts";

/**
 * Takes all members off a channel, as the server. Each is told that it is itself kicked, and not of the others:
 * that would be as many lines as there are pairs of them.
 *
 * @param except who may stay, and is told of those whom it sees; null for nobody
 */
export function emptyChannel(
  network: Network,
  channel: Channel,
  reason: string,
  except: User | null = null,
): void {
  const { name } = channel;
  for (const member of [...channel.members.keys()]) {
    if (member === except) continue;
    const event = network.event(
      null,
      "KICK",
      channel,
      [name, member.nick],
      reason,
    );
    recordOfMember(network, channel, event, member);
    const message = messageOf(event).share();
    tell(member, message);
    const isShown = except !== null && channel.members.has(except) &&
      seesMember(except, member, channel);
    if (isShown) tell(except, message);
    network.leave(member, channel);
  }
}
