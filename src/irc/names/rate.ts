/**
 * How often something may be done: so many times at once, and each of them counts
 * for a while.
 */
export interface Rate {
  readonly times: number;
  readonly milliseconds: number;
}

/**
 * Counts that something is done once more.
 *
 * @param busyUntil when what was done until now counts no more, in milliseconds since 1970
 * @param at now, in milliseconds since 1970
 * @returns the new `busyUntil`
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const rate = { times: 2, milliseconds: 10_000 };
 * const once = busyAfter(rate, 0, 1_000_000);
 * assertEquals(secondsOver(rate, once, 1_000_000), 0);
 * const twice = busyAfter(rate, once, 1_000_000);
 * assertEquals(secondsOver(rate, twice, 1_000_000), 0);
 * const thrice = busyAfter(rate, twice, 1_000_000);
 * assertEquals(secondsOver(rate, thrice, 1_000_000), 5);
 * ```
 */
export function busyAfter(rate: Rate, busyUntil: number, at: number): number {
  // Whole milliseconds: what fractions lose would be one time too few.
  return Math.max(busyUntil, at) + Math.floor(rate.milliseconds / rate.times);
}

/**
 * Tells whether it was done too often.
 *
 * @param busyUntil as {@linkcode busyAfter} gave it, this time counted too
 * @param at now, in milliseconds since 1970
 * @returns how many seconds it has to wait; 0 if it may be done
 */
export function secondsOver(
  { milliseconds }: Rate,
  busyUntil: number,
  at: number,
): number {
  return Math.ceil(Math.max(0, busyUntil - at - milliseconds) / 1000);
}
