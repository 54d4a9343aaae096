import { INVISIBLE_CHARACTERS } from "./invisible.ts";
import { LOOK_ALIKES, MARKED_LETTERS } from "./look_alikes.ts";

/** The characters of full width, which stand in the order of ASCII. */
const FULL_WIDTH = { from: 0xff01, to: 0xff5e, offset: 0xff01 - 0x21 };

/** The letters of many styles for formulas, in alphabets from A to z, and the digits behind them. */
const STYLED_LETTERS = { from: 0x1d400, to: 0x1d6a3 };
const STYLED_DIGITS = { from: 0x1d7ce, to: 0x1d7ff };

/** The letters in circles and squares, in alphabets from A to Z. */
const ENCLOSED_LETTERS: readonly number[] = [
  0x24b6,
  0x24d0,
  0x1f130,
  0x1f150,
  0x1f170,
  0x1f1e6,
];

const LETTERS = 26;

/** Up to here, and among the Latin and Greek letters that were added, the case of letters is settled for good. */
const HAS_SETTLED_CASE = /^[A-\u052f\u1e00-\u1fff]$/;

/** These alone look as they are: most names need no more. */
const IS_PLAIN = /^(?!.*rn)[a-z2-9#[\]\\^_{}-]*$/;

const IS_ASCII = /^[\0-\x7f]*$/;

const INVISIBLE = new RegExp(`[${INVISIBLE_CHARACTERS}]`, "gu");
const MARKS = /[\u0300-\u036f]{2,}/g;

const prototypes = new Map(
  Object.entries(LOOK_ALIKES).flatMap(([like, characters]) =>
    [...characters].map((character) => [character, like] as const)
  ),
);

const marked = new Map(
  Object.entries(MARKED_LETTERS).flatMap(([mark, pairs]) => {
    const [...letters] = pairs;
    return letters.flatMap((letter, index) =>
      index % 2 === 0 ? [[letter, letters[index + 1] + mark] as const] : []
    );
  }),
);

/** These look like "l", and are "i" all the same where others are capitals too. */
const CAPITAL_I = "IΙІⅠℐℑꓲ";

/**
 * Gives what a name looks like: two names that share one of these skeletons are easily taken for each other. They
 * are no names themselves. Upper and lower case make no difference, but for "I": it looks like "l", and is "i".
 *
 * @returns one, or two for a name with "I"
 * @see UTS 39, section 4, "Confusable Detection"
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(skeletonsOf("Z0е"), ["zoe"]);
 * assertEquals(skeletonsOf("Zoé"), ["zoe\u0301"]);
 * assertEquals(skeletonsOf("modern"), skeletonsOf("modem"));
 * assertEquals(skeletonsOf("aIice"), ["alice", "aiice"]);
 * ```
 */
export function skeletonsOf(name: string): readonly string[] {
  if (IS_PLAIN.test(name)) return [name];
  const skeletons = [skeletonOf(name, "l"), skeletonOf(name, "i")];
  return skeletons[0] === skeletons[1] ? [skeletons[0]] : skeletons;
}

/** @param capitalI what "I" is taken for */
function skeletonOf(name: string, capitalI: string): string {
  if (IS_ASCII.test(name)) return asciiSkeletonOf(name, capitalI);
  let looks = "";
  const seen = name.replace(INVISIBLE, "");
  for (const character of seen) looks += prototypeOf(character, capitalI);
  return looks.replaceAll("rn", "m").replace(MARKS, inOrder);
}

/** The same for the names that most have, without looking through all of Unicode. */
function asciiSkeletonOf(name: string, capitalI: string): string {
  let looks = "";
  for (let index = 0; index < name.length; index++) {
    const like = ASCII_LIKES[name.charCodeAt(index)];
    looks += like === "I" ? capitalI : like;
  }
  return looks.replaceAll("rn", "m");
}

/** Gives what one character looks like: as a rule one of ASCII, or a letter in lower case and its marks. */
function prototypeOf(character: string, capitalI: string): string {
  const plain = plainOf(character);
  if (CAPITAL_I.includes(plain)) return capitalI;
  const like = prototypes.get(plain);
  if (like !== undefined) return like;
  const lower = HAS_SETTLED_CASE.test(plain) ? plain.toLowerCase() : plain;
  const parts = marked.get(plain) ?? lower;
  if (parts === plain) return plain;
  return [...parts].map((part) => prototypeOf(part, capitalI)).join("");
}

/** Gives the character of ASCII that is written in another style; others as they are. */
function plainOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < ENCLOSED_LETTERS[0]) return character;
  if (code >= FULL_WIDTH.from && code <= FULL_WIDTH.to) {
    return String.fromCharCode(code - FULL_WIDTH.offset);
  }
  if (code >= STYLED_LETTERS.from && code <= STYLED_LETTERS.to) {
    const index = (code - STYLED_LETTERS.from) % (2 * LETTERS);
    return letterAt(index % LETTERS, index < LETTERS ? "A" : "a");
  }
  if (code >= STYLED_DIGITS.from && code <= STYLED_DIGITS.to) {
    return String((code - STYLED_DIGITS.from) % 10);
  }
  const first = ENCLOSED_LETTERS.find((first) =>
    code >= first && code < first + LETTERS
  );
  return first === undefined ? character : letterAt(code - first, "A");
}

function letterAt(index: number, first: string): string {
  return String.fromCharCode(first.charCodeAt(0) + index);
}

/** What each character of ASCII looks like. */
const ASCII_LIKES = Array.from({ length: 128 }, (_, code) => {
  const seen = String.fromCharCode(code).replace(INVISIBLE, "");
  return seen === "" ? "" : prototypeOf(seen, "I");
});

/** However marks were typed, they look the same. */
function inOrder(marks: string): string {
  return [...marks].sort().join("");
}
