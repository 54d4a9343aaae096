import { RPL_METADATASYNCLATER } from "../wire/numerics.ts";
import { Channel } from "../state/channel.ts";
import type { Context, UserContext } from "../session/context.ts";
import {
  type MetadataValue,
  sendValues,
  sendWatched,
  subscribedValues,
  valuesOf,
} from "./values.ts";
import type { User } from "../state/user.ts";
import type { MetadataTarget } from "./targets.ts";
import { limitMatches } from "../session/limit_matches.ts";
import { ALL_TARGETS } from "./subscriptions.ts";
import { seesMember } from "../state/visibility.ts";

/**
 * The most values that a client is sent with the channels that it joins at once: half a megabyte, so that it is
 * not cut off for what comes with them. Where there are more it is told to ask for them after a while; the
 * answer to that has the limit that all long answers have.
 */
const VALUES_WITH_JOIN = 1000;
/** What a client that is told to ask for values later is told to wait. */
export const RETRY_AFTER_SECONDS = "5";

/**
 * Sends a newly registered client what its user tells of itself.
 *
 * @see draft/metadata-3, "Notifications"
 */
export function welcomeWithMetadata({ session, user }: UserContext): void {
  if (!session.has("draft/metadata-3")) return;
  sendValues(session, user.nick, valuesOf(user.nick, user));
}

/**
 * Sends a client the values that it subscribes to, of a channel that it has joined and of the members.
 *
 * @see draft/metadata-3, "Postponed synchronization"
 */
export function syncJoined(context: UserContext, channel: Channel): void {
  const { at, session, user } = context;
  const { subscriptions } = session;
  if (subscriptions === null || !session.has("draft/metadata-3")) return;
  const before = subscriptions.syncedAt === at ? subscriptions.syncedValues : 0;
  const values: MetadataValue[] = [];
  for (const value of channelValues(context, user, channel)) {
    if (before + values.push(value) > VALUES_WITH_JOIN) {
      return context.reply(
        RPL_METADATASYNCLATER,
        channel.name,
        RETRY_AFTER_SECONDS,
      );
    }
  }
  subscriptions.syncedValues = before + values.length;
  subscriptions.syncedAt = at;
  sendValues(session, channel.name, values);
}

/**
 * Sends a client the values that it subscribes to, of users that it has begun to watch.
 *
 * @param nicks their nicknames, online or not
 * @see draft/metadata-3, "Notifications"
 */
export function syncWatched(
  { network, session }: UserContext,
  nicks: readonly string[],
): void {
  for (const nick of nicks) {
    const user = network.findUser(nick);
    if (user !== undefined) sendWatched(session, user);
  }
}

/**
 * Sends a client all values that it subscribes to, of one target; with a channel, of the members too.
 *
 * @see draft/metadata-3, "METADATA SYNC"
 */
export function syncTarget(
  context: Context,
  { name, owner }: MetadataTarget,
): void {
  const { session } = context;
  const values = owner instanceof Channel && session.user !== null
    ? channelValues(context, session.user, owner)
    : subscribedValues(session, name, owner);
  sendLimited(context, name, values);
}

/**
 * Sends a client all values that it subscribes to, of all whose changes it is told of.
 *
 * @param user the client's own
 * @see draft/metadata-3, "METADATA SYNC"
 */
export function syncAll(context: Context, user: User): void {
  sendLimited(context, ALL_TARGETS, allValues(context, user));
}

function sendLimited(
  context: Context,
  target: string,
  values: Iterable<MetadataValue>,
): void {
  const { session } = context;
  const limited = limitMatches(context, values);
  sendValues(session, target, limited);
}

function* channelValues(
  { session }: Context,
  viewer: User,
  channel: Channel,
): Generator<MetadataValue> {
  yield* subscribedValues(session, channel.name, channel);
  for (const member of channel.members.keys()) {
    if (member.metadata === null || !seesMember(viewer, member, channel)) {
      continue;
    }
    yield* subscribedValues(session, member.nick, member);
  }
}

/** Gives those of each user once, on however many channels. */
function* allValues(
  { network, session }: Context,
  viewer: User,
): Generator<MetadataValue> {
  if (session.subscriptions === null) return;
  const seen = new Set([viewer]);
  for (const channel of viewer.channels) {
    yield* subscribedValues(session, channel.name, channel);
    for (const member of channel.members.keys()) {
      if (seesMember(viewer, member, channel)) seen.add(member);
    }
  }
  for (const nick of session.monitored?.keys() ?? []) {
    const watched = network.findUser(nick);
    if (watched !== undefined) seen.add(watched);
  }
  for (const user of seen) yield* subscribedValues(session, user.nick, user);
}
