/** Milliseconds that the last lines to a client have to get out. */
export const LINGER_MS = 1500;

/** Milliseconds that a client has to read what waits for it that has said that it sends no more. */
export const READ_MS = 30_000;

/** Somebody who may be ended at once. */
export interface Leaver {
  /** True once it is closed by itself. */
  readonly hasGone: boolean;
  abort(): void;
}

/** Those who have been told that they are ended, and are given the time to hear it. */
export class Leaving {
  /** When each is aborted. */
  readonly #deadlines = new Map<Leaver, number>();

  /** @param lingerMs the time they are given, in milliseconds */
  constructor(readonly lingerMs: number = LINGER_MS) {}

  /** How many there are. */
  get count(): number {
    return this.#deadlines.size;
  }

  add(leaver: Leaver, now: number): void {
    this.#deadlines.set(leaver, now + this.lingerMs);
  }

  /** One has gone by itself. */
  delete(leaver: Leaver): void {
    this.#deadlines.delete(leaver);
  }

  /** Aborts those who have had their time, and forgets those who have gone. */
  abortOverdue(now: number): void {
    for (const [leaver, deadline] of this.#deadlines) {
      if (!leaver.hasGone && now < deadline) continue;
      this.#deadlines.delete(leaver);
      if (!leaver.hasGone) leaver.abort();
    }
  }
}
