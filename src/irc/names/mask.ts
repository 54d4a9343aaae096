const STAR = 0x2a;
const QUESTION_MARK = 0x3f;
const BACKSLASH = 0x5c;

/**
 * Matches a mask: `*` stands for any run of characters, `?` for one, `\` before one of them makes it stand for itself.
 *
 * Upper and lower case of A-Z are the same.
 *
 * @returns true if the whole of `text` fits
 * @see Modern IRC, "Wildcard Expressions"
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 *
 * assert(matchesMask("*.Example.???", "irc.example.org"));
 * assert(matchesMask("what\\?", "what?"));
 * assert(!matchesMask("what\\?", "whats"));
 * ```
 */
export function matchesMask(mask: string, text: string): boolean {
  // Greedy with one point to come back to, the last `*`: at worst mask times
  // text, never exponential. Codes are folded as they are met, because WHO and
  // bans hold one mask against thousands of texts. Most end in another letter.
  const end = mask.charCodeAt(mask.length - 1);
  if (
    end !== STAR && end !== QUESTION_MARK && mask !== "" &&
    foldedCode(mask, mask.length - 1) !== foldedCode(text, text.length - 1)
  ) return false;
  let at = 0;
  let seen = 0;
  let star = -1;
  let starSeen = 0;
  while (seen < text.length) {
    const code = mask.charCodeAt(at);
    const literal = code === BACKSLASH && isWildcard(mask, at + 1)
      ? at + 1
      : at;
    if (code === STAR) {
      star = at++;
      starSeen = seen;
    } else if (code === QUESTION_MARK) {
      at++;
      seen += isHighSurrogate(text, seen) ? 2 : 1;
    } else if (foldedCode(mask, literal) === foldedCode(text, seen)) {
      at = literal + 1;
      seen++;
    } else if (star !== -1) {
      at = star + 1;
      seen = ++starSeen;
    } else {
      return false;
    }
  }
  while (mask.charCodeAt(at) === STAR) at++;
  return at === mask.length;
}

/** Only these two can be escaped; any other backslash stands for itself. */
function isWildcard(mask: string, index: number): boolean {
  const code = mask.charCodeAt(index);
  return code === STAR || code === QUESTION_MARK;
}

/** As `fold` does it; NaN past the end. */
function foldedCode(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return code >= 0x41 && code <= 0x5a ? code + 0x20 : code;
}

/** A character beyond the first 65,536 stands as two in a string. */
function isHighSurrogate(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= 0xd800 && code <= 0xdbff;
}

/**
 * Tells whether a mask can fit any name at all.
 *
 * @param mask a mask of names
 * @param isName true for what may be a name. It may refuse characters wherever
 *   they are, or as the first, and what is too long or too short
 * @param first what a name can begin with
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 *
 * const isChannel = (name: string) => /^#[^ ,]+$/.test(name);
 * assert(canFit("*help", isChannel, "#"));
 * assert(!canFit("help*", isChannel, "#"));
 * assert(!canFit("#a,b*", isChannel, "#"));
 * ```
 */
export function canFit(
  mask: string,
  isName: (text: string) => boolean,
  first = "a",
): boolean {
  // Where the shortest text that fits is no name, it may lack a beginning.
  const ahead = mask.replace(/^(\*+)(\?+)/, "$2$1");
  return ["", first, `${first}a`, "a"]
    .some((filling) => isName(textOf(ahead, first, filling)));
}

/** A text that a mask fits, in which the first `*` stands for `filling` and the others for nothing. */
function textOf(mask: string, first: string, filling: string): string {
  let rest = filling;
  return mask.replace(
    /\\([*?])|([*?])/g,
    (_, literal: string | undefined, wildcard: string, index: number) => {
      if (literal !== undefined) return literal;
      if (wildcard === "?") return index === 0 ? first : "a";
      const filled = rest;
      rest = "";
      return filled;
    },
  );
}
