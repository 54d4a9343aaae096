import { fold } from "../names/casemapping.ts";
import type { PushSubscriptions } from "./push.ts";

const NOBODY: ReadonlySet<string> = new Set();

/**
 * Finds the accounts that watch a channel or a word. It is made of what accounts are pushed, and is no state of its
 * own.
 */
export class PushIndex {
  /** The keys of accounts, by the folded name or word. */
  readonly #watchers = new Map<string, Set<string>>();

  constructor(pushes: ReadonlyMap<string, PushSubscriptions>) {
    for (const [key, record] of pushes) this.update(key, null, record);
  }

  /** True if nobody watches anything. */
  get isEmpty(): boolean {
    return this.#watchers.size === 0;
  }

  /**
   * Gives the keys of the accounts that watch something.
   *
   * @param what a name or a word, folded
   */
  watchersOf(what: string): ReadonlySet<string> {
    return this.#watchers.get(what) ?? NOBODY;
  }

  /**
   * Takes in that what an account is pushed has changed.
   *
   * @param key its folded name
   */
  update(
    key: string,
    before: PushSubscriptions | null,
    after: PushSubscriptions | null,
  ): void {
    for (const what of before?.watched ?? []) {
      const watchers = this.#watchers.get(fold(what));
      watchers?.delete(key);
      if (watchers?.size === 0) this.#watchers.delete(fold(what));
    }
    for (const what of after?.watched ?? []) {
      const watchers = this.#watchers.get(fold(what)) ?? new Set();
      this.#watchers.set(fold(what), watchers.add(key));
    }
  }
}
