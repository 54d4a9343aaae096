import { stripFormatting } from "../names/formatting.ts";

/** What no nickname has in it: what separates words, begins and ends CTCP, and formats. Others are beyond U+0080. */
const BETWEEN_NICKNAMES = ",*?!@.";

/** What sentences have round words, and a nickname may have in it all the same, as d'Artagnan has. */
const OF_SENTENCES = ":;()\"'<>";

/** What else ends a word; not what many nicknames have in them: - _ and |. */
const PUNCTUATION = `${OF_SENTENCES}[]{}\`^\\/&~%+$#=`;

/** Dashes and quotation marks; the punctuation of East Asia, and its wide forms of ours. */
const FAR_PUNCTUATION: readonly (readonly [from: number, to: number])[] = [
  [0x2010, 0x2027],
  [0x2030, 0x205e],
  [0x3001, 0x3003],
  [0x3008, 0x301f],
  [0xff01, 0xff0f],
  [0xff1a, 0xff20],
];

/** Spaces that are not of ASCII. */
const FAR_SPACES: readonly number[] = [0xa0, 0x2003, 0x202f, 0x3000];

const WORD = 0;
const SOFT = 1;
const BETWEEN = 2;

/** What each character of ASCII is. */
const KINDS = Uint8Array.from({ length: 0x80 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (code <= 0x20 || BETWEEN_NICKNAMES.includes(character)) return BETWEEN;
  return PUNCTUATION.includes(character) ? SOFT : WORD;
});

function kindOf(code: number): number {
  if (code < KINDS.length) return KINDS[code];
  if (FAR_SPACES.includes(code)) return BETWEEN;
  return FAR_PUNCTUATION.some(([from, to]) => code >= from && code <= to)
    ? SOFT
    : WORD;
}

const URLS = /\S*:\/\/\S*/g;

/** Of a text with more words the rest is not looked at. */
const MOST_WORDS = 200;

/**
 * Lists the words of a text that may be somebody's nickname: a mention is a whole word, whatever punctuation stands
 * round it. What stands in a URL mentions nobody. It looks at each message on a channel, and so at each character once.
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
  const plain = plainOf(text);
  const words: string[] = [];
  let start = 0;
  let isPunctuated = false;
  for (let end = 0; end <= plain.length; end++) {
    const kind = end < plain.length ? kindOf(plain.charCodeAt(end)) : BETWEEN;
    if (kind === SOFT) isPunctuated = true;
    if (kind !== BETWEEN) continue;
    if (end > start) {
      const word = plain.slice(start, end);
      if (isPunctuated) addForms(words, word);
      else words.push(word);
    }
    if (words.length >= MOST_WORDS) break;
    start = end + 1;
    isPunctuated = false;
  }
  return words;
}

/** Leaves out what is no text: URLs, and colours, whose numbers would be parts of words. */
function plainOf(text: string): string {
  const isColoured = text.includes("\x03") || text.includes("\x04");
  const plain = isColoured ? stripFormatting(text) : text;
  return plain.includes("://") ? plain.replace(URLS, " ") : plain;
}

/** Adds a word as it stands, without the punctuation round it, and its parts. */
function addForms(words: string[], word: string): void {
  words.push(word, bare(word, isOfSentences), bare(word, isSoft));
  let start = 0;
  for (let end = 0; end <= word.length; end++) {
    if (end < word.length && !isSoft(word.charCodeAt(end))) continue;
    if (end > start) words.push(word.slice(start, end));
    start = end + 1;
  }
}

/** Takes what is meant off the ends of a word. */
function bare(word: string, isMeant: (code: number) => boolean): string {
  let start = 0;
  let end = word.length;
  while (start < end && isMeant(word.charCodeAt(start))) start++;
  while (end > start && isMeant(word.charCodeAt(end - 1))) end--;
  return word.slice(start, end);
}

function isSoft(code: number): boolean {
  return kindOf(code) === SOFT;
}

function isOfSentences(code: number): boolean {
  return code < KINDS.length
    ? OF_SENTENCES.includes(String.fromCharCode(code))
    : isSoft(code);
}
