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
import { inOrder, matcherOf } from "./matching.ts";
import { numberBefore } from "./numbers.ts";
import {
  conversationWord,
  isPrefixTerm,
  nickWord,
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

/** So many that are not in the index are looked at. */
const MOST_UNINDEXED = 20_000;

/** With how many messages the time is looked at again. */
const STRETCH = 64;

interface Candidate {
  readonly number: number;
  readonly conversation: number;
  readonly position: Position;
}

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
    ...termsOf(asked),
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
  const isOnce = terms.length === 0 || terms.some(isPrefixTerm);
  if (isOnce || finding.places.size <= FEW_PLACES) {
    return finding.lookWhere(terms);
  }
  const sampled = finding.sample(terms);
  if (sampled === null) return;
  if (finding.isFewElsewhere(sampled)) finding.lookEverywhere(terms);
  else finding.lookWhere(terms);
}

/** One search: what it has found, and where it goes on. */
class Finding {
  readonly #found: Found[] = [];
  readonly #isMeant: ReturnType<typeof matcherOf>;
  readonly #event: StatementSync;
  /** Behind the first, up to the second there is what it has not looked at. */
  #low: number;
  #high: number;
  readonly #length: number;
  #isWhole = true;

  constructor(
    readonly db: DatabaseSync,
    readonly query: SearchQuery,
    readonly places: ReadonlyMap<number, SearchPlace>,
    readonly now: () => number,
    readonly until: number,
  ) {
    this.#isMeant = matcherOf(query);
    this.#event = db.prepare(
      "SELECT position, author, parent, source, said AS text, rest " +
        "FROM event WHERE conversation = ? AND position = ?",
    );
    this.#low = numberBefore(db, query.after);
    this.#high = numberBefore(db, query.before);
    this.#length = this.#high - this.#low;
  }

  /** True if there is enough, or no time is left. */
  get isOver(): boolean {
    return !this.#isWhole || this.#isEnough;
  }

  get outcome(): SearchOutcome {
    const found = inOrder(this.#found, this.query);
    return { found, isWhole: this.#isWhole };
  }

  /** Looks through what is not in the index of words: little, unless it is made anew. */
  lookAtUnindexed(): void {
    const direction = this.query.order === "oldest" ? "ASC" : "DESC";
    const rows = this.db.prepare(
      "SELECT number, conversation, position FROM message WHERE number > ? " +
        "AND number > (SELECT indexed FROM state) AND number <= ? " +
        `ORDER BY number ${direction} LIMIT ?`,
    ).all(this.#low, this.#high, MOST_UNINDEXED);
    this.#look(rows as unknown as Candidate[]);
    if (rows.length === MOST_UNINDEXED) this.#isWhole = false;
  }

  /** Looks at the first that have the words. @returns null if nothing is left to look at */
  sample(terms: readonly string[]): Sampled | null {
    const rows = this.#ask(terms, "", SAMPLE);
    const looked = this.#look(rows.all() as unknown as Candidate[]);
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
    const ids = JSON.stringify([...this.places.keys()]);
    const where = "AND m.conversation IN (SELECT value FROM json_each(?))";
    this.#look(this.#ask(terms, where, -1, ids).iterate());
  }

  /** Asks for those that have the words where it is looked. */
  lookWhere(terms: readonly string[]): void {
    const places = [...this.places.keys()]
      .map((id) => `"${conversationWord(id)}"`).join(" OR ");
    this.#look(this.#ask([...terms, `(${places})`], "", -1).iterate());
  }

  #ask(
    terms: readonly string[],
    where: string,
    limit: number,
    ...params: string[]
  ): { all(): unknown[]; iterate(): Iterable<Candidate> } {
    const direction = this.query.order === "oldest" ? "ASC" : "DESC";
    const statement = this.db.prepare(
      "SELECT m.number, m.conversation, m.position " +
        "FROM words w JOIN message m ON m.number = w.rowid " +
        `WHERE words MATCH ? AND w.rowid > ? AND w.rowid <= ? ${where} ` +
        `ORDER BY w.rowid ${direction} LIMIT ?`,
    );
    const all = [
      terms.join(" AND "),
      this.#low,
      this.#high,
      ...params,
      limit,
    ];
    return {
      all: () => statement.all(...all),
      iterate: () =>
        statement.iterate(...all) as unknown as Iterable<Candidate>,
    };
  }

  get #isEnough(): boolean {
    return this.#found.length >= this.query.limit;
  }

  /** Looks at candidates until there are enough. @returns how many it were */
  #look(candidates: Iterable<Candidate>): number {
    let looked = 0;
    for (const each of candidates) {
      if (looked++ % STRETCH === 0 && this.now() >= this.until) {
        this.#isWhole = false;
        break;
      }
      if (this.query.order === "oldest") this.#low = each.number;
      else this.#high = each.number - 1;
      this.#lookAt(each);
      if (this.#isEnough) break;
    }
    return looked;
  }

  #lookAt({ conversation, position }: Candidate): void {
    const { after, before, reader } = this.query;
    const place = this.places.get(conversation);
    if (place === undefined || position <= place.after) return;
    if (position <= after || position >= before) return;
    const row = this.#event.get(conversation, position);
    if (row === undefined) return;
    const event = eventOf(row as unknown as Columns);
    if (!mayRead(event, place.rank, reader) || !this.#isMeant(event)) return;
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
