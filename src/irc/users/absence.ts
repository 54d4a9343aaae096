import type { OutgoingMessage } from "../wire/outgoing.ts";
import type { Network } from "../state/network.ts";
import type { User } from "../state/user.ts";
import type { UserContext } from "../session/context.ts";
import { announce } from "../session/send.ts";

/**
 * @param user anybody
 * @returns what those who share a channel are told of the user's absence
 * @see IRCv3 away-notify
 */
export function awayMessage(user: User): OutgoingMessage {
  const { away } = user;
  return user.message("AWAY", [], away ?? undefined, { needs: "away-notify" });
}

/**
 * Marks a user as away or as back, and tells those who see the user, if that is
 * news to them.
 *
 * @param text why, `*` for no reason; null for back
 * @see IRCv3 away-notify; IRCv3 pre-away
 */
export function setAway(
  network: Network,
  user: User,
  text: string | null,
): void {
  if (user.away === text) return;
  user.away = text;
  announce(network, user, awayMessage(user), false);
}

/** Tells those who watch a newcomer that it is away, if it said so before it was registered. */
export function announceFirstAway({ network, user }: UserContext): void {
  if (user.away !== null) announce(network, user, awayMessage(user), false);
}
