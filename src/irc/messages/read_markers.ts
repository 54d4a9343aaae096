import { fold } from "../names/casemapping.ts";
import { message, type OutgoingMessage } from "../wire/outgoing.ts";
import type { Context } from "../session/context.ts";
import type { User } from "../state/user.ts";

/**
 * Writes what a user's clients are told of its read marker: up to when the user has read there, or `*`.
 *
 * @param target the name of a channel, or a nickname
 * @see IRCv3 read-marker, "`MARKREAD` server command"
 */
export function markerMessage(
  { settings: { serverName } }: Context,
  user: User,
  target: string,
): OutgoingMessage {
  const at = user.readMarkers?.get(fold(target));
  const value = at === undefined
    ? "*"
    : `timestamp=${new Date(at).toISOString()}`;
  return message(serverName, "MARKREAD", [target, value], undefined, null, {
    needs: "draft/read-marker",
  });
}

/**
 * Sets a read marker, unless it would go back. The one that was not set for the longest time goes where there
 * would be more than `limit`.
 *
 * @param target the name of a channel, or a nickname
 * @param at up to when the user has read there, in milliseconds since 1970
 * @returns true if that changed anything
 * @see IRCv3 read-marker, "Read timestamp notes"
 */
export function setReadMarker(
  user: User,
  target: string,
  at: number,
  limit: number,
): boolean {
  const key = fold(target);
  const markers = user.readMarkers ??= new Map();
  const before = markers.get(key);
  if (before !== undefined && before >= at) return false;
  markers.delete(key);
  markers.set(key, at);
  for (const oldest of markers.keys()) {
    if (markers.size <= limit) break;
    markers.delete(oldest);
  }
  return true;
}

/** Lets a user's read marker follow a channel that takes another name. */
export function moveReadMarker(user: User, from: string, to: string): void {
  const markers = user.readMarkers;
  const at = markers?.get(fold(from));
  if (at === undefined || fold(from) === fold(to)) return;
  markers?.delete(fold(from));
  setReadMarker(user, to, at, Infinity);
}
