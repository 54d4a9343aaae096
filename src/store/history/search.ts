import type { DatabaseSync } from "node:sqlite";
import type { Position } from "../../irc/state/archive.ts";
import {
  type Found,
  mayRead,
  type SearchOutcome,
  type SearchPlace,
  type SearchQuery,
} from "../../irc/state/search.ts";
import {
  type Columns,
  eventOf,
  wordsOf,
} from "../../irc/state/packed_event.ts";
import { inOrder, type Matcher, matcherOf } from "./matching.ts";
import { numberBefore } from "./numbers.ts";
import {
  conversationWord,
  nickWord,
  type Term,
  termsOf,
  wordsOfQuery,
} from "./words.ts";

/** In so few conversations the index can be asked for them too at once. */
const FEW_PLACES = 8;

/** Else so many messages that have the words are looked at first, wherever they were said. */
const SAMPLE = 1000;

/**
 * For each conversation so many that have the words are looked through for those
 * said there: if it were more, the index is asked for both.
 */
const MOST_ELSEWHERE = 1000;

/** For so many terms the index is asked at once: each costs time, and more of them find hardly less. */
const MOST_TERMS = 8;

/** As so many words the beginning of a word is asked for. */
const MOST_WORDS = 200;

/** So many that are not in the index are looked at. */
const MOST_UNINDEXED = 20_000;

/** With how many messages the time is looked at again. */
const STRETCH = 64;

/** A message that may be meant. */
interface Candidate {
  readonly number: number;
  readonly conversation: number;
  readonly position: Position;
}

/** With what there is of it; nothing where it was said elsewhere. */
type Looked = Candidate & (Columns | { readonly rest: null });

/** Messages, with what there is of those said where it is looked. */
const EVENTS = "event e ON e.conversation = m.conversation AND " +
  "e.position = m.position AND e.conversation IN " +
  "(SELECT value FROM json_each(?))";

const COLUMNS = "m.number, m.conversation, m.position, e.author, e.parent, " +
  "e.source, e.said AS text, e.rest";

/** Which of what has been looked at is where it is looked. */
interface Sampled {
  readonly looked: number;
  readonly found: number;
}

/**
 * Looks for messages, from the latest or the oldest on, until there are enough,
 * or no time is left. To ask the index for many conversations takes it long, and
 * mostly the words are rare, or said where it is looked: so it is asked for these
 * alone at first.
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
  const { from, text } = query;
  const places = placesIn(db, query.places);
  const asked = text === null ? [] : wordsOfQuery(text);
  if (places.size === 0 || (text !== null && asked.length === 0)) {
    return { found: [], isWhole: true };
  }
  const terms = [
    ...mostTelling(termsOf(asked)).map((term) => asTerm(db, term)),
    ...from === null ? [] : [`"${nickWord(from)}"`],
  ];
  const finding = new Finding(db, query, places, now, until);
  if (query.order === "newest") finding.lookAtUnindexed();
  if (!finding.isOver) lookByIndex(finding, terms);
  if (query.order === "oldest" && !finding.isOver) finding.lookAtUnindexed();
  return finding.outcome;
}

function lookByIndex(finding: Finding, terms: readonly string[]): void {
  // To look for what begins so takes long each time.
  const isOnce = terms.length === 0 ||
    terms.some((term) => term.endsWith("*"));
  if (isOnce || finding.places.size <= FEW_PLACES) {
    return finding.lookWhere(terms);
  }
  const sampled = finding.sample(terms);
  if (sampled === null) return;
  if (finding.isFewElsewhere(sampled)) finding.lookEverywhere(terms);
  else finding.lookWhere(terms);
}

/** Gives those that fewest messages have, as far as can be told: all others are looked for in what is found. */
function mostTelling(terms: readonly Term[]): Term[] {
  const byName = new Map(
    terms.map((term) => [`${term.word} ${term.isPrefix}`, term]),
  );
  return [...byName.values()].sort((a, b) =>
    Number(a.isPrefix) - Number(b.isPrefix) || b.word.length - a.word.length
  ).slice(0, MOST_TERMS);
}

/**
 * Makes a term one that FTS5 is asked for. What begins so it would put together
 * of all words first; where these are few, they can be asked for as words.
 */
function asTerm(db: DatabaseSync, { isPrefix, word }: Term): string {
  if (!isPrefix) return `"${word}"`;
  db.exec(
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary " +
      "USING fts5vocab(main, words, instance)",
  );
  const next = db.prepare(
    "SELECT term FROM vocabulary WHERE term >= ? LIMIT 1",
  );
  const words: string[] = [];
  for (let from = word; words.length <= MOST_WORDS;) {
    const found = next.get(from);
    if (found === undefined || !String(found.term).startsWith(word)) {
      const all = words.length === 0 ? [word] : words;
      return `(${all.map((each) => `"${each}"`).join(" OR ")})`;
    }
    words.push(String(found.term));
    from = `${found.term}\x01`;
  }
  return `"${word}" *`;
}

