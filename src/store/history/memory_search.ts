import type { Archive, HistoryEvent } from "../../irc/state/archive.ts";
import { fold } from "../../irc/names/casemapping.ts";
import { wordsIn, type WordsOfQuery, wordsOfQuery } from "./words.ts";
import {
  type Found,
  mayRead,
  type SearchOutcome,
  type SearchQuery,
} from "../../irc/state/search.ts";

/** How many events are looked at between two looks at the time. */
const STRETCH = 64;

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
    const events = archive.read(conversation, {
      after: after > query.after ? after : query.after,
      before,
      from: "newest",
      limit: Infinity,
      onlyMessages: true,
    });
    for (const event of events ?? []) {
      if (++looked % STRETCH === 0 && isOver()) {
        return { found: inOrder(found, query), isWhole: false };
      }
      if (mayRead(event, rank, reader) && isMeant(event)) {
        found.push({ conversation, event });
      }
    }
  }
  return { found: inOrder(found, query), isWhole: true };
}

/** Gives as many of what was found as are asked for, the oldest first. */
export function inOrder(
  found: readonly Found[],
  { limit, order }: Pick<SearchQuery, "limit" | "order">,
): Found[] {
  const sorted = [...found].sort((a, b) => a.event.id < b.event.id ? -1 : 1);
  return order === "oldest"
    ? sorted.slice(0, limit)
    : sorted.slice(Math.max(0, found.length - limit));
}

function matcherOf(
  { from, text }: SearchQuery,
): (event: HistoryEvent) => boolean {
  const nick = from === null ? null : fold(from);
  const asked = text === null ? [] : wordsOfQuery(text);
  if (text !== null && asked.length === 0) return () => false;
  return (event) => {
    if (nick !== null && fold(event.source.split("!", 1)[0]) !== nick) {
      return false;
    }
    if (asked.length === 0) return true;
    const { lines, text } = event;
    const all = text ?? lines?.map(({ text }) => text).join("\n") ?? "";
    const said = wordsIn(all);
    return asked.every((words) => has(said, words));
  };
}

function has(
  said: readonly string[],
  { isPrefix, words }: WordsOfQuery,
): boolean {
  const last = words.length - 1;
  for (let start = 0; start + last < said.length; start++) {
    const fits = words.every((word, index) =>
      isPrefix && index === last
        ? said[start + index].startsWith(word)
        : said[start + index] === word
    );
    if (fits) return true;
  }
  return false;
}
