/**
 * Puts chunks together.
 *
 * @param chunks at least one
 * @param length how many bytes they have in all
 * @param scratch where to, if there is room and it may be used again; null for
 *   bytes of their own
 * @returns the bytes; a lone chunk is itself
 */
export function join(
  chunks: readonly Uint8Array[],
  length: number,
  scratch: Uint8Array | null,
): Uint8Array {
  if (chunks.length === 1) return chunks[0];
  const joined = scratch !== null && length <= scratch.length
    ? scratch.subarray(0, length)
    : new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    joined.set(chunk, offset);
    offset += chunk.length;
  }
  return joined;
}
