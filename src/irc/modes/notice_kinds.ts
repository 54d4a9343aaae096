import { signedLetters } from "./mode_string.ts";

/** What kind a notice of the server's is: who wants it has its letter in the mask of +s. */
interface NoticeDescription {
  readonly letter: string;
  /** What it tells of, in a few words, for HELP */
  readonly help: string;
  /** True if operators get it who have not chosen */
  readonly isUsual: boolean;
  /** How much it matters in the log */
  readonly level: "debug" | "info" | "error";
}

/**
 * The kinds of notices, by the names that the log has for them. What every
 * client causes is for those who ask for it.
 */
export const NOTICE_KINDS = {
  override: {
    letter: "a",
    help: "SAJOIN, SAPART, SANICK and SAMODE",
    isUsual: true,
    level: "info",
  },
  ban: {
    letter: "b",
    help: "bans of the server: set, removed and expired",
    isUsual: true,
    level: "info",
  },
  connect: {
    letter: "c",
    help: "users who connect",
    isUsual: false,
    level: "debug",
  },
  flood: {
    letter: "f",
    help: "clients that are cut off for sending too much, or not reading",
    isUsual: true,
    level: "info",
  },
  channel: {
    letter: "h",
    help: "channels: registered, given away, dropped, closed by operators",
    isUsual: false,
    level: "info",
  },
  kill: {
    letter: "k",
    help: "KILL",
    isUsual: true,
    level: "info",
  },
  nick: {
    letter: "n",
    help: "changes of nicknames",
    isUsual: false,
    level: "debug",
  },
  oper: {
    letter: "o",
    help: "who becomes an operator, and who fails to",
    isUsual: true,
    level: "info",
  },
  quit: {
    letter: "q",
    help: "users who quit",
    isUsual: false,
    level: "debug",
  },
  refusal: {
    letter: "r",
    help: "clients that bans keep off",
    isUsual: false,
    level: "debug",
  },
  server: {
    letter: "s",
    help: "what becomes of the server and its configuration",
    isUsual: true,
    level: "info",
  },
  account: {
    letter: "u",
    help: "accounts: registered, verified, changed by operators, and gone",
    isUsual: false,
    level: "info",
  },
  vhost: {
    letter: "v",
    help: "vhosts: asked for, given and taken",
    isUsual: true,
    level: "info",
  },
  fault: {
    letter: "x",
    help: "faults of the server's own",
    isUsual: true,
    level: "error",
  },
} as const satisfies Readonly<Record<string, NoticeDescription>>;

/** The name of one of {@linkcode NOTICE_KINDS}. */
export type NoticeKind = keyof typeof NOTICE_KINDS;

const ALL: readonly NoticeDescription[] = Object.values(NOTICE_KINDS);
const LETTERS: readonly string[] = ALL.map(({ letter }) => letter);

/** The letters of the notices that operators get who have not chosen. */
export const USUAL_NOTICES: string = ALL.filter(({ isUsual }) => isUsual)
  .map(({ letter }) => letter).join("");

/**
 * Changes which notices an operator gets.
 *
 * @param mask the letters of those it has, in alphabetical order
 * @param changes a mode string of such letters; others change nothing
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(changeNoticeMask("bk", "+qc-b"), "ckq");
 * assertEquals(changeNoticeMask("bk", "c"), "bck");
 * ```
 */
export function changeNoticeMask(mask: string, changes: string): string {
  const letters = new Set(mask);
  for (const { letter, set } of signedLetters(changes)) {
    if (set) letters.add(letter);
    else letters.delete(letter);
  }
  return LETTERS.filter((letter) => letters.has(letter)).join("");
}

/** Tells whether a word is a mode string of letters of notices, or missing. */
export function areNotices(word = ""): boolean {
  return signedLetters(word).every(({ letter }) => LETTERS.includes(letter));
}
