import { cut } from "../irc/names/text.ts";

const LF = 0x0a;

/**
 * The longest line that is put together, in bytes: the most that tags and the
 * rest of a line may have, and one character by which the core sees that it is
 * over.
 */
export const MAX_ASSEMBLED_BYTES = 4096 + 512 + 4;

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const strictDecoder = new TextDecoder("utf-8", {
  ignoreBOM: true,
  fatal: true,
});

/** What the decoder writes for bytes that are no UTF-8. */
const REPLACEMENT = "\ufffd";

/** What the core is given in its place: half a surrogate pair, which no UTF-8 decodes to. */
const ILL_FORMED = "\udc80";

/**
 * Puts whole lines together from the pieces in which bytes arrive. What is kept
 * of an unfinished line is bounded. A line that is no UTF-8 becomes a text that
 * is no well-formed Unicode, by which the core knows it.
 */
export class LineAssembler {
  #rest: Uint8Array | null = null;

  /**
   * @param chunk the bytes that came; they may be reused afterwards
   * @returns the text up to and with the last LF, or null while there is none
   */
  push(chunk: Uint8Array): string | null {
    const end = chunk.lastIndexOf(LF) + 1;
    const rest = this.#rest;
    if (end === 0) {
      this.#rest = join(rest, chunk);
      return null;
    }
    this.#rest = end === chunk.length ? null : join(null, chunk.subarray(end));
    const whole = chunk.subarray(0, end);
    if (rest === null) return decode(whole);
    const first = chunk.indexOf(LF);
    return decode(join(rest, chunk.subarray(0, first))) +
      decode(whole.subarray(first));
  }
}

function join(rest: Uint8Array | null, more: Uint8Array): Uint8Array {
  const had = rest?.length ?? 0;
  if (rest !== null && had === MAX_ASSEMBLED_BYTES) return rest;
  const joined = new Uint8Array(
    Math.min(had + more.length, MAX_ASSEMBLED_BYTES),
  );
  if (rest !== null) joined.set(rest);
  joined.set(more.subarray(0, joined.length - had), had);
  return joined;
}

function decode(lines: Uint8Array): string {
  const text = decoder.decode(lines);
  return text.includes(REPLACEMENT) ? decodeEach(lines) : text;
}

function decodeEach(lines: Uint8Array): string {
  let text = "";
  for (let start = 0; start < lines.length;) {
    const end = lines.indexOf(LF, start) + 1 || lines.length;
    text += decodeLine(lines.subarray(start, end));
    start = end;
  }
  return text;
}

function decodeLine(line: Uint8Array): string {
  // Where a line was cut for its length, it was maybe cut in a character.
  const isCut = line.length === MAX_ASSEMBLED_BYTES;
  const whole = isCut ? cut(line, MAX_ASSEMBLED_BYTES - 1) : line;
  try {
    return strictDecoder.decode(whole);
  } catch {
    return decoder.decode(whole).replaceAll(REPLACEMENT, ILL_FORMED);
  }
}
