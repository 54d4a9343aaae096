const LF = 0x0a;

/**
 * The longest line that is put together, in bytes: the most that tags and the
 * rest of a line may have, and one byte by which the core sees that it is over.
 */
export const MAX_ASSEMBLED_BYTES = 8191 + 512;

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * Puts whole lines together from the pieces in which bytes arrive. What is kept
 * of an unfinished line is bounded; bytes that are no UTF-8 become U+FFFD.
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
    if (rest === null) return decoder.decode(whole);
    const first = chunk.indexOf(LF);
    return decoder.decode(join(rest, chunk.subarray(0, first))) +
      decoder.decode(whole.subarray(first));
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
