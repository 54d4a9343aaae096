const UNIT_MS: Readonly<Record<string, number>> = {
  w: 604_800_000,
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1000,
};

const MINUTES = /^\d{1,9}$/;
const FORM = /^(?:\d{1,6}[wdhms])+$/i;

/** A hundred years: what is longer is for ever. */
const LONGEST_MS = 36_500 * UNIT_MS.d;

/**
 * Reads how long something is to last, as operators and the configuration say it:
 * a number of minutes, or numbers with units.
 *
 * @returns milliseconds; null if it is no duration, or longer than a hundred years
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(parseDuration("90"), 90 * 60_000);
 * assertEquals(parseDuration("1h30m"), 90 * 60_000);
 * assertEquals(parseDuration("soon"), null);
 * ```
 */
export function parseDuration(text: string): number | null {
  if (MINUTES.test(text)) return bounded(Number(text) * UNIT_MS.m);
  if (!FORM.test(text)) return null;
  let milliseconds = 0;
  for (const [, count, unit] of text.matchAll(/(\d+)([a-z])/gi)) {
    milliseconds += Number(count) * UNIT_MS[unit.toLowerCase()];
  }
  return bounded(milliseconds);
}

function bounded(milliseconds: number): number | null {
  return milliseconds <= LONGEST_MS ? milliseconds : null;
}
