/**
 * Counts by name. The names are ours, never a client's, so that there are few.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const tally = new Tally();
 * tally.add("send-queue");
 * tally.add("send-queue");
 * assertEquals([...tally.counts], [["send-queue", 2]]);
 * ```
 */
export class Tally {
  readonly #counts = new Map<string, number>();

  /** How often each name was added. */
  get counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }

  /** Counts one more. */
  add(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }
}
