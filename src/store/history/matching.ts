import { fold } from "../../irc/names/casemapping.ts";
import type { Found, SearchQuery } from "../../irc/state/search.ts";
import { wordsIn, type WordsOfQuery, wordsOfQuery } from "./words.ts";

/** Tells of a message whether it is what is looked for, by whom it came from and all that was said. */
export type Matcher = (source: string, said: string) => boolean;

export function matcherOf(
  { from, text }: Pick<SearchQuery, "from" | "text">,
): Matcher {
  const nick = from === null ? null : fold(from);
  const asked = text === null ? [] : wordsOfQuery(text);
  if (text !== null && asked.length === 0) return () => false;
  return (source, said) => {
    if (nick !== null && fold(source.split("!", 1)[0]) !== nick) return false;
    if (asked.length === 0) return true;
    const words = wordsIn(said);
    return asked.every((each) => has(words, each));
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
