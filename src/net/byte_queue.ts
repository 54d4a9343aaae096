import { join } from "./join.ts";

/** Below this, what comes is joined to what came before: a queue of single bytes costs more than they. */
const JOINED_BYTES = 4096;

/**
 * Bytes that wait, in the pieces in which they came: however many come, none is
 * copied again for those that follow.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const queue = new ByteQueue();
 * queue.push(new Uint8Array([1, 2, 3]));
 * assertEquals(queue.take(2), new Uint8Array([1, 2]));
 * assertEquals(queue.take(2), new Uint8Array([3]));
 * assertEquals(queue.take(2), null);
 * ```
 */
export class ByteQueue {
  #pieces: Uint8Array[] = [];
  #length = 0;
  #isLent = false;

  /** How many bytes wait. */
  get length(): number {
    return this.#length;
  }

  /** Takes up bytes, which the caller may use again. */
  push(bytes: Uint8Array): void {
    this.own();
    this.#length += bytes.length;
    const last = this.#pieces.at(-1);
    const length = (last?.length ?? 0) + bytes.length;
    if (last === undefined || length > JOINED_BYTES) {
      this.#pieces.push(bytes.slice());
    } else {
      this.#pieces.splice(-1, 1, join([last, bytes], length, null));
    }
  }

  /** Takes up bytes when none wait. The caller may use them again once {@linkcode own} was called. */
  lend(bytes: Uint8Array): void {
    this.#pieces.push(bytes);
    this.#length = bytes.length;
    this.#isLent = true;
  }

  /** Copies what is left of bytes that were lent. */
  own(): void {
    if (!this.#isLent) return;
    this.#isLent = false;
    if (this.#pieces.length > 0) this.#pieces[0] = this.#pieces[0].slice();
  }

  /**
   * Takes out the next bytes.
   *
   * @param most how many at once
   * @returns null if none wait
   */
  take(most: number): Uint8Array | null {
    const first = this.#pieces[0];
    if (first === undefined) return null;
    const isWhole = first.length <= most;
    if (isWhole) this.#pieces.shift();
    else this.#pieces[0] = first.subarray(most);
    const taken = isWhole ? first : first.subarray(0, most);
    this.#length -= taken.length;
    return taken;
  }

  /** Drops all that waits. */
  clear(): void {
    this.#pieces = [];
    this.#length = 0;
    this.#isLent = false;
  }
}
