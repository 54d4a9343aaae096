import { VISIBLE_TO_ALL } from "../wire/metadata_values.ts";
import { numericReply, RPL_KEYNOTSET, RPL_KEYVALUE } from "../wire/numerics.ts";
import type { OutgoingMessage } from "../wire/outgoing.ts";
import { busyAfter, type Rate, secondsOver } from "../names/rate.ts";
import type { Session } from "../state/session.ts";
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
 * @param serverName the server's name
 * @param recipient the nickname of who is told; `*` for many
 * @param value what
 * @returns 761, or 766 if the key is not set
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
 * @param of the nickname, or the channel's name
 * @param owner a user or a channel
 * @returns all of its values
 */
export function* valuesOf(
  of: string,
  { metadata }: MetadataOwner,
): Generator<MetadataValue> {
  for (const [key, value] of metadata ?? []) yield { of, key, value };
}

/**
 * @param session a client's session
 * @param of the nickname, or the channel's name
 * @param owner a user or a channel
 * @returns those of its values that the client subscribes to
 */
export function* subscribedValues(
  { subscriptions }: Session,
  of: string,
  owner: MetadataOwner,
): Generator<MetadataValue> {
  if (subscriptions === null) return;
  for (const value of valuesOf(of, owner)) {
    if (subscriptions.has(value.key)) yield value;
  }
}

/**
 * Sends a client values in a batch, which may be empty: then it knows that there
 * are none.
 *
 * @param session the client's session
 * @param target what the batch is about
 * @param values what is in it
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
const RATE: Rate = { times: 10, milliseconds: 10_000 };

/** Somebody whose metadata others are told of. */
export interface MetadataSource {
  /** When what it has done until now counts no more, in milliseconds since 1970 */
  metadataBusyUntil: number;
}

/**
 * Counts that others are to hear of a user's metadata, unless as many times count
 * already as may.
 *
 * @param source the user
 * @param at now, in milliseconds since 1970
 * @returns how many seconds it has to wait; 0 if it need not
 */
export function secondsToWait(source: MetadataSource, at: number): number {
  const busyUntil = busyAfter(RATE, source.metadataBusyUntil, at);
  const seconds = secondsOver(RATE, busyUntil, at);
  if (seconds === 0) source.metadataBusyUntil = busyUntil;
  return seconds;
}

/**
 * Sends a client the values that it subscribes to, of a user that it watches.
 *
 * @param session the client's session
 * @param user whom it watches
 * @see draft/metadata-3, "Notifications"
 */
export function sendWatched(
  session: Session,
  user: MetadataOwner & { readonly nick: string },
): void {
  if (!session.has("draft/metadata-3")) return;
  const { nick } = user;
  sendValues(session, nick, subscribedValues(session, nick, user));
}
