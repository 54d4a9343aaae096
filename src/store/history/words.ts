import { copy } from "../../irc/names/text.ts";
import { stripFormatting } from "../../irc/names/formatting.ts";
import { fold } from "../../irc/names/casemapping.ts";
import type { Party } from "../../irc/state/archive.ts";

/*
 * A word is a row of letters and digits, without its accents. Scripts that put no
 * spaces between words have one of each character; the index has one of each two
 * that follow each other, for few messages have both side by side.
 */

/** Characters that are words by themselves. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]\p{M}*/gu;
const IS_UNSPACED = new RegExp(`^(?:${UNSPACED.source})$`, "u");

/** Before each word of the index that nobody says: U+E000. */
const MARK = "\uE000";

/** Accents, and the points of Hebrew and Arabic. */
const ACCENTS =
  /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670]/g;
/** What says how the character before it looks. */
const SELECTORS = /[\ufe00-\ufe0f\u20e3\u{e0100}-\u{e01ef}]/gu;
const WORDS =
  /[[\p{L}\p{N}\p{Co}]--\uE000][[\p{L}\p{N}\p{M}\p{Co}]--\uE000]*/gv;
const ASCII_WORDS = /[a-z0-9]+/g;
const NOT_ASCII = /[^\0-\x7f]/;

/**
 * Gives the words of a text, in one way of writing each character.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(wordsIn("Zürich, \x02ｏｋ\x02 東京!"), ["zurich", "ok", "東", "京"]);
 * ```
 */
export function wordsIn(text: string): string[] {
  const stripped = stripFormatting(text);
  if (!NOT_ASCII.test(stripped)) {
    return stripped.toLowerCase().match(ASCII_WORDS) ?? [];
  }
  const spaced = stripped.replace(SELECTORS, "").normalize("NFKC").replace(
    UNSPACED,
    " $& ",
  );
  const plain = spaced.normalize("NFD").replace(ACCENTS, "").normalize("NFC");
  return plain.toLowerCase().match(WORDS) ?? [];
}

/**
 * Gives a text with the words that the index has of another one: SQLite finds
 * those of ASCII itself.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(indexed("Tea, \x02now\x02!"), "Tea, now!");
 * assertEquals(indexed("Café 東京都"), "cafe 東京 京都 都");
 * ```
 */
export function indexed(text: string): string {
  const plain = stripFormatting(text);
  if (!NOT_ASCII.test(plain)) return plain;
  const words = wordsIn(plain);
  return words.map((word, index) => word + joined(word, words[index + 1]))
    .join(" ");
}

/** Gives the next word where the index has both as one; else "". */
function joined(word: string, next: string | undefined): string {
  if (next === undefined || !IS_UNSPACED.test(word)) return "";
  return IS_UNSPACED.test(next) ? next : "";
}

/** Words that stand one behind the other. */
export interface WordsOfQuery {
  readonly words: readonly string[];
  /** True if more may follow the last one within its word */
  readonly isPrefix: boolean;
}

const PART = /"([^"]*)"?|([^\s"]+)/g;

/**
 * Gives what is looked for: all words, in any order; in quotation marks, one
 * behind the other; with a star, what begins so.
 *
 * @returns nothing if there is no word in it
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(wordsOfQuery('tea "at five" mil*'), [
 *   { words: ["tea"], isPrefix: false },
 *   { words: ["at", "five"], isPrefix: false },
 *   { words: ["mil"], isPrefix: true },
 * ]);
 * ```
 */
export function wordsOfQuery(text: string): WordsOfQuery[] {
  return [...text.matchAll(PART)].map(([, phrase, word]) => ({
    words: wordsIn(phrase ?? word),
    isPrefix: phrase === undefined && word.endsWith("*"),
  })).filter(({ words }) => words.length > 0);
}

/** A word of the index. */
export interface Term {
  readonly word: string;
  /** True if it is the beginning of words of the index */
  readonly isPrefix: boolean;
}

/**
 * Gives what the index is asked for, to find what may have what is looked for:
 * it does not know which word stands behind which.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(
 *   termsOf([{ words: ["at", "東", "京", "fiv"], isPrefix: true }]),
 *   [
 *     { word: "at", isPrefix: false },
 *     { word: "東京", isPrefix: false },
 *     { word: "fiv", isPrefix: true },
 *   ],
 * );
 * ```
 */
export function termsOf(asked: readonly WordsOfQuery[]): Term[] {
  return asked.flatMap(({ isPrefix, words }) =>
    words.flatMap((word, index) => {
      const isLast = index === words.length - 1;
      if (!IS_UNSPACED.test(word)) {
        return { word, isPrefix: isPrefix && isLast };
      }
      const next = joined(word, words[index + 1]);
      const isInOther = index > 0 && joined(words[index - 1], word) !== "";
      if (next === "" && isInOther) return [];
      return { word: word + next, isPrefix: next === "" };
    })
  );
}

/** The word for a conversation that has a number. */
export function conversationWord(id: number): string {
  return `${MARK}c${id}`;
}

/** The word for a nickname, whatever its letters. */
export function nickWord(nick: string): string {
  return `${MARK}n${oneWord(fold(nick))}`;
}

/** The word for who says something: of two that differ in their letters alone it may be the same. */
export function authorWord(author: Party): string {
  return `${MARK}a${oneWord(author)}`;
}

const SIGNS = /[\0-/:-@[-`{-\x7f]/g;
const SIGN = 0xE100;

/** Makes a name one word: signs of ASCII are between words. */
function oneWord(name: string): string {
  return name.replace(
    SIGNS,
    (sign) => String.fromCharCode(SIGN + sign.charCodeAt(0)),
  );
}

/** Of so many people it is known what their words are: few say most. */
const MOST_KNOWN = 10_000;

/** The words for people, by their sources, and as whom they wrote last. */
const knownPeople = new Map<string, Person>();

interface Person {
  readonly author: Party | null;
  readonly words: string;
}

/** The words for where and by whom a message was said. */
export function placeOf(
  conversation: number,
  source: string,
  author: Party | null,
): string {
  const known = knownPeople.get(source);
  const { words } = known?.author === author
    ? known
    : knowPerson(source, author);
  return `${conversationWord(conversation)} ${words}`;
}

function knowPerson(source: string, author: Party | null): Person {
  const [nick] = source.split("!", 1);
  const by = author === null ? "" : ` ${authorWord(author)}`;
  const words = nickWord(nick) + by;
  const person = {
    author: author === null ? null : copy(author),
    words: copy(words),
  };
  if (knownPeople.size >= MOST_KNOWN) knownPeople.clear();
  knownPeople.set(copy(source), person);
  return person;
}
