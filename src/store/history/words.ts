import { stripFormatting } from "../../irc/names/formatting.ts";
import { fold } from "../../irc/names/casemapping.ts";
import type { Party } from "../../irc/state/archive.ts";

/** Scripts that put no spaces between words: each of their characters is a word. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]\p{M}*/gu;

/**
 * Makes a text one whose words SQLite finds: plain, in one way of writing each
 * character, and with spaces where a language has none.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(spaced("\x02ｏｋ\x02 東京へ"), "ok  東  京  へ ");
 * ```
 */
export function spaced(text: string): string {
  const plain = stripFormatting(text).normalize("NFKC");
  return plain.replace(UNSPACED, " $& ");
}

const PART = /"([^"]*)"?|([^\s"]+)/g;
const WORD = /[\p{L}\p{N}\p{M}\p{Co}]/u;

/** Words that stand one behind the other. */
export interface WordsOfQuery {
  readonly words: readonly string[];
  /** True if more may follow the last one within its word */
  readonly isPrefix: boolean;
}

const ACCENTS = /[\u0300-\u036f]/g;
const WORDS = /[\p{L}\p{N}\p{M}\p{Co}]+/gu;

/**
 * Gives the words of a text as SQLite has them.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(wordsIn("Zürich, 東京!"), ["zurich", "東", "京"]);
 * ```
 */
export function wordsIn(text: string): string[] {
  const plain = spaced(text).normalize("NFD").replace(ACCENTS, "");
  return plain.normalize("NFC").toLowerCase().match(WORDS) ?? [];
}

/** Gives what {@linkcode queryOf} asks for, for who looks by himself. */
export function wordsOfQuery(text: string): WordsOfQuery[] {
  return [...text.matchAll(PART)].map(([, phrase, word]) => ({
    words: wordsIn(phrase ?? word),
    isPrefix: phrase === undefined && word.endsWith("*"),
  })).filter(({ words }) => words.length > 0);
}

/**
 * Makes of what somebody looks for what FTS5 is asked: all words, in any order;
 * in quotation marks, one behind the other; with a star, what begins so.
 *
 * @returns null if there is no word in it
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(queryOf('tea "at five" mil*'), '"tea" "at five" "mil" *');
 * assertEquals(queryOf("東京"), '"東  京"');
 * assertEquals(queryOf("..."), null);
 * ```
 */
export function queryOf(text: string): string | null {
  const terms: string[] = [];
  for (const [, phrase, word] of text.matchAll(PART)) {
    const term = spaced(phrase ?? word).trim();
    if (!WORD.test(term)) continue;
    const isPrefix = phrase === undefined && word.endsWith("*");
    terms.push(
      isPrefix ? `"${term.replace(/\*+$/, "")}" *` : `"${term}"`,
    );
  }
  return terms.length === 0 ? null : terms.join(" ");
}

/** The word for a conversation that has a number. */
export function conversationWord(id: number): string {
  return `c${id}`;
}

/** The word for a nickname, whatever its letters. */
export function nickWord(nick: string): string {
  return `n${hexOf(fold(nick))}`;
}

/** The word for who says something. */
export function authorWord(author: Party): string {
  return `a${hexOf(author)}`;
}

function hexOf(text: string): string {
  let hex = "";
  for (const byte of new TextEncoder().encode(text)) {
    hex += byte.toString(16).padStart(2, "0");
  }
  return hex;
}

/** The words for where and by whom a message was said. */
export function placeOf(
  conversation: number,
  source: string,
  author: Party | null,
): string {
  const [nick] = source.split("!", 1);
  const by = author === null ? "" : ` ${authorWord(author)}`;
  return `${conversationWord(conversation)} ${nickWord(nick)}${by}`;
}
