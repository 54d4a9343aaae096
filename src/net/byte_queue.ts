import { join } from "./join.ts";

/** Up to this, what comes is joined to what came before: a queue of single bytes costs more than they. */
const JOINED_BYTES = 4096;

/**
 * Bytes that wait, in pieces much as they came: however many come, none is copied
 * again for those that follow.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const queue = new ByteQueue();
 * queue.push(new Uint8Array([1, 2]));
 * queue.push(new Uint8Array([3]));
 * assertEquals(queue.length, 3);
 * assertEquals(queue.shift(), new Uint8Array([1, 2, 3]));
 * assertEquals(queue.shift(), null);
 * ```
 */
export class ByteQueue {
  readonly #pieces: Uint8Array[] = [];
  #length = 0;

  /** How many bytes wait. */
  get length(): number {
    return this.#length;
  }

  /** What waits. */
  get pieces(): readonly Uint8Array[] {
    return this.#pieces;
  }

  /** Takes up bytes, which the caller may use again. */
  push(bytes: Uint8Array): void {
    this.#length += bytes.length;
    const last = this.#pieces.at(-1);
    const length = (last?.length ?? 0) + bytes.length;
    if (last === undefined || length > JOINED_BYTES) {
      this.#pieces.push(bytes.slice());
    } else {
      this.#pieces.splice(-1, 1, join([last, bytes], length, null));
    }
  }

  /** Takes out the next piece; null if nothing waits. */
  shift(): Uint8Array | null {
    const piece = this.#pieces.shift() ?? null;
    this.#length -= piece?.length ?? 0;
    return piece;
  }
}
