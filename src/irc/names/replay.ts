import { parseDuration } from "./duration.ts";

/** What of what was said is shown to a client that joins, and cannot ask for it itself. */
export interface Replay {
  /** The most messages */
  readonly lines: number;
  /** How old they may be, in milliseconds; null for any age */
  readonly milliseconds: number | null;
}

/** What stands for no replay. */
export const NO_REPLAY = "off";

/** The most lines that a replay may have. */
export const MOST_REPLAYED = 1000;

/** How a replay is written, for HELP. */
export const REPLAY_FORM =
  "a number of lines, a time like 2h, or both like 50:2h";

/**
 * Reads how much is to be replayed: a number of lines, a time with its unit, or both with a colon between.
 *
 * @returns null if it is none of these
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(parseReplay("50"), { lines: 50, milliseconds: null });
 * assertEquals(parseReplay("50:1h"), { lines: 50, milliseconds: 3_600_000 });
 * assertEquals(parseReplay("1h"), { lines: 1000, milliseconds: 3_600_000 });
 * assertEquals(parseReplay("soon"), null);
 * ```
 */
export function parseReplay(text: string): Replay | null {
  const [, lines, time] = /^(?:(\d{1,4})(?::|$))?([\da-z]*)$/i.exec(text) ?? [];
  if (lines === undefined && !time) return null;
  const count = lines === undefined ? MOST_REPLAYED : Number(lines);
  if (count === 0 || count > MOST_REPLAYED) return null;
  if (time === "" || time === undefined) {
    return text.endsWith(":") ? null : { lines: count, milliseconds: null };
  }
  // Without a unit it is a number of lines that has too many digits.
  const milliseconds = /^\d+$/.test(time) ? null : parseDuration(time);
  return milliseconds === null || milliseconds === 0
    ? null
    : { lines: count, milliseconds };
}
