import { RPL_METADATASYNCLATER } from "../wire/numerics.ts";
import { Channel } from "../state/channel.ts";
import {
  type MetadataOwner,
  type MetadataValue,
  secondsToTell,
  valueMessage,
  valuesOf,
} from "./values.ts";
import { RETRY_AFTER_SECONDS } from "./sync.ts";
import type { Network } from "../state/network.ts";
import type { Session } from "../state/session.ts";
import { User } from "../state/user.ts";
import { reply, send } from "../session/send.ts";
import { neighbours, seesMember, watchersBeside } from "../state/visibility.ts";

/**
 * Tells the subscribers of changed values.
 *
 * @param changes the values as they are now
 * @param by the client that changed them, which is not told
 * @see draft/metadata-3, "Notifications"
 */
export function tellOfChanges(
  network: Network,
  owner: MetadataOwner,
  changes: readonly MetadataValue[],
  by: Session,
): void {
  const others = audience(network, owner).filter((one) => one !== by);
  tell(network, others, changes);
}

/**
 * Tells the subscribers of values of a user that have changed without a METADATA of it: by a login, or by another
 * user of its account. Where that is too often they are told to ask for them after a while.
 *
 * @param changes the values as they are now
 */
export function tellOfChanged(
  network: Network,
  user: User,
  changes: readonly MetadataValue[],
): void {
  const wait = secondsToTell(user, network.at);
  const told = audience(network, user);
  if (wait > 0) tellToWait(told, user, wait);
  else tell(network, told, changes);
}

/**
 * Tells those who were on a channel before somebody joined it, and see it, what
 * it tells of itself.
 *
 * @see draft/metadata-3, "Notifications"
 */
export function tellOfJoined(
  network: Network,
  user: User,
  channel: Channel,
): void {
  if (user.metadata === null) return;
  const viewers = [...channel.members.keys()].filter((viewer) =>
    viewer !== user && seesMember(viewer, user, channel)
  );
  const sessions = sessionsOf(viewers);
  const wait = secondsToTell(user, network.at);
  if (wait > 0) return tellToWait(sessions, user, wait);
  tell(network, sessions, [...valuesOf(user.nick, user)]);
}

/** Who comes and goes all the time does not make others hear of all its values. */
function tellToWait(
  sessions: readonly Session[],
  { nick }: User,
  seconds: number,
): void {
  for (const session of sessions) {
    const { subscriptions } = session;
    if (subscriptions === null || !session.has("draft/metadata-3")) continue;
    reply(session, RPL_METADATASYNCLATER, nick, String(seconds));
  }
}

/**
 * Tells a user who begins to see members of a channel to ask for their values after a while: many may come into
 * sight of many at once.
 *
 * @see draft/metadata-3, "Postponed synchronization"
 */
export function tellToSyncMembers(
  viewer: User,
  channel: Channel,
  members: readonly User[],
): void {
  for (const session of viewer.sessions) {
    const { subscriptions } = session;
    if (subscriptions === null || !session.has("draft/metadata-3")) continue;
    const [first, ...others] = members.filter(({ metadata }) =>
      metadata !== null && !subscriptions.keys.isDisjointFrom(metadata)
    );
    if (first === undefined) continue;
    const target = others.length === 0 ? first.nick : channel.name;
    reply(session, RPL_METADATASYNCLATER, target, RETRY_AFTER_SECONDS);
  }
}

function tell(
  { settings: { serverName } }: Network,
  sessions: readonly Session[],
  values: readonly MetadataValue[],
): void {
  const messages = values.map((value) =>
    [value.key, valueMessage(serverName, "*", value).share()] as const
  );
  for (const session of sessions) {
    const { subscriptions } = session;
    if (subscriptions === null || !session.has("draft/metadata-3")) continue;
    for (const [key, message] of messages) {
      if (subscriptions.keys.has(key)) send(session, message);
    }
  }
}

/** Who receives the changes of somebody's values, subscribed or not. */
function audience(network: Network, owner: MetadataOwner): Session[] {
  if (owner instanceof Channel) return sessionsOf(owner.members.keys());
  if (!(owner instanceof User)) return [];
  const told = neighbours(owner).add(owner);
  return [...sessionsOf(told), ...watchersBeside(network, owner, told)];
}

function sessionsOf(users: Iterable<User>): Session[] {
  return [...users].flatMap((user) => user.sessions);
}
