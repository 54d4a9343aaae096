import { fold } from "../names/casemapping.ts";
import { copy } from "../names/text.ts";
import { message, type OutgoingMessage } from "../wire/outgoing.ts";
import { usersOf } from "../accounts/accounts.ts";
import { jot } from "../session/jotting.ts";
import { tell } from "../session/send.ts";
import { jotKey } from "../state/jots.ts";
import type { Network } from "../state/network.ts";
import type { User } from "../state/user.ts";

// The read markers of who is logged in are the account's, and are kept; those of others go with them.

/** The kind of jot that has when an account has read something, by the folded name of where that was. */
const READ_MARKER = "read-marker";

/** Gives up to when a user has read something, in milliseconds since 1970. */
function markerOf(
  network: Network,
  { account, readMarkers }: User,
  target: string,
): number | undefined {
  return account === null
    ? readMarkers?.get(fold(target))
    : accountMarkerOf(network, fold(account), fold(target));
}

/**
 * Gives up to when an account has read something, in milliseconds since 1970.
 *
 * @param account its folded name
 * @param target the folded name of a channel, or a nickname
 */
export function accountMarkerOf(
  { jots }: Network,
  account: string,
  target: string,
): number | undefined {
  const at = jots.of(READ_MARKER, account).get(target);
  return typeof at === "number" ? at : undefined;
}

/**
 * Writes what a user's clients are told of its read marker: up to when the user has read there, or `*`.
 *
 * @param target the name of a channel, or a nickname
 * @see IRCv3 read-marker, "`MARKREAD` server command"
 */
export function markerMessage(
  network: Network,
  user: User,
  target: string,
): OutgoingMessage {
  const { serverName } = network.settings;
  const at = markerOf(network, user, target);
  const value = at === undefined
    ? "*"
    : `timestamp=${new Date(at).toISOString()}`;
  return message(serverName, "MARKREAD", [target, value], undefined, null, {
    needs: "draft/read-marker",
  });
}

/** Tells of a read marker on all connections that it is for: those of the account, under whichever nickname. */
export function tellMarker(network: Network, user: User, target: string): void {
  const { account: name } = user;
  const told = name === null ? [user] : usersOf(network, { name });
  const message = markerMessage(network, user, target).share();
  for (const each of told) tell(each, message);
}

/**
 * Sets a read marker, unless it would go back. The one that was not set for the longest time goes where there
 * would be too many.
 *
 * @param target the name of a channel, or a nickname
 * @param at up to when the user has read there, in milliseconds since 1970
 * @returns true if that changed anything
 * @see IRCv3 read-marker, "Read timestamp notes"
 */
export function setReadMarker(
  network: Network,
  user: User,
  target: string,
  at: number,
): boolean {
  const before = markerOf(network, user, target);
  if (before !== undefined && before >= at) return false;
  const limit = network.settings.limits.readMarkers;
  if (user.account === null) setOwn(user, fold(target), at, limit);
  else setOfAccount(network, fold(user.account), fold(target), at, limit);
  return true;
}

function setOwn(user: User, key: string, at: number, limit: number): void {
  const markers = user.readMarkers ??= new Map();
  markers.delete(key);
  for (const oldest of oldestOf(markers, limit)) markers.delete(oldest);
  markers.set(copy(key), at);
}

function setOfAccount(
  network: Network,
  account: string,
  target: string,
  at: number,
  limit: number,
): void {
  const markers = network.jots.of(READ_MARKER, account);
  const oldest = markers.has(target) ? [] : oldestOf(markers, limit);
  const jotOf = (of: string, value: number | null) => ({
    kind: READ_MARKER,
    key: jotKey(account, of),
    value,
  });
  const gone = oldest.map((of) => jotOf(of, null));
  jot(network, ...gone, jotOf(target, at));
}

/** Gives what must go so that there is room for one more. */
function oldestOf(
  markers: ReadonlyMap<string, unknown>,
  limit: number,
): string[] {
  return [...markers.keys()].slice(0, Math.max(0, markers.size + 1 - limit));
}

/** Lets a user's read marker follow a channel that takes another name. */
export function moveReadMarker(
  network: Network,
  user: User,
  from: string,
  to: string,
): void {
  const at = markerOf(network, user, from);
  if (at === undefined || fold(from) === fold(to)) return;
  if (user.account === null) user.readMarkers?.delete(fold(from));
  else {
    const key = jotKey(fold(user.account), fold(from));
    jot(network, { kind: READ_MARKER, key, value: null });
  }
  setReadMarker(network, user, to, at);
}

/**
 * Gives a user the read markers of its account, and the account those that the user has set before it was logged in.
 *
 * @param before the account that it was logged in to until now; null for none
 */
export function shareReadMarkers(
  network: Network,
  user: User,
  before: string | null,
): void {
  const { account, readMarkers } = user;
  const isSame = before !== null && account !== null &&
    fold(before) === fold(account);
  if (isSame || account === null) return;
  user.readMarkers = null;
  for (const [target, at] of readMarkers ?? []) {
    if (setReadMarker(network, user, target, at)) {
      tellMarker(network, user, target);
    }
  }
  for (const { name } of user.channels) {
    if (markerOf(network, user, name) === readMarkers?.get(fold(name))) {
      continue;
    }
    tell(user, markerMessage(network, user, name));
  }
}
