import { matchesMask } from "../wire/mask.ts";
import { VOICE } from "../modes/index.ts";
import type { Channel } from "../channel.ts";
import type { User } from "../user.ts";

/**
 * @param channel a channel
 * @param user anybody
 * @returns true if the user's `nick!user@host` is on the channel's ban list
 * @see Modern IRC, "Ban Channel Mode"
 */
export function isBanned(channel: Channel, user: User): boolean {
  return channel.lists.get("b")?.some((entry) =>
    matchesMask(entry.mask, user.source)
  ) ?? false;
}

/**
 * Tells what keeps a user from speaking on a channel.
 *
 * @param channel the channel
 * @param user who wants to speak
 * @returns the mode that forbids it, as `+m`, or null
 * @see Modern IRC, "Moderated Channel Mode", "No External Messages Mode"
 */
export function silencedBy(channel: Channel, user: User): string | null {
  const rank = channel.rankOf(user);
  if (rank >= VOICE) return null;
  if (rank === -1 && channel.modes.has("n")) return "+n";
  if (channel.modes.has("m")) return "+m";
  return isBanned(channel, user) ? "+b" : null;
}

/**
 * @param channel a channel
 * @param user anybody
 * @returns true if the user may know that the channel exists
 * @see Modern IRC, "Secret Channel Mode"
 */
export function isVisible(channel: Channel, user: User): boolean {
  return !channel.modes.has("s") || channel.members.has(user);
}
