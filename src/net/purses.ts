/** What is left in a purse, as plain data. */
export interface PurseState {
  readonly tokens: number;
  /** Milliseconds until something comes back */
  readonly shutMs: number;
}

const MINUTE_MS = 60_000;

/** Milliseconds for which nothing comes back once a flood has come from there. */
export const SHUT_MS = 10_000;

/**
 * What the starts of all clients of one place are paid from: to come back again
 * and again buys nobody more than to stay.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const purse = new Purse(60, 0);
 * assertEquals(purse.draw(50, 0), 50);
 * assertEquals(purse.draw(50, 0), 10);
 * assertEquals(purse.draw(50, 5000), 5);
 * ```
 */
export class Purse {
  #tokens: number;
  /** Up to when what comes back was counted; later than now while nothing does. */
  #countedAt: number;

  /**
   * @param size how many tokens it has at most, and how many come back in a minute
   * @param now in milliseconds, by a clock that runs evenly
   */
  constructor(public size: number, now: number) {
    this.#tokens = size;
    this.#countedAt = now;
  }

  /** Tells how many tokens there are. */
  left(now: number): number {
    if (now > this.#countedAt) {
      const back = (now - this.#countedAt) * this.size / MINUTE_MS;
      this.#tokens = Math.min(this.size, this.#tokens + back);
      this.#countedAt = now;
    }
    return this.#tokens;
  }

  /** Takes some tokens. @returns how many there were of them */
  draw(tokens: number, now: number): number {
    const drawn = Math.min(tokens, this.left(now));
    this.#tokens -= drawn;
    return drawn;
  }

  /** Somebody has flooded: nobody who comes from there has anything of it for a while. */
  empty(now: number): void {
    this.#tokens = 0;
    this.#countedAt = now + SHUT_MS;
  }

  /** True while nobody has taken anything that has not come back. */
  isFull(now: number): boolean {
    return this.left(now) >= this.size;
  }

  /** @returns what is left */
  state(now: number): PurseState {
    const tokens = this.left(now);
    return { tokens, shutMs: this.#countedAt - now };
  }

  /** Goes on with what was left in another process. */
  restore({ tokens, shutMs }: PurseState, now: number): void {
    this.#tokens = tokens;
    this.#countedAt = now + shutMs;
  }
}

/** One as plain data, with where it belongs. */
export type PassedPurse = readonly [origin: string, state: PurseState];

/** Of so many places it is known what they have left; others have all. */
const MOST_PLACES = 100_000;

/** How often what is full again is looked for. */
const FORGET_MS = 10_000;

/** The purses of all places that somebody comes from, by what {@linkcode Ticket} calls these. */
export class Purses {
  readonly #purses = new Map<string, Purse>();
  #forgetAt = 0;

  /** @returns the purse of one place */
  of(origin: string, size: number, now: number): Purse {
    const purse = this.#purses.get(origin) ?? new Purse(size, now);
    if (this.#purses.size < MOST_PLACES) this.#purses.set(origin, purse);
    purse.size = size;
    return purse;
  }

  /** Forgets those that nobody has taken anything of for a while; to be called each second. */
  forget(now: number): void {
    if (now < this.#forgetAt) return;
    this.#forgetAt = now + FORGET_MS;
    for (const [origin, purse] of this.#purses) {
      if (purse.isFull(now)) this.#purses.delete(origin);
    }
  }

  /** @returns what is left in those that are not full */
  states(now: number): PassedPurse[] {
    return [...this.#purses]
      .filter(([, purse]) => !purse.isFull(now))
      .map(([origin, purse]) => [origin, purse.state(now)]);
  }

  /** Goes on with what was left in another process. */
  restore(
    states: readonly PassedPurse[],
    size: number,
    now: number,
  ): void {
    for (const [origin, state] of states) {
      this.of(origin, size, now).restore(state, now);
    }
  }
}
