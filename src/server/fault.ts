/**
 * Tells a fault in one line: what it is, and where it was thrown.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(describeFault("out\nof order"), "out of order");
 * ```
 */
export function describeFault(error: unknown): string {
  if (!(error instanceof Error)) return oneLine(String(error));
  const [, place] = /\n\s*at (.*)/.exec(error.stack ?? "") ?? [];
  const text = `${error.name}: ${error.message}`;
  return oneLine(place === undefined ? text : `${text} (at ${place})`);
}

function oneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, " ");
}
