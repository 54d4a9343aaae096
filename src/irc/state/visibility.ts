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
 * Tells whether a viewer may know of a channel. One under +s or +p is known to those who are on it, and to
 * operators who spy. To all others it is as if there was none, in every answer but that of JOIN.
 *
 * @see Modern IRC, "Secret Channel Mode"
 */
export function seesChannel(viewer: User, channel: Channel): boolean {
  return !isHidden(channel) || channel.members.has(viewer) ||
    viewer.may("spy");
}

/** Tells whether a channel is under +s or +p, which NAMES alone tells apart. */
export function isHidden({ modes }: Channel): boolean {
  return modes.has("s") || modes.has("p");
}

/** Finds a channel by its name, for somebody who may know of it. */
export function findSeenChannel(
  network: Network,
  viewer: User,
  name: string,
): Channel | undefined {
  const channel = network.findChannel(name);
  return channel !== undefined && seesChannel(viewer, channel)
    ? channel
    : undefined;
}

/**
 * Tells what +u does: members without a prefix are seen by half operators and those above alone.
 *
 * @param viewer the rank of the one who looks; -1 for no member
 * @param member the rank of the one who is looked at
 */
export function ranksSee(viewer: number, member: number): boolean {
  return member >= VOICE || viewer >= HALF_OPERATOR;
}

/**
 * Tells whether somebody is seen to be on a channel. Who is on it too sees all members but those that +u hides;
 * who is not must see the channel, and sees no invisible user there. What a client is told of a channel's
 * members is what this answers, at any time.
 *
 * @see Modern IRC, "Invisible User Mode"
 */
export function seesMember(
  viewer: User,
  member: User,
  channel: Channel,
): boolean {
  if (viewer === member || viewer.may("spy")) return true;
  const isInside = channel.members.has(viewer);
  if (!isInside && (isHidden(channel) || member.is("i"))) return false;
  return !channel.modes.has("u") ||
    ranksSee(channel.rankOf(viewer), channel.rankOf(member));
}

/** Tells whether everybody who is on a channel sees a member there. */
export function isSeenByAll(member: User, channel: Channel): boolean {
  return !channel.modes.has("u") || ranksSee(0, channel.rankOf(member));
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
    if (channel.members.has(user) && seesMember(viewer, user, channel)) {
      return true;
    }
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
    const byAll = isSeenByAll(user, channel);
    for (const member of channel.members.keys()) {
      if (byAll || seesMember(member, user, channel)) found.add(member);
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
