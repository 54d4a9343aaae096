const encoder = new TextEncoder();

/**
 * @param text any text
 * @returns how many bytes it takes in UTF-8
 */
export function byteLength(text: string): number {
  return /^[\0-\x7f]*$/.test(text) ? text.length : encoder.encode(text).length;
}

/**
 * Puts words together to lines.
 *
 * @param words words without spaces
 * @param room how many bytes a line may take
 * @param most how many words a line may have
 * @returns lines of words with a space between them; a word over `room` has a line to itself
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
 * Shortens a text to a number of bytes without cutting a character.
 *
 * @param text any text
 * @param bytes how many bytes of UTF-8 it may take
 * @returns the longest beginning of it that fits
 */
export function truncate(text: string, bytes: number): string {
  if (text.length * 3 <= bytes) return text;
  return decoder.decode(cut(encoder.encode(text), bytes));
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * Shortens bytes of UTF-8 without cutting a character.
 *
 * @param bytes whole characters in UTF-8
 * @param limit how many bytes there may be
 * @returns the longest beginning of them that fits, in the same memory
 */
export function cut(bytes: Uint8Array, limit: number): Uint8Array {
  if (bytes.length <= limit) return bytes;
  let end = limit;
  while (end > 0 && (bytes[end] & 0xc0) === 0x80) end--;
  return bytes.subarray(0, end);
}
