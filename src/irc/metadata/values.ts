import { VISIBLE_TO_ALL } from "../wire/metadata_values.ts";
import { numericReply, RPL_KEYNOTSET, RPL_KEYVALUE } from "../wire/numerics.ts";
import type { OutgoingMessage } from "../wire/outgoing.ts";
import type { Rate } from "../names/rate.ts";
import { secondsToWait } from "../session/rates.ts";
import type { Session } from "../state/session.ts";
import type { User } from "../state/user.ts";
import { batch } from "../session/answer.ts";
import { send } from "../session/send.ts";

/** A user, a channel, or a client that is not registered yet: whatever has metadata. */
export interface MetadataOwner {
  metadata: Map<string, string> | null;
}

/** One value: that of a key of a user or a channel. */
export interface MetadataValue {
  /** The nickname, or the channel's name */
  readonly of: string;
  readonly key: string;
  /** "" if the key is not set */
  readonly value: string;
}

/**
 * Makes the numeric that tells of a value: 761, or 766 if the key is not set.
 *
 * @param recipient the nickname of who is told; `*` for many
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const value = { of: "ann", key: "url", value: "https://example.org" };
 * const { text } = valueMessage("irc.test", "bob", value);
 * assertEquals(text, ":irc.test 761 bob ann url * :https://example.org");
 * ```
 */
export function valueMessage(
  serverName: string,
  recipient: string,
  { of, key, value }: MetadataValue,
): OutgoingMessage {
  return value === ""
    ? numericReply(serverName, recipient, RPL_KEYNOTSET, [of, key])
    : numericReply(serverName, recipient, RPL_KEYVALUE, [
      of,
      key,
      VISIBLE_TO_ALL,
      value,
    ]);
}

/**
 * Gives all values of a user or a channel.
 *
 * @param of the nickname, or the channel's name
 */
export function* valuesOf(
  of: string,
  { metadata }: MetadataOwner,
): Generator<MetadataValue> {
  for (const [key, value] of metadata ?? []) yield { of, key, value };
}

/**
 * Gives the values of a user or a channel that a client subscribes to.
 *
 * @param of the nickname, or the channel's name
 */
export function* subscribedValues(
  { subscriptions }: Session,
  of: string,
  owner: MetadataOwner,
): Generator<MetadataValue> {
  if (subscriptions === null) return;
  for (const value of valuesOf(of, owner)) {
    if (subscriptions.keys.has(value.key)) yield value;
  }
}

/**
 * Sends a client values in a batch, which may be empty: then it knows that there are none.
 *
 * @param target the nickname or the channel's name that the batch is about
 * @see draft/metadata-3, "Batch types"
 */
export function sendValues(
  session: Session,
  target: string,
  values: Iterable<MetadataValue>,
): void {
  const { serverName } = session.network.settings;
  batch(session, "metadata", [target], () => {
    for (const value of values) {
      send(session, valueMessage(serverName, session.target, value));
    }
  });
}

/** How fast users may make others hear of their metadata, by changes and by coming. */
export const METADATA_RATE: Rate = { times: 10, milliseconds: 10_000 };

/** Counts that others are to hear of a user's metadata: see {@linkcode secondsToWait}. */
export function secondsToTell(user: User, at: number): number {
  return secondsToWait(user, "metadata", METADATA_RATE, at);
}

/**
 * Sends a client the values that it subscribes to, of a user that it watches.
 *
 * @see draft/metadata-3, "Notifications"
 */
export function sendWatched(
  session: Session,
  user: User,
): void {
  if (!session.has("draft/metadata-3")) return;
  const { nick } = user;
  sendValues(session, nick, subscribedValues(session, nick, user));
}
