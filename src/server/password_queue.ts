/** How many checks of one address may wait; a gateway has many clients. */
const MAX_WAITING = 32;

/**
 * Checks passwords one after the other: each takes memory, and a good deal of
 * time. Addresses take turns, so that one that asks for many makes others wait
 * for no more than one of them.
 */
export class PasswordQueue {
  readonly #waiting = new Map<string, (() => Promise<void>)[]>();
  #isBusy = false;

  /**
   * @param address who asks
   * @param check checks one password and tells the outcome; it must not fail
   * @returns false if too many of that address wait already
   */
  add(address: string, check: () => Promise<void>): boolean {
    const waiting = this.#waiting.get(address) ?? [];
    if (waiting.length >= MAX_WAITING) return false;
    waiting.push(check);
    this.#waiting.set(address, waiting);
    if (!this.#isBusy) this.#run();
    return true;
  }

  async #run(): Promise<void> {
    this.#isBusy = true;
    for (;;) {
      const [next] = this.#waiting;
      if (next === undefined) break;
      const [address, checks] = next;
      this.#waiting.delete(address);
      const check = checks.shift();
      // Behind all others.
      if (checks.length > 0) this.#waiting.set(address, checks);
      await check?.();
    }
    this.#isBusy = false;
  }
}
