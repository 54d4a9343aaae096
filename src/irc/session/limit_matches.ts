import { ERR_TOOMANYMATCHES } from "../wire/numerics.ts";
import type { Context } from "./context.ts";

/**
 * Limits what a query has found to as much as one answer may have, and refuses the rest with 416.
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
