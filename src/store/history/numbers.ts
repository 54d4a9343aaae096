import type { DatabaseSync } from "node:sqlite";
import type { Position } from "../../irc/state/archive.ts";

/**
 * Gives the number of the last message before a position: messages are numbered
 * in the order in which they were said.
 *
 * @returns 0 if there is none
 */
export function numberBefore(db: DatabaseSync, position: Position): number {
  const at = db.prepare(
    "SELECT number, position FROM message WHERE number >= ? " +
      "ORDER BY number LIMIT 1",
  );
  const { first, last } = db.prepare(
    "SELECT coalesce((SELECT min(number) FROM message), 1) AS first, " +
      "coalesce((SELECT max(number) FROM message), 0) AS last",
  ).get() as { first: number; last: number };
  let [from, to] = [first, last + 1];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    const row = at.get(middle);
    if (row !== undefined && String(row.position) < position) {
      from = Number(row.number) + 1;
    } else to = middle;
  }
  return from - 1;
}
