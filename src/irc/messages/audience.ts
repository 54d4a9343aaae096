import { isCtcp } from "../names/formatting.ts";
import type { OutgoingMessage } from "../wire/outgoing.ts";
import type { Channel } from "../state/channel.ts";
import type { Network } from "../state/network.ts";
import type { User } from "../state/user.ts";
import { send, tell, tellChannel } from "../session/send.ts";
import { refusesCtcp } from "./private_rules.ts";

/** What is told to the members of a channel. */
export interface Telling {
  /** All of its text; null for tags alone */
  readonly text: string | null;
  /** Who says it, and is not told */
  readonly speaker: User;
  /** The least rank of those who are told; 0 for all */
  readonly least: number;
}

/** Tells the members of a channel what somebody says there, but for those who do not want to hear it. */
export function tellAudience(
  { modeCounts }: Network,
  channel: Channel,
  lines: readonly OutgoingMessage[],
  telling: Telling,
): void {
  const { least, speaker, text } = telling;
  const ctcp = (modeCounts.get("T") ?? 0) > 0 && text !== null && isCtcp(text);
  const toAll = least === 0 && !modeCounts.get("D") && !ctcp;
  for (const line of lines) {
    if (toAll) tellChannel(channel, line, speaker);
    else sendToSome(channel, line, telling);
  }
}

/** Tells whether a member is among those who are told. */
export function hears(
  channel: Channel,
  member: User,
  { least, speaker, text }: Telling,
): boolean {
  if (member === speaker || member.is("D")) return false;
  if (text !== null && isCtcp(text) && refusesCtcp(member, speaker)) {
    return false;
  }
  return channel.rankOf(member) >= least;
}

/** Leaves out the deaf (+D), those below a rank, and those who keep CTCP away (+T) if it is CTCP. */
function sendToSome(
  channel: Channel,
  line: OutgoingMessage,
  telling: Telling,
): void {
  line.share();
  for (const member of channel.members.keys()) {
    if (hears(channel, member, telling)) tell(member, line);
  }
}

/**
 * Shows a user's own message to its connections that want to see it; it is the answer to the one that said it.
 *
 * @see IRCv3 echo-message
 */
export function echo(user: User, lines: readonly OutgoingMessage[]): void {
  for (const session of user.sessions) {
    if (!session.has("echo-message")) continue;
    for (const line of lines) send(session, line);
  }
}
