import { packWords } from "../names/text.ts";
import { RPL_ENDOFNAMES, RPL_NAMREPLY } from "../wire/numerics.ts";
import { symbolsOf } from "../modes/index.ts";
import type { UserContext } from "../session/context.ts";
import type { Channel } from "../state/channel.ts";
import { seesMember } from "../state/visibility.ts";

/**
 * Sends who is on a channel, as far as the user sees them: 353 as often as it takes, then 366.
 *
 * @see Modern IRC, "NAMES message"
 */
export function replyNames(context: UserContext, channel: Channel): void {
  replyMembers(context, channel);
  context.reply(RPL_ENDOFNAMES, channel.name);
}

/** Sends the same without 366. */
export function replyMembers(context: UserContext, channel: Channel): void {
  const kind = channel.modes.has("s")
    ? "@"
    : channel.modes.has("p")
    ? "*"
    : "=";
  const room = context.roomFor(RPL_NAMREPLY, kind, channel.name);
  for (const line of packWords(names(context, channel), room)) {
    context.reply(RPL_NAMREPLY, kind, channel.name, line);
  }
}

function* names(
  { session, user }: UserContext,
  channel: Channel,
): Generator<string> {
  const allSymbols = session.has("multi-prefix");
  const wholeMask = session.has("userhost-in-names");
  for (const [member, { modes }] of channel.members) {
    if (!seesMember(user, member, channel)) continue;
    yield symbolsOf(modes, allSymbols) +
      (wholeMask ? member.source : member.nick);
  }
}
