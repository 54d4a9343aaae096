import { busyAfter, secondsOver } from "../irc/names/rate.ts";

const MINUTE_MS = 60_000;

/** How many connections may be in a {@linkcode Crowd}. */
export interface CrowdLimits {
  /** At once */
  readonly most: number;
  /** New ones within a minute */
  readonly mostNew: number;
}

/**
 * Those who have come from one place, or to one.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const crowd = new Crowd();
 * const limits = { most: 1, mostNew: 9 };
 * crowd.enter(limits, 0);
 * const refusal = "Too many connections from your address";
 * assertEquals(crowd.refusal(limits, "from your address", 0), refusal);
 * crowd.leave();
 * assertEquals(crowd.refusal(limits, "from your address", 0), null);
 * ```
 */
export class Crowd {
  #count = 0;
  /** When those that came until now count no more: see {@linkcode busyAfter}. */
  #busyUntil = 0;
  /** How many of them have not registered, where that is counted. */
  unregistered = 0;

  /**
   * @param where which crowd it is, as the end of a sentence
   * @param at now, in milliseconds
   * @returns why nobody may come now; null if somebody may
   */
  refusal(
    { most, mostNew }: CrowdLimits,
    where: string,
    at: number,
  ): string | null {
    if (this.#count >= most) return `Too many connections ${where}`;
    const rate = { times: mostNew, milliseconds: MINUTE_MS };
    return secondsOver(rate, busyAfter(rate, this.#busyUntil, at), at) === 0
      ? null
      : `Too many new connections ${where}, wait a minute`;
  }

  enter({ mostNew }: CrowdLimits, at: number): void {
    const rate = { times: mostNew, milliseconds: MINUTE_MS };
    this.#busyUntil = busyAfter(rate, this.#busyUntil, at);
    this.#count++;
  }

  /** One is here now who was let in elsewhere. */
  adopt(): void {
    this.#count++;
  }

  /** Until when those that came count for those that come. */
  get busyUntil(): number {
    return this.#busyUntil;
  }

  set busyUntil(at: number) {
    this.#busyUntil = at;
  }

  leave(): void {
    this.#count--;
  }

  /** True once nothing needs to be known of it any more. */
  isOver(at: number): boolean {
    return this.#count === 0 && this.#busyUntil <= at;
  }
}
