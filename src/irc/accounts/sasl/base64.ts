import {
  decodeBase64 as decodeLeniently,
  encodeBase64,
} from "@std/encoding/base64";

/** How many bytes of Base64 one AUTHENTICATE holds at most; after so many, more follow. */
export const CHUNK_BYTES = 400;

const FORM = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * @param text Base64, put together from its chunks
 * @returns the bytes; null if it is not the one way to write them
 * @see RFC 4648, sections 3.3 and 3.5
 */
export function decodeBase64(text: string): Uint8Array | null {
  if (!FORM.test(text)) return null;
  const bytes = decodeLeniently(text);
  return encodeBase64(bytes) === text ? bytes : null;
}

/**
 * @param bytes a challenge
 * @returns the parameters of the AUTHENTICATE messages that carry it; the last
 *   is shorter than {@linkcode CHUNK_BYTES}, and `+` where nothing is left
 * @see IRCv3 sasl-3.1, "The AUTHENTICATE command"
 */
export function chunksOf(bytes: Uint8Array): string[] {
  const text = encodeBase64(bytes);
  const chunks: string[] = [];
  for (let start = 0; start <= text.length; start += CHUNK_BYTES) {
    chunks.push(text.slice(start, start + CHUNK_BYTES) || "+");
  }
  return chunks;
}
