import { HALF_OPERATOR, VOICE } from "../modes/index.ts";
import type { Channel } from "./channel.ts";
import type { Network } from "./network.ts";
import type { Session } from "./session.ts";
import type { User } from "./user.ts";

// Who sees whom: every command that shows a user or a channel to somebody asks here.

/** What stands for an address that is not told (IRCv3 WHOX). */
const UNDISCLOSED_ADDRESS = "255.255.255.255";

/** Tells whether a viewer may know where a user really comes from, and with which modes: oneself and operators may. */
export function knowsOrigin(viewer: User, user: User): boolean {
  return viewer === user || viewer.operator !== null;
}

/** Gives the address a user comes from; `255.255.255.255` where the viewer may not know it. */
export function addressFor(viewer: User, user: User): string {
  return knowsOrigin(viewer, user) ? user.realHost : UNDISCLOSED_ADDRESS;
}

/**
 * Tells whether a viewer may know that a channel exists.
 *
 * @see Modern IRC, "Secret Channel Mode"
 */
export function isVisible(channel: Channel, viewer: User): boolean {
  return !channel.modes.has("s") || channel.members.has(viewer) ||
    viewer.may("spy");
}

/** Tells whether a channel is shown to a viewer where channels are listed. */
export function isListedFor(channel: Channel, viewer: User): boolean {
  return !channel.modes.has("s") && !channel.modes.has("p") ||
    channel.members.has(viewer) || viewer.may("spy");
}

/**
 * Tells whether somebody on a channel sees a member there: under +u, those without a prefix are seen by half
 * operators and those above alone.
 */
export function shows(channel: Channel, viewer: User, member: User): boolean {
  return !channel.modes.has("u") || viewer === member ||
    channel.rankOf(member) >= VOICE ||
    channel.rankOf(viewer) >= HALF_OPERATOR;
}

/**
 * Tells whether somebody is seen to be on a channel, by a viewer who may see the channel. Those who are not on
 * it see no invisible user there, and +u hides members too.
 *
 * @see Modern IRC, "Invisible User Mode"
 */
export function seesMember(
  viewer: User,
  member: User,
  channel: Channel,
): boolean {
  if (viewer === member || viewer.may("spy")) return true;
  return shows(channel, viewer, member) &&
    (!member.is("i") || channel.members.has(viewer));
}

/**
 * Tells whether somebody is found by those who do not give the nickname: who is not invisible, or seen on a
 * channel of the viewer.
 *
 * @see Modern IRC, "Invisible User Mode"
 */
export function seesUser(viewer: User, user: User): boolean {
  if (viewer === user || !user.is("i") || viewer.may("spy")) return true;
  for (const channel of viewer.channels) {
    if (channel.members.has(user) && shows(channel, viewer, user)) return true;
  }
  return false;
}

/**
 * Gives everyone who is on a channel with a user and sees the user there, each once, without the user.
 *
 * @param channels those of the user's channels that count
 */
export function neighbours(
  user: User,
  channels: Iterable<Channel> = user.channels,
): Set<User> {
  const found = new Set<User>();
  for (const channel of channels) {
    const all = !channel.modes.has("u");
    for (const member of channel.members.keys()) {
      if (all || shows(channel, member, user)) found.add(member);
    }
  }
  found.delete(user);
  return found;
}

/**
 * Gives the clients that watch a user's nickname, without the user's own and those of others who are told of
 * something about the user anyhow.
 */
export function* watchersBeside(
  { watchLists }: Network,
  user: User,
  told: ReadonlySet<User>,
): Generator<Session> {
  for (const session of watchLists.of(user.nick)) {
    const watcher = session.user;
    if (watcher === null || watcher === user || told.has(watcher)) continue;
    yield session;
  }
}
