import type { Channel } from "../state/channel.ts";
import type { User } from "../state/user.ts";

/** What stands for an address that is not told (IRCv3 WHOX). */
const UNDISCLOSED_ADDRESS = "255.255.255.255";

/**
 * @param viewer who asks
 * @param user about whom
 * @returns true if the viewer may know where the user really comes from, and
 *   with which modes: oneself and operators may
 */
export function knowsOrigin(viewer: User, user: User): boolean {
  return viewer === user || viewer.operator !== null;
}

/**
 * @param viewer who asks
 * @param user about whom
 * @returns the address the user comes from; `255.255.255.255` where the viewer
 *   may not know it
 */
export function addressFor(viewer: User, user: User): string {
  return knowsOrigin(viewer, user) ? user.realHost : UNDISCLOSED_ADDRESS;
}

/**
 * Tells whether somebody is seen to be on a channel. Those who are not on it see
 * no invisible user there, and +u hides members too.
 *
 * @param viewer who looks, at a channel that this user may see
 * @param member a member
 * @param channel of this channel
 * @returns true if the member is seen
 * @see Modern IRC, "Invisible User Mode"
 */
export function seesMember(
  viewer: User,
  member: User,
  channel: Channel,
): boolean {
  if (viewer === member || viewer.may("spy")) return true;
  return channel.shows(viewer, member) &&
    (!member.is("i") || channel.members.has(viewer));
}

/**
 * Tells whether somebody is found by those who do not give the nickname.
 *
 * @param viewer who looks
 * @param user anybody
 * @returns true if the user is not invisible, or seen on a channel of the viewer
 * @see Modern IRC, "Invisible User Mode"
 */
export function seesUser(viewer: User, user: User): boolean {
  if (viewer === user || !user.is("i") || viewer.may("spy")) return true;
  return [...viewer.channels].some((channel) =>
    channel.members.has(user) && channel.shows(viewer, user)
  );
}
