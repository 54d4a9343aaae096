import { ERR_TOOMANYMATCHES } from "../wire/numerics.ts";
import type { Context } from "./context.ts";

/**
 * Goes through what a query has found, as far as the answer may be long, and
 * says with 416 if there was more.
 *
 * @param found what was found
 * @returns the first of it
 */
export function* limitMatches<Match>(
  context: Context,
  found: Iterable<Match>,
): Generator<Match> {
  let room = context.limits.matches;
  for (const match of found) {
    if (room-- === 0) {
      return context.fail(ERR_TOOMANYMATCHES, context.command.name);
    }
    yield match;
  }
}
