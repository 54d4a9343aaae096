/** How often something may be done: so many times count at once, and each of them for a while. */
export interface Rate {
  readonly times: number;
  readonly milliseconds: number;
}

/**
 * @param rate how often it may be done
 * @param busyUntil when what was done until now counts no more, in milliseconds
 *   since 1970
 * @param at now, in milliseconds since 1970
 * @returns when that is if it is done once more
 */
export function busyAfter(rate: Rate, busyUntil: number, at: number): number {
  return Math.max(busyUntil, at) + rate.milliseconds / rate.times;
}

/**
 * @param rate how often it may be done
 * @param busyUntil when what was done, this time too, counts no more
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
