const UNITS: Readonly<Record<string, number>> = {
  w: 604_800_000,
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1000,
};

const MINUTES = /^\d{1,9}$/;
const FORM = /^(?:\d{1,6}[wdhms])+$/i;

/** A hundred years: what is longer is for ever. */
const LONGEST = 36_500 * UNITS.d;

/**
 * @param text a number of minutes, or numbers with units, like `1d2h30m`
 * @returns milliseconds; null if it is no
 *   duration, or longer than a hundred years
 */
export function parseDuration(text: string): number | null {
  if (MINUTES.test(text)) return bounded(Number(text) * UNITS.m);
  if (!FORM.test(text)) return null;
  let milliseconds = 0;
  for (const [, count, unit] of text.matchAll(/(\d+)([a-z])/gi)) {
    milliseconds += Number(count) * UNITS[unit.toLowerCase()];
  }
  return bounded(milliseconds);
}

function bounded(milliseconds: number): number | null {
  return milliseconds <= LONGEST ? milliseconds : null;
}
