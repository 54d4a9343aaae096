/** A mode that gives a member a rank on a channel. */
export interface PrefixMode {
  readonly letter: string;
  /** The character before the nickname in NAMES, WHO and WHOIS */
  readonly symbol: string;
  /** How high it stands: nobody below touches a member who has it */
  readonly rank: number;
  /** The least rank that gives or takes it */
  readonly rankToSet: number;
  /** What a member with it is, in a few words, for HELP */
  readonly help: string;
}

/** The ranks: a member may touch those of its own rank and below. */
export const VOICE = 1;
export const HALF_OPERATOR = 2;
export const OPERATOR = 3;
const PROTECTED = 4;
const FOUNDER = 5;

/**
 * The prefix modes, highest rank first.
 *
 * @see Modern IRC, "Channel Membership Prefixes"
 */
export const PREFIX_MODES: readonly PrefixMode[] = [
  {
    letter: "q",
    symbol: "~",
    rank: FOUNDER,
    rankToSet: FOUNDER,
    help: "founder of the channel",
  },
  {
    letter: "a",
    symbol: "&",
    rank: PROTECTED,
    rankToSet: FOUNDER,
    help: "protected: above the operators",
  },
  {
    letter: "o",
    symbol: "@",
    rank: OPERATOR,
    rankToSet: OPERATOR,
    help: "operator of the channel",
  },
  {
    letter: "h",
    symbol: "%",
    rank: HALF_OPERATOR,
    rankToSet: OPERATOR,
    help: "half operator",
  },
  {
    letter: "v",
    symbol: "+",
    rank: VOICE,
    rankToSet: HALF_OPERATOR,
    help: "voice: speaks where others may not",
  },
];

const BY_LETTER = new Map(PREFIX_MODES.map((mode) => [mode.letter, mode]));

/** The prefix mode of a letter, if it is one. */
export function prefixMode(letter: string): PrefixMode | undefined {
  return BY_LETTER.get(letter);
}

/**
 * The rank of a symbol before a nickname or a channel (`@#channel`), if it is one.
 */
export function rankOfSymbol(symbol: string): number | undefined {
  return PREFIX_MODES.find((mode) => mode.symbol === symbol)?.rank;
}

/**
 * Tells how high a member stands.
 *
 * @param modes a membership's letters, highest rank first
 * @returns the rank of the first; 0 for none
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(highestRank("ov"), OPERATOR);
 * assertEquals(highestRank(""), 0);
 * ```
 */
export function highestRank(modes: string): number {
  return BY_LETTER.get(modes[0])?.rank ?? 0;
}

/**
 * Writes what stands before a nickname.
 *
 * @param modes a membership's letters, highest rank first
 * @param all true for the symbol of each, as multi-prefix has it; false for the first alone
 * @see IRCv3 multi-prefix
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(symbolsOf("ov", true), "@+");
 * assertEquals(symbolsOf("ov", false), "@");
 * ```
 */
export function symbolsOf(modes: string, all: boolean): string {
  let symbols = "";
  for (const letter of all ? modes : modes.slice(0, 1)) {
    symbols += BY_LETTER.get(letter)?.symbol ?? "";
  }
  return symbols;
}

/**
 * Gives or takes a prefix mode, and keeps the order that all others rely on.
 *
 * @param modes a membership's letters, highest rank first
 * @param set true to give it
 * @returns the letters afterwards, highest rank first
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(withPrefix("v", "o", true), "ov");
 * assertEquals(withPrefix("ov", "v", false), "o");
 * ```
 */
export function withPrefix(
  modes: string,
  letter: string,
  set: boolean,
): string {
  return PREFIX_MODES
    .map((mode) => mode.letter)
    .filter((known) => known === letter ? set : modes.includes(known))
    .join("");
}
