import { isMetadataKey } from "../wire/metadata_values.ts";
import {
  type Numeric,
  RPL_METADATASUBOK,
  RPL_METADATASUBS,
  RPL_METADATASYNCLATER,
  RPL_METADATAUNSUBOK,
} from "../wire/numerics.ts";
import {
  FAIL_INVALID_KEY,
  FAIL_LIMIT_REACHED,
} from "../wire/standard_replies.ts";
import { copy, packWords } from "../names/text.ts";
import type { Context } from "../session/context.ts";
import type { Subscriptions } from "../state/session_state.ts";

/** The target of SYNC that stands for all whose values a client receives. */
export const ALL_TARGETS = "*ALL";

/** A message has at most 15 parameters: the nickname and these. */
const KEYS_A_LINE = 14;

/**
 * Subscribes a client to keys, up to the first that is over the limit. Then it is told to ask for their values.
 *
 * @param keys the most wanted first
 * @see draft/metadata-3, "METADATA SUB"
 */
export function subscribe(context: Context, keys: readonly string[]): void {
  const { limits: { metadataSubscriptions: limit }, session } = context;
  const subscriptions = session.subscriptions ?? noSubscriptions();
  const { keys: subscribed } = subscriptions;
  const before = subscribed.size;
  const done: string[] = [];
  for (const key of validKeys(context, keys)) {
    if (!subscribed.has(key) && subscribed.size >= limit) {
      context.fail(FAIL_LIMIT_REACHED, key, String(limit));
      break;
    }
    subscribed.add(copy(key));
    done.push(key);
  }
  if (subscribed.size > 0) session.subscriptions = subscriptions;
  replyKeys(context, RPL_METADATASUBOK, done);
  if (session.user !== null && subscribed.size > before) {
    context.reply(RPL_METADATASYNCLATER, ALL_TARGETS, "0");
  }
}

function noSubscriptions(): Subscriptions {
  return { keys: new Set(), syncedValues: 0, syncedAt: 0 };
}

/**
 * Ends subscriptions of a client.
 *
 * @see draft/metadata-3, "METADATA UNSUB"
 */
export function unsubscribe(context: Context, keys: readonly string[]): void {
  const { session } = context;
  const done = [...validKeys(context, keys)];
  for (const key of done) session.subscriptions?.keys.delete(key);
  if (session.subscriptions?.keys.size === 0) session.subscriptions = null;
  replyKeys(context, RPL_METADATAUNSUBOK, done);
}

/**
 * Tells a client which keys it subscribes to.
 *
 * @see draft/metadata-3, "METADATA SUBS"
 */
export function listSubscriptions(context: Context): void {
  context.batch("metadata-subs", [], () => {
    const { subscriptions } = context.session;
    replyKeys(context, RPL_METADATASUBS, subscriptions?.keys ?? []);
  });
}

/** Gives each valid key once, and refuses what is none. */
function* validKeys(
  context: Context,
  keys: readonly string[],
): Generator<string> {
  for (const key of new Set(keys)) {
    if (isMetadataKey(key)) yield key;
    else context.fail(FAIL_INVALID_KEY, key);
  }
}

function replyKeys(
  context: Context,
  numeric: Numeric,
  keys: Iterable<string>,
): void {
  const room = context.roomFor(numeric);
  for (const line of packWords(keys, room, KEYS_A_LINE)) {
    context.reply(numeric, ...line.split(" "));
  }
}
