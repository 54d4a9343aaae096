import type { Channel } from "../state/channel.ts";
import type { Network } from "../state/network.ts";
import type { User } from "../state/user.ts";
import { messageOf } from "../session/events.ts";
import { tell } from "../session/send.ts";

/**
 * Takes all members off a channel, as the server. Each is told that it is itself kicked, and not of the others:
 * that would be as many lines as there are pairs of them.
 *
 * @param except who may stay, and is told of all; null for nobody
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
    const message = messageOf(event).share();
    tell(member, message);
    if (except !== null && channel.members.has(except)) tell(except, message);
    network.leave(member, channel);
  }
}
