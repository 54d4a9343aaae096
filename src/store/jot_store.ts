import type { Jot } from "../irc/state/jot.ts";

/** Where jots are kept. */
export interface JotStore {
  /** Gives the latest of each key, in the order in which they came. */
  read(): Jot[];

  /**
   * Takes jots, to be written soon.
   *
   * @throws {Error} if those before could not be written; these are taken all the same
   */
  write(jots: readonly Jot[]): void;
}

/** Gives one text to each key. */
export function nameOfJot({ key, kind }: Jot): string {
  return `${kind} ${key}`;
}

/** Keeps jots as long as the process lives. */
export class MemoryJots implements JotStore {
  readonly #jots = new Map<string, Jot>();

  read(): Jot[] {
    return [...this.#jots.values()];
  }

  write(jots: readonly Jot[]): void {
    for (const jot of jots) {
      const name = nameOfJot(jot);
      this.#jots.delete(name);
      if (jot.value !== null) this.#jots.set(name, jot);
    }
  }
}
