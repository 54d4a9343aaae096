/**
 * The characters that nobody sees, or that change how others are seen: no name
 * may have one, or it could look like another's.
 *
 * As of Unicode 17: the controls, format characters, separators, surrogates and
 * private use (categories Cc, Cf, Z, Cs, Co), whatever is default ignorable,
 * noncharacters, and the blank of Braille. What is merely not assigned yet is
 * not among them. The ranges are written out because engines have the tables of
 * different versions of Unicode, and the same name must be good on each.
 */
const INVISIBLE: readonly (readonly [from: number, to: number])[] = [
  [0x00, 0x20], // controls and the space
  [0x7f, 0xa0], // controls and the space that does not break
  [0xad, 0xad], // soft hyphen
  [0x034f, 0x034f], // grapheme joiner
  [0x0600, 0x0605], // Arabic number signs
  [0x061c, 0x061c], // Arabic letter mark
  [0x06dd, 0x06dd], // end of an ayah
  [0x070f, 0x070f], // Syriac abbreviation mark
  [0x0890, 0x0891], // Arabic currency marks above
  [0x08e2, 0x08e2], // disputed end of an ayah
  [0x115f, 0x1160], // Hangul fillers
  [0x1680, 0x1680], // Ogham space
  [0x17b4, 0x17b5], // Khmer inherent vowels
  [0x180b, 0x180f], // Mongolian variation selectors, vowel separator
  [0x2000, 0x200f], // spaces of many widths, joiners, marks of direction
  [0x2028, 0x202f], // line and paragraph separators, directions, narrow space
  [0x205f, 0x206f], // mathematical space, invisible operators, isolates
  [0x2800, 0x2800], // Braille pattern blank
  [0x3000, 0x3000], // ideographic space
  [0x3164, 0x3164], // Hangul filler
  [0xd800, 0xf8ff], // surrogates and private use
  [0xfdd0, 0xfdef], // noncharacters
  [0xfe00, 0xfe0f], // variation selectors
  [0xfeff, 0xfeff], // byte order mark
  [0xffa0, 0xffa0], // Hangul filler of half width
  [0xfff0, 0xfffb], // interlinear annotations, and what is reserved beside them
  [0x110bd, 0x110bd], // Kaithi number sign
  [0x110cd, 0x110cd], // Kaithi number sign above
  [0x13430, 0x1343f], // joiners of hieroglyphs
  [0x1bca0, 0x1bca3], // controls of shorthand
  [0x1d173, 0x1d17a], // beams and slurs of music
  [0xe0000, 0xe0fff], // tags and variation selectors
  [0xf0000, 0x10ffff], // private use
  // The last two of each plane are noncharacters.
  ...Array.from(
    { length: 15 },
    (_, plane) => [plane * 0x10000 + 0xfffe, plane * 0x10000 + 0xffff] as const,
  ),
];

/**
 * The characters that nobody sees, to be put between the brackets of a regular
 * expression with the flag `u`.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 *
 * const invisible = new RegExp(`[${INVISIBLE_CHARACTERS}]`, "u");
 * assert(invisible.test("zero\u200bwidth"));
 * assert(!invisible.test("Grüße"));
 * ```
 */
export const INVISIBLE_CHARACTERS: string = INVISIBLE
  .map((range) => range.map(escaped).join("-")).join("");

function escaped(code: number): string {
  return `\\u{${code.toString(16)}}`;
}
