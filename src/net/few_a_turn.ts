/**
 * Does what takes long so many times a turn, and the rest in the next turns, so
 * that others are served in between.
 */
export class FewATurn {
  #waiting: (() => void)[] = [];
  #isWaiting = false;

  /** @param most how many times a turn */
  constructor(readonly most: number) {}

  /** Does something in a turn to come, once what was added before is done. */
  add(work: () => void): void {
    this.#waiting.push(work);
    this.#goOn();
  }

  #goOn(): void {
    if (this.#isWaiting || this.#waiting.length === 0) return;
    this.#isWaiting = true;
    setImmediate(() => {
      this.#isWaiting = false;
      const some = this.#waiting.splice(0, this.most);
      this.#goOn();
      for (const work of some) work();
    });
  }
}
