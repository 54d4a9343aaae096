import { packWords } from "../wire/message.ts";
import { RPL_ENDOFNAMES, RPL_NAMREPLY } from "../wire/numerics.ts";
import { symbolsOf } from "../modes/index.ts";
import type { UserContext } from "../context.ts";
import type { Channel } from "../channel.ts";

/**
 * Sends who is on a channel: 353 as often as it takes, then 366. Who is not on a channel sees nobody on a
 * secret one, and no invisible user on any.
 *
 * @param context who is answered
 * @param channel the channel
 * @see Modern IRC, "NAMES message"
 */
export function replyNames(context: UserContext, channel: Channel): void {
  if (channel.members.has(context.user) || !channel.modes.has("s")) {
    const kind = channel.modes.has("s") ? "@" : "=";
    const room = context.roomFor(RPL_NAMREPLY, kind, channel.name);
    for (const line of packWords(names(context, channel), room)) {
      context.reply(RPL_NAMREPLY, kind, channel.name, line);
    }
  }
  context.reply(RPL_ENDOFNAMES, channel.name);
}

function* names(
  { session, user }: UserContext,
  channel: Channel,
): Generator<string> {
  const allSymbols = session.has("multi-prefix");
  const wholeMask = session.has("userhost-in-names");
  const inside = channel.members.has(user);
  for (const [member, { modes }] of channel.members) {
    if (!inside && member.is("i")) continue;
    yield symbolsOf(modes, allSymbols) +
      (wholeMask ? member.source : member.nick);
  }
}
