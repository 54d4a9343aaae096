const encoder = new TextEncoder();

/**
 * Counts how many bytes a text takes in UTF-8: lines and limits are in bytes.
 */
export function byteLength(text: string): number {
  return /^[\0-\x7f]*$/.test(text) ? text.length : encoder.encode(text).length;
}

/**
 * Packs words into lines, for lists that may take several replies. A word that has
 * no room is alone on a line.
 *
 * @param words words without spaces
 * @param room how many bytes a line may take
 * @param most how many words a line may have
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const lines = packWords(["ann", "bob", "eve"], 8);
 * assertEquals([...lines], ["ann bob", "eve"]);
 * ```
 */
export function* packWords(
  words: Iterable<string>,
  room: number,
  most = Infinity,
): Generator<string> {
  let line = "";
  let used = 0;
  let count = 0;
  for (const word of words) {
    const length = byteLength(word);
    if (count > 0 && (count === most || used + 1 + length > room)) {
      yield line;
      line = "";
      used = 0;
      count = 0;
    }
    line += count === 0 ? word : ` ${word}`;
    used += length + (count === 0 ? 0 : 1);
    count++;
  }
  if (line !== "") yield line;
}

/**
 * Shortens a text to a number of bytes of UTF-8, without cutting a character.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(truncate("日本", 5), "日");
 * ```
 */
export function truncate(text: string, bytes: number): string {
  if (text.length * 3 <= bytes) return text;
  return decoder.decode(cut(encoder.encode(text), bytes));
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * Shortens bytes of UTF-8 without cutting a character. The result is in the same memory.
 */
export function cut(bytes: Uint8Array, limit: number): Uint8Array {
  if (bytes.length <= limit) return bytes;
  let end = limit;
  while (end > 0 && (bytes[end] & 0xc0) === 0x80) end--;
  return bytes.subarray(0, end);
}

/**
 * Copies a part of a line that is kept when the line is over: an engine keeps the
 * whole text in memory that another one was cut out of.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const line = "NICK ann";
 * assertEquals(copy(line.slice(5)), "ann");
 * ```
 */
export function copy(text: string): string {
  return decoder.decode(encoder.encode(text));
}
