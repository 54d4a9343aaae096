import type { DatabaseSync } from "node:sqlite";
import type {
  Conversation,
  HistoryEvent,
  Position,
} from "../../irc/state/archive.ts";
import { eventOf, type Row } from "./rows.ts";
import { conversationWord, nickWord, queryOf } from "./words.ts";

/** A conversation that is searched. */
export interface SearchPlace {
  readonly conversation: Conversation;
  /** Only what is after this */
  readonly after: Position;
}

/** What is looked for. */
export interface SearchQuery {
  /** Where: nothing else is looked at */
  readonly places: readonly SearchPlace[];
  /** The nickname that it was said under; null for any */
  readonly from: string | null;
  /** See {@linkcode queryOf}; null for all that was said */
  readonly text: string | null;
  readonly after: Position;
  readonly before: Position;
  /** How many: the latest ones */
  readonly limit: number;
}

/** A message that was found. */
export interface Found {
  readonly conversation: Conversation;
  readonly event: HistoryEvent;
}

/** What a search has come to. */
export interface SearchOutcome {
  /** The oldest first */
  readonly found: readonly Found[];
  /** False if it had to be given up before all was looked at */
  readonly isWhole: boolean;
}

/** How many messages are looked at in one go at first: the index is asked for the latest ones, then for those before. */
const FIRST_WINDOW = 500_000;
/** How many it is at least: each go has a cost of its own. */
const LEAST_WINDOW = 50_000;
/** Milliseconds that one go is to take. */
const WINDOW_MS = 20;

const ROW = "m.number, m.conversation, e.position, e.author, e.parent, " +
  "e.source, e.said AS text, e.rest";

type FoundRow = Row & {
  readonly number: number;
  readonly conversation: number;
};

/**
 * Looks for messages, the latest first, until there are enough, or no time is
 * left.
 *
 * @param read the time that passes, in milliseconds
 * @param until what that is when it is to be given up
 */
export function search(
  db: DatabaseSync,
  query: SearchQuery,
  read: () => number,
  until: number,
): SearchOutcome {
  const places = placesIn(db, query.places);
  const asked = ask(query, [...places.keys()]);
  if (asked === null) return { found: [], isWhole: true };
  const rows = db.prepare(
    `SELECT ${ROW} FROM words w JOIN message m ON m.number = w.rowid ` +
      "JOIN event e ON e.conversation = m.conversation " +
      "AND e.position = m.position " +
      "WHERE words MATCH ? AND w.rowid > ? AND w.rowid <= ? " +
      "ORDER BY w.rowid DESC LIMIT ?",
  );
  const found: Found[] = [];
  const [first, last] = numbersIn(db, query);
  let length = FIRST_WINDOW;
  let end = last;
  while (end > first && found.length < query.limit) {
    const begun = read();
    if (begun >= until) return { found: found.reverse(), isWhole: false };
    const begin = Math.max(first, end - length);
    const most = Math.max(query.limit - found.length, 20);
    const some = rows.all(asked, begin, end, most) as unknown as FoundRow[];
    for (const row of some) {
      const place = places.get(row.conversation);
      if (place === undefined || !isWithin(row.position, place, query)) {
        continue;
      }
      const { conversation } = place;
      if (found.length < query.limit) {
        found.push({ conversation, event: eventOf(row) });
      }
    }
    end = some.length === most ? some[most - 1].number - 1 : begin;
    const took = read() - begun;
    if (took < WINDOW_MS / 4) length *= 4;
    else if (took > WINDOW_MS) {
      length = Math.max(LEAST_WINDOW, Math.ceil(length / 4));
    }
  }
  return { found: found.reverse(), isWhole: true };
}

function isWithin(
  position: Position,
  place: SearchPlace,
  { after, before }: SearchQuery,
): boolean {
  return position > place.after && position > after && position < before;
}

function placesIn(
  db: DatabaseSync,
  places: readonly SearchPlace[],
): Map<number, SearchPlace> {
  const find = db.prepare("SELECT id FROM conversation WHERE name = ?");
  const ids = new Map<number, SearchPlace>();
  for (const place of places) {
    const row = find.get(place.conversation);
    if (row !== undefined) ids.set(Number(row.id), place);
  }
  return ids;
}

/** @returns what FTS5 is asked; null if that is nothing */
function ask(
  { from, text }: SearchQuery,
  places: readonly number[],
): string | null {
  const said = text === null ? "" : queryOf(text);
  if (places.length === 0 || said === null) return null;
  const where = places.map(conversationWord).join(" OR ");
  const parts = [`place : (${where})`];
  if (from !== null) parts.push(`place : ${nickWord(from)}`);
  if (said !== "") parts.push(`said : (${said})`);
  return parts.join(" AND ");
}

/** The numbers of the messages that are looked at: behind the first, up to the second. */
function numbersIn(
  db: DatabaseSync,
  { after, before }: SearchQuery,
): [number, number] {
  const at = db.prepare(
    "SELECT number, position FROM message WHERE number >= ? " +
      "ORDER BY number LIMIT 1",
  );
  const { first, last } = db.prepare(
    "SELECT coalesce((SELECT min(number) FROM message), 1) AS first, " +
      "coalesce((SELECT max(number) FROM message), 0) AS last",
  ).get() as { first: number; last: number };
  /** How many numbers are of what is before a position. */
  const upTo = (position: Position): number => {
    let [from, to] = [first, last + 1];
    while (from < to) {
      const middle = Math.floor((from + to) / 2);
      const row = at.get(middle);
      if (row !== undefined && String(row.position) < position) {
        from = Number(row.number) + 1;
      } else to = middle;
    }
    return from - 1;
  };
  return [upTo(after), upTo(before)];
}
