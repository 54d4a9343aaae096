import { hasFormatting, stripFormatting } from "../names/formatting.ts";

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

const URLS = /\S*:\/\/\S*/g;

/** Of a text with more words the rest is not looked at. */
const MOST_WORDS = 200;

/**
 * Lists the words of a text that may be somebody's nickname: a mention is a whole word, whatever punctuation stands
 * round it. What stands in a URL mentions nobody.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const words = wordsOf("bob: (ann's) \x02mia\x02 https://eve.test/eve bob_");
 * const nicks = ["bob", "ann", "mia", "eve"];
 * assertEquals(nicks.filter((nick) => words.includes(nick)), [
 *   "bob",
 *   "ann",
 *   "mia",
 * ]);
 * ```
 */
export function wordsOf(text: string): string[] {
  const plain = hasFormatting(text) ? stripFormatting(text) : text;
  const shown = plain.includes("://") ? plain.replace(URLS, " ") : plain;
  const words = shown.split(BETWEEN_NICKNAMES, MOST_WORDS);
  return BETWEEN_WORDS.test(shown) ? words.flatMap(formsOf) : words;
}

/** Gives a word as it stands, and without the punctuation round it and in it. */
function formsOf(word: string): string | string[] {
  if (!BETWEEN_WORDS.test(word)) return word;
  const bare = ROUND_WORD.map((round) => word.replace(round, ""));
  return [word, ...bare, ...word.split(BETWEEN_WORDS)];
}
