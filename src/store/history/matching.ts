import { fold } from "../../irc/names/casemapping.ts";
import type { HistoryEvent } from "../../irc/state/archive.ts";
import type { Found, SearchQuery } from "../../irc/state/search.ts";
import { wordsIn, type WordsOfQuery, wordsOfQuery } from "./words.ts";

/** Gives what tells of a message whether it is what is looked for, wherever that is. */
export function matcherOf(
  { from, text }: Pick<SearchQuery, "from" | "text">,
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
