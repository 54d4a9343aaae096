import { PartyNames } from "../accounts/parties.ts";
import { SEARCH_WORK } from "../session/work.ts";
import { type Conversation, END, type HistoryEvent } from "../state/archive.ts";
import type { Network } from "../state/network.ts";
import { partyOf } from "../state/parties.ts";
import type { SearchOutcome, SearchQuery } from "../state/search.ts";
import type { User } from "../state/user.ts";
import {
  type Readable,
  readableChannels,
  readableConversation,
  readableOf,
} from "./access.ts";
import { asCalledNow, textOf } from "./pages.ts";

// What is looked for is what may be read then; what is found is looked through once more, for it may not be any more.

/** The most messages that one search finds. */
export const MOST_FOUND = 100;

/** The most private conversations that are searched where none is named: those that were active last. */
const MOST_PEOPLE = 100;

/** The most text that one search shows: it must fit into a send queue. */
const MOST_TEXT = 256 * 1024;

/** What somebody looks for, wherever that is. */
export interface Wanted extends Omit<SearchQuery, "places" | "reader"> {
  /** A channel, or whom it was said to or by in private; null for all that one may read */
  readonly in: string | null;
}

/** All that there is. */
export const ANYTHING: Wanted = {
  in: null,
  from: null,
  text: null,
  after: "",
  before: END,
  order: "newest",
  limit: MOST_FOUND,
};

/**
 * Makes the query of what somebody looks for: only where that user may read.
 *
 * @returns null if nothing may be read where it is to look
 */
export function queryFor(
  network: Network,
  user: User,
  { in: target, limit, ...wanted }: Wanted,
): SearchQuery | null {
  const readable = target === null
    ? readableAnywhere(network, user)
    : [readableOf(network, user, target)].filter((each) => each !== null);
  if (target !== null && readable.length === 0) return null;
  const places = readable.map(({ conversation, rank, since }) => ({
    conversation,
    after: since,
    rank,
  }));
  const reader = partyOf(network, user);
  return { ...wanted, places, reader, limit: Math.min(limit, MOST_FOUND) };
}

function readableAnywhere(network: Network, user: User): Readable[] {
  const own = partyOf(network, user);
  const names = new PartyNames(network);
  const active = network.archive.active(own, "", END, "newest", MOST_PEOPLE);
  network.work += SEARCH_WORK * (1 + active.length / 10);
  return [
    ...readableChannels(network, user),
    ...active.flatMap(({ conversation }) =>
      readableConversation(network, user, conversation, names) ?? []
    ),
  ];
}

/** A message that was found, and may be read. */
export interface Shown {
  readonly event: HistoryEvent;
  readonly readable: Readable;
}

/**
 * Gives what a user may read now of what was found, as much as one answer may have.
 *
 * @param order on which side it is begun with
 * @returns the oldest first
 */
export function readableAmong(
  network: Network,
  user: User,
  { found }: SearchOutcome,
  order: SearchQuery["order"],
): Shown[] {
  const names = new PartyNames(network);
  const known = new Map<Conversation, Readable | null>(
    readableChannels(network, user).map((each) => [each.conversation, each]),
  );
  const shown: Shown[] = [];
  let room = MOST_TEXT;
  for (const each of order === "oldest" ? found : found.toReversed()) {
    const { conversation, event } = each;
    let readable = known.get(conversation);
    if (readable === undefined) {
      readable = readableConversation(network, user, conversation, names);
      known.set(conversation, readable);
    }
    if (readable === null || event.id <= readable.since) continue;
    // It may be deleted.
    const isThere = network.archive.find(conversation, event.id) !== null;
    if (!isThere || !readable.allows(event)) continue;
    room -= textOf(event);
    if (room < 0 && shown.length > 0) break;
    shown.push({ event: asCalledNow(event, readable.name), readable });
  }
  return order === "oldest" ? shown : shown.reverse();
}

/** Tells whether a search was given up before it found anything that may be read. */
export function hasFailed(
  outcome: SearchOutcome | null,
  shown: readonly Shown[],
): boolean {
  return outcome === null || !outcome.isWhole && shown.length === 0;
}
