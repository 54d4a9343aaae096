import type { OutgoingMessage } from "../wire/outgoing.ts";
import { audiencesOf, remarkOn } from "../messages/speech_rules.ts";
import { absenceOf, NO_AWAY_TEXT } from "../state/away.ts";
import type { Channel } from "../state/channel.ts";
import type { Network } from "../state/network.ts";
import type { User } from "../state/user.ts";
import type { UserContext } from "../session/context.ts";
import { tell, tellWatchers } from "../session/send.ts";

/** @see IRCv3 away-notify */
function awayMessage(user: User, text: string | null): OutgoingMessage {
  const shown = text === null ? undefined : text || NO_AWAY_TEXT;
  return user.message("AWAY", [], shown, { needs: "away-notify" });
}

/** Writes what a channel is told of the absence of somebody who joins it; null for nothing. */
export function awayMessageOn(
  channel: Channel,
  user: User,
): OutgoingMessage | null {
  const { away } = user;
  if (away === null) return null;
  return awayMessage(user, remarkOn(channel, user, "AWAY", away));
}

/**
 * Writes what those who share a channel with a user are told of its absence.
 *
 * @see IRCv3 away-notify
 */
export function awayMessages(user: User): Map<User, OutgoingMessage> {
  const { away } = user;
  const messages = new Map<User, OutgoingMessage>();
  for (const { text, users } of audiencesOf(user, "AWAY", away ?? "")) {
    const message = awayMessage(user, away === null ? null : text).share();
    for (const other of users) messages.set(other, message);
  }
  return messages;
}

/**
 * Marks a user as away or as back, and tells those who see the user, if that is
 * news to them.
 *
 * @param text why; null for back
 * @returns true if that changed anything
 * @see IRCv3 away-notify
 */
export function setAway(
  network: Network,
  user: User,
  text: string | null,
): boolean {
  if (user.away === text) return false;
  user.away = text;
  network.noteKeptLater(user);
  announceAway(network, user);
  return true;
}

/** Looks whether a user is away, after one of its connections has come, gone or said something else. */
export function renewAway(network: Network, user: User): void {
  setAway(network, user, absenceOf(user));
}

function announceAway(network: Network, user: User): void {
  const messages = awayMessages(user);
  for (const [other, message] of messages) tell(other, message);
  const told = new Set(messages.keys());
  tellWatchers(network, user, awayMessage(user, user.away).share(), told);
}

/** Tells those who watch a newcomer that it is away, if it said so before it was registered. */
export function announceFirstAway({ network, user }: UserContext): void {
  if (user.away !== null) announceAway(network, user);
}
