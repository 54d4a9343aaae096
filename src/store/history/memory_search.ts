import type { Archive, HistoryEvent } from "../../irc/state/archive.ts";
import { fold } from "../../irc/names/casemapping.ts";
import { wordsIn, type WordsOfQuery, wordsOfQuery } from "./words.ts";
import type { Found, SearchOutcome, SearchQuery } from "./search.ts";

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
  const { before, limit } = query;
  const isMeant = matcherOf(query);
  const found: Found[] = [];
  let looked = 0;
  for (const { after, conversation } of query.places) {
    const events = archive.read(conversation, {
      after: after > query.after ? after : query.after,
      before,
      from: "newest",
      limit: Infinity,
      onlyMessages: true,
    });
    for (const event of events ?? []) {
      if (++looked % STRETCH === 0 && performance.now() >= until) {
        return { found: latest(found, limit), isWhole: false };
      }
      if (isMeant(event)) found.push({ conversation, event });
    }
  }
  return { found: latest(found, limit), isWhole: true };
}

/** Gives the latest of what was found, the oldest first. */
export function latest(found: readonly Found[], limit: number): Found[] {
  return [...found].sort((a, b) => a.event.id < b.event.id ? -1 : 1)
    .slice(Math.max(0, found.length - limit));
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
