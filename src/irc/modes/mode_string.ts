import { byteLength } from "../names/text.ts";

/** One letter of a mode string, with its sign. */
export interface SignedLetter {
  readonly set: boolean;
  readonly letter: string;
}

/** One change that was made. */
export interface ModeChange extends SignedLetter {
  /** Its parameter, if it has one */
  readonly param?: string;
}

/**
 * Takes a mode string apart. Before the first sign, letters are set.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(signedLetters("t-k"), [
 *   { set: true, letter: "t" },
 *   { set: false, letter: "k" },
 * ]);
 * ```
 */
export function signedLetters(modes: string): SignedLetter[] {
  const letters: SignedLetter[] = [];
  let set = true;
  for (const letter of modes) {
    if (letter === "+" || letter === "-") set = letter === "+";
    else letters.push({ set, letter });
  }
  return letters;
}

/**
 * Puts changes together to the parameters of MODE, on as many lines as they need.
 *
 * @param changes what was changed, in order
 * @param room how many bytes one line has for them
 * @returns for each line the mode string and its parameters
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const changes = [
 *   { set: true, letter: "n" },
 *   { set: true, letter: "v", param: "ann" },
 *   { set: false, letter: "k", param: "*" },
 * ];
 * assertEquals(modeStrings(changes, 400), [["+nv-k", "ann", "*"]]);
 * ```
 */
export function modeStrings(
  changes: readonly ModeChange[],
  room: number,
): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  let sign: boolean | null = null;
  let used = 1;
  for (const { set, letter, param } of changes) {
    const bytes = 2 + (param === undefined ? 0 : 1 + byteLength(param));
    if (line.length === 0 || used + bytes > room) {
      line = [""];
      lines.push(line);
      sign = null;
      used = 1;
    }
    line[0] += (set === sign ? "" : set ? "+" : "-") + letter;
    if (param !== undefined) line.push(param);
    sign = set;
    used += bytes;
  }
  return lines;
}
