/** How much may be done at once, and wait. */
export interface TurnLimits {
  readonly atOnce: number;
  /** How much of one asker may wait */
  readonly mostOfOne: number;
  /** How much of all of them */
  readonly mostOfAll: number;
}

/** Has askers take turns, so that one who asks for much makes others wait for no more than one piece of it. */
export class TurnQueue {
  readonly #waiting = new Map<string, (() => Promise<void>)[]>();
  #count = 0;
  #running = 0;

  constructor(readonly limits: TurnLimits) {}

  /**
   * @param work does one piece of it; it must not fail
   * @returns false if too much waits already
   */
  add(asker: string, work: () => Promise<void>): boolean {
    const { atOnce, mostOfAll, mostOfOne } = this.limits;
    const waiting = this.#waiting.get(asker) ?? [];
    if (waiting.length >= mostOfOne || this.#count >= mostOfAll) return false;
    waiting.push(work);
    this.#count++;
    this.#waiting.set(asker, waiting);
    if (this.#running < atOnce) this.#run();
    return true;
  }

  /** One after the other; there may be several runs at once. */
  async #run(): Promise<void> {
    this.#running++;
    for (;;) {
      const [next] = this.#waiting;
      if (next === undefined) break;
      const [asker, works] = next;
      this.#waiting.delete(asker);
      const work = works.shift();
      this.#count--;
      // Behind all others.
      if (works.length > 0) this.#waiting.set(asker, works);
      await work?.();
    }
    this.#running--;
  }
}