/** One search: what it has found, and where it goes on. */
class Finding {
  readonly #found: Found[] = [];
  readonly #isMeant: Matcher;
  /** Where it is looked, as JSON */
  readonly #ids: string;
  /** Behind the first, up to the second there is what it has not looked at. */
  #low: number;
  #high: number;
  readonly #length: number;
  #isTimeUp = false;
  /** False if something was passed over. */
  #isWhole = true;

  constructor(
    readonly db: DatabaseSync,
    readonly query: SearchQuery,
    readonly places: ReadonlyMap<number, SearchPlace>,
    readonly now: () => number,
    readonly until: number,
  ) {
    this.#isMeant = matcherOf(query);
    this.#ids = JSON.stringify([...places.keys()]);
    this.#low = numberBefore(db, query.after);
    this.#high = numberBefore(db, query.before);
    this.#length = this.#high - this.#low;
  }

  /** True if there is enough, or no time is left. */
  get isOver(): boolean {
    return this.#isTimeUp || this.#isEnough;
  }

  get outcome(): SearchOutcome {
    const found = inOrder(this.#found, this.query);
    return { found, isWhole: this.#isWhole && !this.#isTimeUp };
  }

  /** Looks through what is not in the index of words: little, unless it is made anew. */
  lookAtUnindexed(): void {
    const looked = this.#look(this.#ask(
      `message m LEFT JOIN ${EVENTS} ` +
        "WHERE m.number > max(?, (SELECT indexed FROM state)) " +
        "AND m.number <= ?",
      "m.number",
      MOST_UNINDEXED,
    ));
    if (looked === MOST_UNINDEXED) this.#isWhole = false;
  }

  /** Looks at the first that have the words. @returns null if nothing is left to look at */
  sample(terms: readonly string[]): Sampled | null {
    const rows = this.#askIndex("LEFT JOIN", terms, SAMPLE);
    const looked = this.#look(rows);
    if (looked < SAMPLE || this.isOver) return null;
    return { looked, found: this.#found.length };
  }

  /** Tells whether few enough have the words that all may be looked through. */
  isFewElsewhere({ found, looked }: Sampled): boolean {
    const left = this.#high - this.#low;
    const inAll = looked * this.#length / (this.#length - left);
    const needed = looked * this.query.limit / found;
    return Math.min(inAll, needed) <= MOST_ELSEWHERE * this.places.size;
  }

  /** Looks through all that have the words for those said where it is looked. */
  lookEverywhere(terms: readonly string[]): void {
    this.#look(this.#askIndex("JOIN", terms, -1));
  }

  /** Asks for those that have the words where it is looked. */
  lookWhere(terms: readonly string[]): void {
    const places = [...this.places.keys()]
      .map((id) => `"${conversationWord(id)}"`).join(" OR ");
    this.#look(this.#askIndex("JOIN", [...terms, `(${places})`], -1));
  }

  #askIndex(
    join: "JOIN" | "LEFT JOIN",
    terms: readonly string[],
    limit: number,
  ): Iterable<Looked> {
    return this.#ask(
      `words w CROSS JOIN message m ON m.number = w.rowid ${join} ${EVENTS} ` +
        "WHERE w.rowid > ? AND w.rowid <= ? AND words MATCH ?",
      "w.rowid",
      limit,
      terms.join(" AND "),
    );
  }

  /** @param number what the messages are in the order of */
  #ask(
    from: string,
    number: "m.number" | "w.rowid",
    limit: number,
    ...params: string[]
  ): Iterable<Looked> {
    const direction = this.query.order === "oldest" ? "ASC" : "DESC";
    const statement = this.db.prepare(
      `SELECT ${COLUMNS} FROM ${from} ORDER BY ${number} ${direction} LIMIT ?`,
    );
    const all = [this.#ids, this.#low, this.#high, ...params, limit];
    return statement.iterate(...all) as unknown as Iterable<Looked>;
  }

  get #isEnough(): boolean {
    return this.#found.length >= this.query.limit;
  }

  /** Looks at candidates until there are enough. @returns how many it were */
  #look(candidates: Iterable<Looked>): number {
    let looked = 0;
    for (const each of candidates) {
      if (looked++ % STRETCH === 0 && this.now() >= this.until) {
        this.#isTimeUp = true;
        break;
      }
      if (this.query.order === "oldest") this.#low = each.number;
      else this.#high = each.number - 1;
      this.#lookAt(each);
      if (this.#isEnough) break;
    }
    return looked;
  }

  #lookAt(each: Looked): void {
    const { after, before, reader } = this.query;
    const { conversation, position, rest } = each;
    const place = this.places.get(conversation);
    if (place === undefined || rest === null) return;
    if (position <= place.after || position <= after || position >= before) {
      return;
    }
    if (!this.#isMeant(each.source, wordsOf(each))) return;
    const event = eventOf(each);
    if (!mayRead(event, place.rank, reader)) return;
    this.#found.push({ conversation: place.conversation, event });
  }
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
