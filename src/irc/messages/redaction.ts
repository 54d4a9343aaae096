import { byServer, messageOf } from "../session/events.ts";
import type { Channel } from "../state/channel.ts";
import type { UserContext } from "../session/context.ts";
import type { KnownMessage } from "../state/known_messages.ts";
import type { User } from "../state/user.ts";
import { forgetBetween, forgetOn } from "./said.ts";
import { refusesPrivately, silences } from "./private_rules.ts";
import { remarkOn } from "./speech_rules.ts";
import { tell } from "../session/send.ts";
import { recordOn, recordPrivately } from "../state/recording.ts";
import { isSeenByAll, seesMember } from "../state/visibility.ts";

const REDACT = { needs: "draft/message-redaction" } as const;

/** What is taken back, and why. */
export interface Redaction {
  /** The msgid */
  readonly id: string;
  /** "" for no reason */
  readonly reason: string;
}

/** Tells whether a user has said a message, now or under the same account before. */
export function isOwn({ sender, account }: KnownMessage, user: User): boolean {
  return sender === user.id || account !== null && account === user.account;
}

/**
 * Takes back what was said on a channel, seen by those who got it.
 *
 * @param where the target, which may be some ranks of the channel alone
 * @see IRCv3 message-redaction, "Command"
 */
export function redactOnChannel(
  { network, settings, user }: UserContext,
  channel: Channel,
  where: string,
  known: KnownMessage,
  { id, reason }: Redaction,
): void {
  forgetOn(network, channel, id);
  // Who is silenced may take back own messages, but say nothing with it.
  const said = user.may("override")
    ? reason
    : remarkOn(channel, user, "REDACT", reason);
  const params = [where, id];
  const event = network.event(
    user,
    "REDACT",
    channel,
    params,
    said || undefined,
    "",
    { parent: id, leastRank: known.leastRank },
  );
  const message = messageOf(event, REDACT).share();
  const unnamed = byServer(event, settings.serverName);
  recordOn(network, channel, isSeenByAll(user, channel) ? event : unnamed);
  const anonymous = messageOf(unnamed, REDACT);
  anonymous.share();
  tell(user, message);
  for (const member of channel.members.keys()) {
    if (member === user) continue;
    const hears = !member.is("D") && channel.rankOf(member) >= known.leastRank;
    if (!hears && member.id !== known.sender) continue;
    // Under +u, some must not learn who is there; what was said told them.
    const isSeen = seesMember(member, user, channel) ||
      known.sender === user.id;
    tell(member, isSeen ? message : anonymous);
  }
}

/**
 * Takes back what a user has said to another one, who sees it unless nothing
 * that the user writes arrives.
 *
 * @param other to whom it was said
 * @see IRCv3 message-redaction, "Command"
 */
export function redactPrivately(
  context: UserContext,
  other: User,
  redaction: Redaction,
): void {
  const { network, user } = context;
  const { id, reason } = redaction;
  forgetBetween(network, user, other, id);
  const params = [other.nick, id];
  const event = network.event(
    user,
    "REDACT",
    other,
    params,
    reason || undefined,
    "",
    { parent: id },
  );
  const isSilenced = silences(other, user);
  recordPrivately(network, user, other, event, isSilenced);
  const message = messageOf(event, REDACT);
  tell(user, message);
  if (other === user || isSilenced) return;
  if (!refusesPrivately(context, other, null, () => {})) tell(other, message);
}
