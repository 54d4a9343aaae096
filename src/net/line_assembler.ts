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

const NOTHING = new Uint8Array(0);

/** What is first put aside for an unfinished line; it doubles as the line grows. */
const LEAST_BYTES = 64;

/**
 * Puts whole lines together from the pieces in which bytes arrive. What is kept
 * of an unfinished line is bounded. A line that is no UTF-8 becomes a text that
 * is no well-formed Unicode, by which the core knows it.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const assembler = new LineAssembler();
 * const encoder = new TextEncoder();
 * assertEquals(assembler.push(encoder.encode("NICK al")), null);
 * assertEquals(assembler.push(encoder.encode("ice\r\nUS")), "NICK alice\r\n");
 * ```
 */
export class LineAssembler {
  /** The unfinished line is the first bytes of it; null while there is none. */
  #rest: Uint8Array | null = null;
  #restLength = 0;

  /** True while there is nothing of the next line. */
  get isEmpty(): boolean {
    return this.#rest === null;
  }

  /** What there is of the next line; pushed into another one, it goes on there. */
  get rest(): Uint8Array {
    return this.#rest?.subarray(0, this.#restLength) ?? NOTHING;
  }

  /**
   * @param chunk the bytes that came; they may be reused afterwards
   * @returns the text up to and with the last LF, or null while there is none
   */
  push(chunk: Uint8Array): string | null {
    const end = chunk.lastIndexOf(LF) + 1;
    if (end === 0) {
      this.#keep(chunk);
      return null;
    }
    let text = "";
    let start = 0;
    if (this.#rest !== null) {
      start = chunk.indexOf(LF);
      this.#keep(chunk.subarray(0, start));
      text = decode(this.#rest.subarray(0, this.#restLength));
      this.#rest = null;
      this.#restLength = 0;
    }
    text += decode(
      start === 0 && end === chunk.length ? chunk : chunk.subarray(start, end),
    );
    if (end < chunk.length) this.#keep(chunk.subarray(end));
    return text;
  }

  /** Adds to the unfinished line what still has room. */
  #keep(more: Uint8Array): void {
    const length = Math.min(
      this.#restLength + more.length,
      MAX_ASSEMBLED_BYTES,
    );
    const taken = length - this.#restLength;
    if (taken === 0) return;
    let rest = this.#rest;
    if (rest === null || rest.length < length) {
      const room = Math.max(LEAST_BYTES, length, 2 * (rest?.length ?? 0));
      const larger = new Uint8Array(Math.min(room, MAX_ASSEMBLED_BYTES));
      if (rest !== null) larger.set(rest.subarray(0, this.#restLength));
      this.#rest = rest = larger;
    }
    rest.set(
      taken === more.length ? more : more.subarray(0, taken),
      this.#restLength,
    );
    this.#restLength = length;
  }
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
