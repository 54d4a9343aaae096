import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Position } from "../../irc/state/archive.ts";
import {
  type Found,
  mayRead,
  type SearchOutcome,
  type SearchPlace,
  type SearchQuery,
} from "../../irc/state/search.ts";
import { type Columns, eventOf } from "../../irc/state/packed_event.ts";
import { conversationWord, nickWord, queryOf } from "./words.ts";

/** How many messages are looked at in one go at first: those where it is begun, then those behind them. */
const FIRST_WINDOW = 500_000;
/** How many it is at least: each go has a cost of its own. */
const LEAST_WINDOW = 50_000;
/** Milliseconds that one go is to take. */
const WINDOW_MS = 20;

/** With words alone, so many that have them are looked at in one go. */
const SAMPLE = 1000;
/** With fewer of them where it is looked, the index is asked for these conversations alone from then on. */
const LEAST_OF_SAMPLE = SAMPLE / 20;
/** With conversations too, at least so many are asked for. */
const LEAST_ASKED = 20;

interface Candidate {
  readonly number: number;
  readonly conversation: number;
  readonly position: Position;
}

/**
 * Looks for messages, from the latest or the oldest on, until there are enough,
 * or no time is left. To ask the index for conversations takes it long, for much
 * is said in some, and mostly the words are rare, or said where it is looked: so
 * it is asked for these alone at first.
 *
 * @param now the time that passes, in milliseconds
 * @param until what that is when it is to be given up
 */
export function search(
  db: DatabaseSync,
  query: SearchQuery,
  now: () => number,
  until: number,
): SearchOutcome {
  const { limit, order, reader, text } = query;
  const places = placesIn(db, query.places);
  const said = text === null ? "" : queryOf(text);
  if (places.size === 0 || said === null) return { found: [], isWhole: true };
  const isOldest = order === "oldest";
  const ask = (places: readonly number[]) =>
    candidates(db, queryFor(query.from, said, places), order);
  const ids = [...places.keys()];
  let isByPlace = said === "";
  let read = ask(isByPlace ? ids : []);
  const event = db.prepare(
    "SELECT position, author, parent, source, said AS text, rest FROM event " +
      "WHERE conversation = ? AND position = ?",
  );
  const found: Found[] = [];
  /** Gives what is meant by a candidate, if it may be found. */
  const foundAt = ({ conversation, position }: Candidate): Found[] => {
    const place = places.get(conversation);
    if (place === undefined || !isWithin(position, place, query)) return [];
    const row = event.get(conversation, position) as Columns | undefined;
    if (row === undefined) return [];
    const meant = { conversation: place.conversation, event: eventOf(row) };
    return mayRead(meant.event, place.rank, reader) ? [meant] : [];
  };
  let [low, high] = numbersIn(db, query);
  let length = FIRST_WINDOW;
  while (low < high && found.length < limit) {
    const begun = now();
    if (begun >= until) return { found: inOrder(found, order), isWhole: false };
    const begin = isOldest ? low : Math.max(low, high - length);
    const end = isOldest ? Math.min(high, low + length) : high;
    const most = isByPlace
      ? Math.max(limit - found.length, LEAST_ASKED)
      : SAMPLE;
    const some = read(begin, end, most);
    const before = found.length;
    for (const each of some) {
      if (found.length === limit) break;
      found.push(...foundAt(each));
    }
    const isFull = some.length === most;
    if (isOldest) low = isFull ? some[most - 1].number : end;
    else high = isFull ? some[most - 1].number - 1 : begin;
    const isRare = found.length - before < LEAST_OF_SAMPLE;
    if (!isByPlace && isFull && isRare) {
      isByPlace = true;
      read = ask(ids);
    }
    const took = now() - begun;
    if (took < WINDOW_MS / 4) length *= 4;
    else if (took > WINDOW_MS) {
      length = Math.max(LEAST_WINDOW, Math.ceil(length / 4));
    }
  }
  return { found: inOrder(found, order), isWhole: true };
}

function inOrder(found: Found[], order: SearchQuery["order"]): Found[] {
  return order === "oldest" ? found : found.reverse();
}

/** Gives messages whose number is greater than the first, and no greater than the second. */
type Candidates = (begin: number, end: number, most: number) => Candidate[];

/** @param asked what FTS5 is asked; "" for any message */
function candidates(
  db: DatabaseSync,
  asked: string,
  order: SearchQuery["order"],
): Candidates {
  const direction = order === "oldest" ? "ASC" : "DESC";
  const range = (number: string) =>
    `${number} > ? AND ${number} <= ? ORDER BY ${number} ${direction} LIMIT ?`;
  const columns = "m.number, m.conversation, m.position";
  const read = (statement: StatementSync, ...params: (string | number)[]) =>
    statement.all(...params) as unknown as Candidate[];
  if (asked === "") {
    const every = db.prepare(
      `SELECT ${columns} FROM message m WHERE ${range("m.number")}`,
    );
    return (begin, end, most) => read(every, begin, end, most);
  }
  const some = db.prepare(
    `SELECT ${columns} FROM words w JOIN message m ON m.number = w.rowid ` +
      `WHERE words MATCH ? AND ${range("w.rowid")}`,
  );
  return (begin, end, most) => read(some, asked, begin, end, most);
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

/**
 * Makes what FTS5 is asked; "" for nothing.
 *
 * @param places the conversations; none for all
 */
function queryFor(
  from: string | null,
  said: string,
  places: readonly number[],
): string {
  const where = places.map(conversationWord).join(" OR ");
  return [
    ...where === "" ? [] : [`place : (${where})`],
    ...from === null ? [] : [`place : ${nickWord(from)}`],
    ...said === "" ? [] : [`said : (${said})`],
  ].join(" AND ");
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
