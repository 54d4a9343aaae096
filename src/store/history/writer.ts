import type { DatabaseSync } from "node:sqlite";
import type { Position } from "../../irc/state/archive.ts";
import type { Jot } from "../../irc/state/jot.ts";
import { transact } from "../migrations.ts";
import { Conversations, type Known } from "./conversations.ts";
import { Eraser } from "./eraser.ts";
import { isDamage, isPassing } from "./history_file.ts";
import type { JournalPlace, JournalRecord } from "./journal.ts";
import {
  type NewRow,
  type Order,
  type Task,
  unpackOrders,
  unpackRow,
} from "./rows.ts";
import { Statements } from "./statements.ts";
import { type IndexedRow, WordIndex } from "./word_index.ts";

/** Of how many events at a time that are written the index of words need not read its part again. */
const MOST_AT_HAND = 32_000;

/** A row that is to be written, and where it belongs. */
interface Numbered {
  readonly row: NewRow;
  readonly known: Known;
  /** What a message has; null for what is none */
  readonly number: number | null;
}

/**
 * Writes a history. What it is told is done whole or not at all; what would take
 * long is done in pieces, which whoever has it asks for.
 */
export class HistoryWriter {
  readonly conversations: Conversations;
  readonly #statements: Statements;
  readonly #index: WordIndex;
  readonly #eraser: Eraser;
  /** The number of the last message. */
  #last: number;
  /** The position of the latest event. */
  #latest: Position;
  /** All that is not in the index of words, as it was written last; null if there is more. */
  #atHand: Numbered[] | null = null;
  /** True if pages may still hold what was deleted from them. */
  #isUnclean: boolean;
  /** How many bytes an event took when the file was written anew, with all that belongs to it; null if that was not seen. */
  #bytesAnEvent: number | null = null;

