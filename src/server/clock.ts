/** How far behind the clock on the wall ours steps forward at once. */
const STEP_MS = 1000;

/** By how much {@linkcode Clock.adjust} sets ours otherwise. */
const ADJUSTMENT_MS = 100;

/**
 * The clock of the core: milliseconds since 1970, never backwards. It runs
 * evenly, and is brought towards the clock on the wall each second. Where it is
 * far behind, because the machine slept or got the time only now, it steps
 * there; where it is ahead it runs slower until it is not.
 */
export class Clock {
  /** What it showed when the process started. */
  #start = Date.now() - performance.now();
  #last = 0;
  #read = 0;

  /** @returns what time it is */
  now(): number {
    this.read();
    return this.nowAsRead();
  }

  /** Reads the time that passes: that costs more than all else here. */
  read(): number {
    return this.#read = performance.now();
  }

  /** @returns what time it was at the last {@linkcode read} */
  nowAsRead(): number {
    const now = Math.round(this.#start + this.#read);
    return this.#last = Math.max(this.#last, now);
  }

  /** Brings it nearer to the clock on the wall; to be called each second. */
  adjust(): void {
    const behind = Date.now() - (this.#start + this.read());
    this.#start += behind > STEP_MS
      ? behind
      : Math.max(-ADJUSTMENT_MS, Math.min(ADJUSTMENT_MS, behind));
  }
}
