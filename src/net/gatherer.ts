import { Buffer } from "node:buffer";
import { join } from "./join.ts";

/** What is longer is not kept for the next one. */
const MOST_KEPT_BYTES = 64 * 1024;

/**
 * Puts together what goes out at the end of a turn. Where many are told the same
 * in a turn, one after the other is given the same lines: they are put together
 * once.
 *
 * @example
 * ```ts
 * import { assertEquals, assertStrictEquals } from "@std/assert";
 *
 * const gatherer = new Gatherer(null);
 * const line = new TextEncoder().encode("b\r\n");
 * const bytes = gatherer.join(["a\r\n", line]);
 * assertEquals(new TextDecoder().decode(bytes), "a\r\nb\r\n");
 * assertStrictEquals(gatherer.join(["a\r\n", line]), bytes);
 * ```
 */
export class Gatherer {
  #lines: readonly (Uint8Array | string)[] = [];
  #bytes: Uint8Array = new Uint8Array(0);

  /** @param scratch where to put them, for those who copy them before they come again; null to make new bytes each time */
  constructor(readonly scratch: Uint8Array | null) {}

  /**
   * @param lines at least one; they must not be changed any more
   * @returns their bytes
   */
  join(lines: readonly (Uint8Array | string)[]): Uint8Array {
    const [first] = lines;
    if (lines.length === 1 && typeof first !== "string") return first;
    if (isSame(lines, this.#lines)) return this.#bytes;
    const chunks = encode(lines, this.scratch !== null);
    if (chunks.length === 1) return chunks[0];
    let length = 0;
    for (const chunk of chunks) length += chunk.length;
    const bytes = join(chunks, length, this.scratch);
    const isKept = length <= MOST_KEPT_BYTES;
    this.#lines = isKept ? lines : [];
    this.#bytes = bytes;
    return bytes;
  }
}

function isSame(
  lines: readonly (Uint8Array | string)[],
  others: readonly (Uint8Array | string)[],
): boolean {
  if (lines.length !== others.length) return false;
  for (let index = 0; index < lines.length; index++) {
    if (lines[index] !== others[index]) return false;
  }
  return true;
}

const encoder = new TextEncoder();

function encodeAlone(text: string): Uint8Array {
  return encoder.encode(text);
}

function encodeInPool(text: string): Uint8Array {
  return Buffer.from(text);
}

/**
 * Encodes at once the texts that follow each other.
 *
 * @param isCopied true for those who copy it before they come again. What others
 *   keep for a while is made of a pool: where that is done, on Deno, it takes
 *   half the time
 */
export function encode(
  lines: readonly (Uint8Array | string)[],
  isCopied = true,
): Uint8Array[] {
  const encodeText = isCopied ? encodeAlone : encodeInPool;
  const chunks: Uint8Array[] = [];
  let text = "";
  for (const line of lines) {
    if (typeof line === "string") {
      text += line;
      continue;
    }
    if (text !== "") chunks.push(encodeText(text));
    text = "";
    chunks.push(line);
  }
  if (text !== "") chunks.push(encodeText(text));
  return chunks;
}