  constructor(readonly db: DatabaseSync) {
    const statements = new Statements(db);
    this.#statements = statements;
    this.conversations = new Conversations(statements);
    this.#index = new WordIndex(statements);
    this.#eraser = new Eraser(statements, this.conversations, this.#index);
    const last = statements.number("SELECT max(number) FROM message");
    this.#last = Math.max(last, this.#index.upTo);
    const { latest, unclean } = statements.prepare(
      "SELECT latest, unclean FROM state",
    ).get() as { latest: Position; unclean: number };
    this.#latest = latest;
    this.#isUnclean = unclean !== 0;
    this.#withIndex(() => {
      if (!this.#index.isInOrder) this.#index.drop();
    });
  }

  /** Up to where all that was in a journal is written. */
  get journalled(): JournalPlace {
    return this.#statements.get("SELECT run, batch FROM state")!;
  }

  /** Writes what is left in a journal, in its order; what is written already is passed over. */
  recover(records: readonly JournalRecord[]): void {
    const { batch, run } = this.journalled;
    this.#writeEach(
      records.filter((record) => record.run !== run || record.batch > batch),
    );
  }

  /** Writes what a former version has left in the table that was its journal. */
  recoverTable(): void {
    const left = this.#statements.all<{ orders: Uint8Array }>(
      "SELECT orders FROM journal ORDER BY id",
    );
    if (left.length === 0) return;
    const place = this.journalled;
    const decoder = new TextDecoder();
    this.#writeEach(
      left.map(({ orders }) => ({ ...place, orders: decoder.decode(orders) })),
    );
    this.#transact(() => this.#statements.run("DELETE FROM journal"));
  }

  /** Writes all of some records that can be understood. */
  #writeEach(records: readonly JournalRecord[]): void {
    const last = records.at(-1);
    if (last === undefined) return;
    const all = records.map(({ orders }) => orders).join("");
    if (this.#tryToWrite(all, last)) return;
    for (const record of records) this.#tryToWrite(record.orders, record);
  }

  /** @returns false if it cannot be written, now and ever */
  #tryToWrite(orders: string, place: JournalPlace): boolean {
    try {
      this.write(orders, place);
      return true;
    } catch (error) {
      if (isDamage(error) || isPassing(error)) throw error;
      return false;
    }
  }

  /** True if something was deleted of which a page may still have a copy. */
  get isUnclean(): boolean {
    return this.#isUnclean;
  }

  /**
   * Carries out orders, in one transaction.
   *
   * @param place where the last of them stands in the journal
   * @returns how many events are new
   */
  write(orders: string, { batch, run }: JournalPlace): number {
    let isPlain = this.unindexed === 0;
    const added = this.#transact(() => {
      const added: Numbered[] = [];
      let events: string[] = [];
      for (const order of unpackOrders(orders)) {
        if (order.kind === "event") {
          events.push(order.packed);
          continue;
        }
        added.push(...this.#addAll(events));
        events = [];
        this.#carryOut(order);
        if (order.kind !== "jot") isPlain = false;
      }
      added.push(...this.#addAll(events));
      this.conversations.writeDown();
      this.#statements.run(
        "UPDATE state SET latest = ?, run = ?, batch = ?",
        this.#latest,
        run,
        batch,
      );
      return added;
    });
    if (isPlain && added.length <= MOST_AT_HAND) this.#atHand = added;
    return added.length;
  }

  #carryOut(order: Exclude<Order, { kind: "event" }>): void {
    switch (order.kind) {
      case "erase":
        if (this.#eraser.erase(order.conversation, order.id) > 0) this.#soil();
        return;
      case "task":
        return this.#statements.run(
          "INSERT OR IGNORE INTO task VALUES (?, ?)",
          order.task.id,
          JSON.stringify(order.task),
        );
      case "jot":
        return this.#jot(order.jot);
    }
  }

  /** Adds events. @returns those that are new, in their order */
  #addAll(events: readonly string[]): Numbered[] {
    const added = events.map((packed) => this.#numbered(packed))
      .filter((each) => each !== null);
    // One conversation after the other: pages of one are near each other.
    const sorted = added.toSorted((a, b) => a.known.id - b.known.id);
    this.#statements.insert(
      "INSERT OR IGNORE INTO event",
      sorted.map(({ known, number, row }) => [
        known.id,
        row.position,
        number,
        row.author,
        row.parent,
        row.source,
        row.text,
        row.rest,
      ]),
    );
    const messages = added.filter(({ number }) => number !== null);
    this.#statements.insert(
      "INSERT INTO message",
      messages.map((
        { known, number, row },
      ) => [number, known.id, row.position]),
    );
    for (const { known, number, row: { position } } of added) {
      this.conversations.added(known, number === null ? null : position);
    }
    return added;
  }

  /** Gives the row of an event; null if it is none, or is there already: what was written before a worker died is. */
  #numbered(packed: string): Numbered | null {
    let row: NewRow;
    try {
      row = unpackRow(packed);
    } catch {
      return null;
    }
    const known = this.conversations.of(row.conversation);
    const { position } = row;
    if (position > this.#latest) this.#latest = position;
    else if (this.#has(known, position)) return null;
    return { row, known, number: row.isMessage ? ++this.#last : null };
  }

  #has({ id }: Known, position: Position): boolean {
    return this.#statements.prepare(
      "SELECT 1 FROM event WHERE conversation = ? AND position = ?",
    ).get(id, position) !== undefined;
  }

  #jot({ key, kind, value }: Jot): void {
    if (value === null) {
      return this.#statements.run(
        "DELETE FROM jot WHERE kind = ? AND key = ?",
        kind,
        key,
      );
    }
    this.#statements.run(
      // A new row takes the place of the old one: it is the last of all.
      "INSERT OR REPLACE INTO jot (kind, key, value) VALUES (?, ?, ?)",
      kind,
      key,
      value,
    );
  }

  /** Puts messages into the index of words that are not there yet, at most so many where they are to be read. */
  index(limit: number): void {
    if (this.unindexed === 0) return;
    const atHand = this.#takeAtHand();
    this.#withIndex(() => {
      if (atHand === null) this.#index.addNext(limit, this.#last);
      else this.#index.add(atHand, this.#last);
    });
  }

  #takeAtHand(): IndexedRow[] | null {
    const messages = this.#atHand?.flatMap(({ known, number, row }) => {
      const { author, rest, source, text } = row;
      const { id: conversation } = known;
      return number === null
        ? []
        : { number, conversation, author, source, text, rest };
    });
    this.#atHand = null;
    return messages ?? null;
  }

  /** How many messages are not in the index of words. */
  get unindexed(): number {
    return this.#last - this.#index.upTo;
  }

  /** Does something with the index of words; one that is damaged is made anew, of what there is. */
  #withIndex(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!isDamage(error)) throw error;
      this.#index.drop();
    }
  }

  /** The deletions that are not over. */
  tasks(): Task[] {
    return this.#statements.prepare("SELECT value FROM task ORDER BY id").all()
      .map(({ value }) => JSON.parse(String(value)));
  }

  /** A deletion is over. */
  end({ id }: Task): void {
    this.#transact(() => {
      this.#statements.run("DELETE FROM task WHERE id = ?", id);
      this.#soil();
    });
  }

  /** Has the file written anew some time: see {@linkcode HistoryWriter.clean}. */
  soil(): void {
    this.#transact(() => this.#soil());
  }

  #soil(): void {
    if (!this.#isUnclean) this.#statements.run("UPDATE state SET unclean = 1");
    this.#isUnclean = true;
  }

  /** See {@linkcode Eraser.deleteOldest}. */
  deleteOldest(conversation: number, before: Position, limit: number): number {
    return this.#transact(() =>
      this.#eraser.deleteOldest(conversation, before, limit)
    );
  }

  /** See {@linkcode Eraser.deleteAuthor}. */
  deleteAuthor(author: string, before: Position, limit: number): number {
    return this.#transact(() =>
      this.#eraser.deleteAuthor(author, before, limit)
    );
  }

  /** The position that a share of all messages is before; null if there are none. */
  positionOf(share: number): string | null {
    const { first, last } = this.#statements.prepare(
      "SELECT (SELECT min(number) FROM message) AS first, " +
        "(SELECT max(number) FROM message) AS last",
    ).get() as { first: number | null; last: number | null };
    if (first === null || last === null) return null;
    const found = this.#statements.prepare(
      "SELECT position FROM message WHERE number > ? ORDER BY number LIMIT 1",
    ).get(first + Math.floor((last - first) * share));
    return found === undefined ? null : String(found.position);
  }

  /** How many bytes are in use, of those that the file has. */
  sizes(): { used: number; free: number } {
    const pages = this.#statements.number("PRAGMA page_count");
    const free = this.#statements.number("PRAGMA freelist_count");
    const size = this.#statements.number("PRAGMA page_size");
    return { used: (pages - free) * size, free: free * size };
  }

  /** How many bytes there are, about, but for what was deleted and leaves pages that are not full. */
  get bytesKept(): number {
    const events = this.#statements.number(
      "SELECT sum(events) FROM conversation",
    );
    if (!this.#isUnclean || this.#bytesAnEvent === null) {
      this.#bytesAnEvent = this.sizes().used / Math.max(1, events);
    }
    return this.#bytesAnEvent * events;
  }

  /** Gives pages that are not in use back. */
  shrink(pages: number): void {
    this.db.exec(`PRAGMA incremental_vacuum(${pages})`);
  }

  /**
   * Writes the whole file anew. What was deleted is overwritten where it was;
   * this is for what SQLite has moved before.
   */
  clean(): void {
    this.#withIndex(() => this.#index.rewrite());
    this.db.exec("VACUUM");
    this.#transact(() => this.#statements.run("UPDATE state SET unclean = 0"));
    this.#isUnclean = false;
  }

  /**
   * Has the log of what was written last hold nothing any more.
   *
   * @returns false if somebody reads it
   */
  emptyLog(): boolean {
    const row = this.db.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get();
    return row?.busy === 0;
  }

  close(): void {
    this.#statements.clear();
    this.db.close();
  }

  #transact<Result>(work: () => Result): Result {
    try {
      return this.#attempt(work);
    } catch (error) {
      if (!isDamage(error)) throw error;
      // It may be one of the index of words, which can be made anew.
      this.#index.drop();
      return this.#attempt(work);
    }
  }

  #attempt<Result>(work: () => Result): Result {
    // It may change what is at hand.
    this.#atHand = null;
    const [last, latest, isUnclean] = [
      this.#last,
      this.#latest,
      this.#isUnclean,
    ];
    try {
      return transact(this.db, work);
    } catch (error) {
      // What is known may not be so.
      this.#last = last;
      this.#latest = latest;
      this.conversations.forget();
      this.#isUnclean = isUnclean;
      throw error;
    }
  }
}
