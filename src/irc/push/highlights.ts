import { stripFormatting } from "../names/formatting.ts";

/** What no nickname has in it: what separates words, and what begins and ends CTCP. */
// deno-lint-ignore no-control-regex
const BETWEEN_NICKNAMES = /[\s\x01,*?!@.]+/;

/** What a nickname may have in it, as d'Artagnan has, and sentences round words; then also what few have at their ends. */
const OF_SENTENCES = ":;()\"'<>\u2018-\u201f";
const PUNCTUATION = `${OF_SENTENCES}[\\]{}\`^\\\\/&~%+$#=`;

const ROUND_WORD = [OF_SENTENCES, PUNCTUATION].map((characters) =>
  new RegExp(`^[${characters}]+|[${characters}]+$`, "g")
);
const BETWEEN_WORDS = new RegExp(`[${PUNCTUATION}]+`);

/** Of a text with more the rest is not looked at. */
const MOST_WORDS = 300;

/**
 * Lists the words of a text that may be somebody's nickname: a mention is a whole word, whatever punctuation stands
 * round it. What stands in a URL mentions nobody.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const words = wordsOf("bob: (ann's) \x02mia\x02 https://eve.test/eve bob_");
 * assertEquals(["bob", "ann", "mia", "eve"].filter((nick) => words.has(nick)), [
 *   "bob",
 *   "ann",
 *   "mia",
 * ]);
 * ```
 */
export function wordsOf(text: string): Set<string> {
  const words = new Set<string>();
  for (const part of stripFormatting(text).split(/\s+/)) {
    if (part.includes("://")) continue;
    for (const word of part.split(BETWEEN_NICKNAMES)) {
      if (words.size >= MOST_WORDS) return words;
      words.add(word);
      for (const round of ROUND_WORD) words.add(word.replace(round, ""));
      for (const bare of word.split(BETWEEN_WORDS)) words.add(bare);
    }
  }
  words.delete("");
  return words;
}
