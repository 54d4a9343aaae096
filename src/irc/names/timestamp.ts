const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/**
 * Reads a time as commands give it and the tag `time` has it.
 *
 * @returns milliseconds since 1970; null if there is no such time
 * @see IRCv3 server-time
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(parseTimestamp("1970-01-01T00:00:01.500Z"), 1500);
 * assertEquals(parseTimestamp("1970-02-30T00:00:01.500Z"), null);
 * ```
 */
export function parseTimestamp(text: string): number | null {
  if (!TIMESTAMP.test(text)) return null;
  const at = Date.parse(text);
  // A day that a month does not have may be taken for one of the next month.
  const exists = !Number.isNaN(at) && new Date(at).toISOString() === text;
  return exists ? at : null;
}
