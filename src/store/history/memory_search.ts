import type {
  Archive,
  Conversation,
  HistoryEvent,
  Position,
} from "../../irc/state/archive.ts";
import { inOrder, matcherOf } from "./matching.ts";
import {
  type Found,
  mayRead,
  type SearchOutcome,
  type SearchQuery,
} from "../../irc/state/search.ts";

/** How many events are looked at between two looks at the time. */
const STRETCH = 64;

/** How many messages are read at a time. */
const PAGE = 500;

/** Milliseconds that such a search takes at most: all others wait meanwhile. */
const MOST_MS = 50;

/**
 * Looks for messages in memory, one after the other: that is for the few that
 * are in no file.
 */
export function searchMemory(
  archive: Pick<Archive, "read">,
  query: SearchQuery,
  limitMs: number,
): SearchOutcome {
  const until = performance.now() + Math.min(limitMs, MOST_MS);
  return lookThrough(archive, query, () => performance.now() >= until);
}

/**
 * Looks for messages in an archive.
 *
 * @param isOver tells whether it is to be given up
 */
export function lookThrough(
  archive: Pick<Archive, "read">,
  query: SearchQuery,
  isOver: () => boolean,
): SearchOutcome {
  const { before, reader } = query;
  const isMeant = matcherOf(query);
  const found: Found[] = [];
  let looked = 0;
  for (const { after, conversation, rank } of query.places) {
    const events = newestFirst(
      archive,
      conversation,
      after > query.after ? after : query.after,
      before,
    );
    for (const event of events) {
      if (++looked % STRETCH === 0 && isOver()) {
        return { found: inOrder(found, query), isWhole: false };
      }
      const { lines, source, text } = event;
      const said = text ?? lines?.map(({ text }) => text).join("\n") ?? "";
      if (mayRead(event, rank, reader) && isMeant(source, said)) {
        found.push({ conversation, event });
      }
    }
  }
  return { found: inOrder(found, query), isWhole: true };
}

/** Gives messages a page at a time: whoever has enough need not wait for all. */
function* newestFirst(
  archive: Pick<Archive, "read">,
  conversation: Conversation,
  after: Position,
  before: Position,
): Generator<HistoryEvent> {
  const range = { from: "newest", limit: PAGE, onlyMessages: true } as const;
  for (let end = before;;) {
    const page = archive.read(conversation, { ...range, after, before: end });
    if (page === null || page.length === 0) return;
    yield* page.toReversed();
    if (page.length < PAGE) return;
    end = page[0].id;
  }
}
