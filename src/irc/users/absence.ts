import type { OutgoingMessage } from "../wire/outgoing.ts";
import type { Network } from "../state/network.ts";
import type { User } from "../state/user.ts";

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
 * @param network everything there is
 * @param user whom
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
  network.announce(user, awayMessage(user), false);
}
