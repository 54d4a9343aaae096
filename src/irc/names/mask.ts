const STAR = 0x2a;
const QUESTION_MARK = 0x3f;
const BACKSLASH = 0x5c;

/**
 * Matches a mask: `*` stands for any run of characters, `?` for one, `\` before one of them makes it stand for itself.
 *
 * @param mask the mask, in any case
 * @param text what is looked at, in any case
 * @returns true if the whole of `text` fits
 * @see Modern IRC, "Wildcard Expressions"
 */
export function matchesMask(mask: string, text: string): boolean {
  // Greedy with one point to come back to, the last `*`: at worst mask times
  // text, never exponential. Codes are folded as they are met, because WHO and
  // bans hold one mask against thousands of texts.
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
 * Brings a mask into the form `nick!user@host`, each part `*` where it was left out.
 *
 * @param mask what a client gave: `nick`, `user@host`, `nick!user`, a host with a dot or colon, ...
 * @returns the whole mask
 */
export function normaliseMask(mask: string): string {
  const at = mask.lastIndexOf("@");
  const bang = mask.indexOf("!");
  if (at === -1 && bang === -1) {
    return /[.:]/.test(mask) ? `*!*@${mask}` : `${mask || "*"}!*@*`;
  }
  const host = at === -1 ? "" : mask.slice(at + 1);
  const left = at === -1 ? mask : mask.slice(0, at);
  const split = left.indexOf("!");
  const nick = split === -1 ? "" : left.slice(0, split);
  const user = split === -1 ? left : left.slice(split + 1);
  return `${nick || "*"}!${user || "*"}@${host || "*"}`;
}
