import type { OutgoingMessage } from "../wire/outgoing.ts";
import type { User } from "../user.ts";

/**
 * @param user anybody
 * @returns what those who share a channel are told of the user's absence
 * @see IRCv3 away-notify
 */
export function awayMessage(user: User): OutgoingMessage {
  const { away } = user;
  return user.message("AWAY", [], away ?? undefined, { needs: "away-notify" });
}
