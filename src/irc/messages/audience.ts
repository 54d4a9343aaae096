import { actionOf, isCtcp } from "../names/formatting.ts";
import type { OutgoingMessage } from "../wire/outgoing.ts";
import type { Channel } from "../state/channel.ts";
import type { Network } from "../state/network.ts";
import type { User } from "../state/user.ts";
import type { Session } from "../state/session.ts";
import { tellByNotice } from "../session/notices.ts";
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
 * Shows a user's own message to the client that said it, if it wants that: it is the answer.
 *
 * @see IRCv3 echo-message
 */
export function echo(
  session: Session,
  lines: readonly OutgoingMessage[],
): void {
  if (!session.has("echo-message")) return;
  for (const line of lines) send(session, line);
}

/**
 * Shows a user's own message to its other clients too.
 *
 * @param text all of its text; null for tags alone
 * @param recipient the nickname of the one it was said to; null for a channel
 */
export function echoToAll(
  session: Session,
  user: User,
  lines: readonly OutgoingMessage[],
  text: string | null,
  recipient: string | null,
): void {
  for (const other of user.sessions) {
    if (other === session) echo(session, lines);
    else showElsewhere(other, lines, text, recipient);
  }
}

/**
 * Most clients show what comes from their own nickname as what it is. One that has asked for nothing takes it for
 * a message to itself, where it was private, and answers CTCP.
 *
 * @see ZNC, "znc.in/self-message"
 */
function showElsewhere(
  session: Session,
  lines: readonly OutgoingMessage[],
  text: string | null,
  recipient: string | null,
): void {
  if (!knowsItsOwn(session) && text !== null) {
    if (isCtcp(text)) return;
    if (recipient !== null) return retell(session, recipient, text);
  }
  for (const line of lines) send(session, line);
}

const KNOWING = [
  "echo-message",
  "znc.in/self-message",
  "message-tags",
] as const;

/** Tells whether a client knows its user's messages from those of others, wherever they were sent. */
export function knowsItsOwn(session: Session): boolean {
  return KNOWING.some((capability) => session.has(capability));
}

/**
 * Tells a client in plain words what its user has said to somebody.
 *
 * @param at when that was, in milliseconds since 1970; left out, now
 */
export function retell(
  session: Session,
  recipient: string,
  text: string,
  at?: number,
): void {
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const action = actionOf(line);
    const shown = action === null ? line : `* ${session.target} ${action}`;
    tellByNotice(session, `To ${recipient}: ${shown}`, at);
  }
}
