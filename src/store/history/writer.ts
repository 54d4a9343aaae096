import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Conversation, Party } from "../../irc/state/archive.ts";
import type { Jot } from "../../irc/state/jot.ts";
import { transact } from "../migrations.ts";
import { WORDS_TABLE } from "./history_file.ts";
import {
  type NewRow,
  type Order,
  type Task,
  unpackOrders,
  unpackRow,
} from "./rows.ts";
import { wordsOf } from "../../irc/state/packed_event.ts";
import { placeOf, spaced } from "./words.ts";

/** How many conversations are known by heart. */
const MOST_KNOWN = 10_000;

/** What is known of a conversation while it is written to. */
interface Known {
  readonly id: number;
  /** What has come since it was written down. */
  events: number;
  latest: string;
}

/** A row that is to be written, where it belongs. */
interface Numbered extends NewRow {
  readonly known: Known;
  readonly number: number | null;
}

/** A row as it is deleted. */
interface Doomed {
  readonly position: string;
  readonly number: number | null;
  readonly author: string | null;
  readonly source: string;
  readonly said: string | null;
  readonly rest: string;
}

const DOOMED = "position, number, author, source, said, rest";

/**
 * Writes a history. What it is told is done whole or not at all; what would take
 * long is done in pieces, by {@linkcode HistoryWriter.work}.
 */
export class HistoryWriter {
  readonly #known = new Map<Conversation, Known>();
  #touched = new Set<Known>();
  readonly #statements = new Map<string, StatementSync>();
  /** The number of the last message. */
  #last: number;
  /** Up to which number messages are in the index of words. */
  #indexed: number;
  /** Events that were no events. */
  damaged = 0;
  /** True if pages may still hold what was deleted from them. */
  #isUnclean: boolean;

  constructor(readonly db: DatabaseSync) {
    this.#indexed = this.#number("SELECT indexed FROM state");
    const last = this.#number("SELECT max(number) FROM message");
    this.#last = Math.max(last, this.#indexed);
    this.#isUnclean = this.#number("SELECT unclean FROM state") !== 0;
  }

  /** True if something was deleted of which a page may still have a copy. */
  get isUnclean(): boolean {
    return this.#isUnclean;
  }

  /** Does what a batch says, in one transaction. @returns how many events were written */
  write(batch: string): number {
    const orders = unpackOrders(batch);
    let written = 0;
    this.#transact(() => {
      let events: string[] = [];
      for (const order of orders) {
        if (order.kind === "event") {
          events.push(order.packed);
          continue;
        }
        written += this.#addAll(events);
        events = [];
        this.#carryOut(order);
      }
      written += this.#addAll(events);
      this.#writeDown();
    });
    return written;
  }

  #carryOut(order: Exclude<Order, { kind: "event" }>): void {
    switch (order.kind) {
      case "erase":
        return this.#erase(order.conversation, order.id);
      case "task":
        return this.#run(
          "INSERT OR IGNORE INTO task VALUES (?, ?)",
          order.task.id,
          JSON.stringify(order.task),
        );
      case "jot":
        return this.#jot(order.jot);
    }
  }

  /** Adds events, one conversation after the other: pages of one are near each other. @returns how many are new */
  #addAll(events: readonly string[]): number {
    const rows = events.map((packed) => this.#numbered(packed))
      .filter((row) => row !== null)
      .sort((a, b) =>
        a.known.id - b.known.id || (a.number ?? 0) - (b.number ?? 0)
      );
    let written = 0;
    for (const row of rows) written += this.#add(row);
    return written;
  }

  /** Gives the row of an event, which has its number if it is a message; null if it is no event. */
  #numbered(packed: string): Numbered | null {
    let row: NewRow;
    try {
      row = unpackRow(packed);
    } catch {
      this.damaged++;
      return null;
    }
    const number = row.isMessage ? ++this.#last : null;
    return { ...row, known: this.#knownOf(row.conversation), number };
  }

  #add(row: Numbered): number {
    const { known, number, position } = row;
    // What was written before a worker died is there already.
    const { changes } = this.#statement(
      "INSERT OR IGNORE INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    ).run(
      known.id,
      position,
      number,
      row.author,
      row.parent,
      row.source,
      row.text,
      row.rest,
    );
    if (changes === 0) return 0;
    known.events++;
    this.#touched.add(known);
    if (number === null) return 1;
    if (position > known.latest) known.latest = position;
    this.#statement("INSERT INTO message VALUES (?, ?, ?)")
      .run(number, known.id, position);
    return 1;
  }

  #knownOf(name: Conversation): Known {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    if (this.#known.size >= MOST_KNOWN) {
      this.#writeDown();
      this.#known.clear();
    }
    const [one = null, other = null] = name.includes(" ")
      ? name.split(" ")
      : [];
    this.#run(
      "INSERT OR IGNORE INTO conversation (name, one, other) VALUES (?, ?, ?)",
      name,
      one,
      other,
    );
    const found = this.#statement(
      "SELECT id, latest FROM conversation WHERE name = ?",
    ).get(name) as { id: number; latest: string };
    const added = { id: found.id, events: 0, latest: found.latest };
    this.#known.set(name, added);
    return added;
  }

  #writeDown(): void {
    for (const known of this.#touched) {
      this.#run(
        "UPDATE conversation SET events = events + ?, latest = max(latest, ?) " +
          "WHERE id = ?",
        known.events,
        known.latest,
        known.id,
      );
      known.events = 0;
    }
    this.#touched.clear();
  }

  #jot({ key, kind, value }: Jot): void {
    if (value === null) {
      return this.#run("DELETE FROM jot WHERE kind = ? AND key = ?", kind, key);
    }
    this.#run(
      // A new row takes the place of the old one: it is the last of all.
      "INSERT OR REPLACE INTO jot (kind, key, value) VALUES (?, ?, ?)",
      kind,
      key,
      value,
    );
  }

  /** Deletes an event and what belongs to it. */
  #erase(name: Conversation, id: string): void {
    this.#writeDown();
    const found = this.#statement(
      "SELECT id FROM conversation WHERE name = ?",
    ).get(name) as { id: number } | undefined;
    if (found === undefined) return;
    const rows = [
      ...this.#doomed("position = ?", found.id, id),
      ...this.#doomed("parent = ?", found.id, id),
    ];
    this.#delete(found.id, rows);
    if (rows.length > 0) this.#soil();
  }

  #doomed(which: string, conversation: number, ...values: string[]): Doomed[] {
    return this.#statement(
      `SELECT ${DOOMED} FROM event WHERE conversation = ? AND ${which}`,
    ).all(conversation, ...values) as unknown as Doomed[];
  }

  /** Deletes rows of a conversation within a transaction. */
  #delete(conversation: number, rows: readonly Doomed[]): void {
    if (rows.length === 0) return;
    for (const row of rows) {
      const { number, position } = row;
      if (number !== null) {
        if (number <= this.#indexed) {
          this.#run(
            "INSERT INTO words (words, rowid, place, said) " +
              "VALUES ('delete', ?, ?, ?)",
            number,
            ...wordsOfRow(conversation, row),
          );
        }
        this.#run("DELETE FROM message WHERE number = ?", number);
      }
      this.#run(
        "DELETE FROM event WHERE conversation = ? AND position = ?",
        conversation,
        position,
      );
    }
    this.#run(
      "UPDATE conversation SET events = events - ? WHERE id = ?",
      rows.length,
      conversation,
    );
    const { events, latest, name } = this.#statement(
      "SELECT name, latest, events FROM conversation WHERE id = ?",
    ).get(conversation) as { name: string; latest: string; events: number };
    if (events <= 0) {
      this.#run("DELETE FROM conversation WHERE id = ?", conversation);
      this.#known.delete(name);
    } else if (rows.some(({ position }) => position === latest)) {
      this.#run(
        "UPDATE conversation SET latest = coalesce((SELECT position FROM event " +
          "WHERE conversation = ?1 AND number IS NOT NULL " +
          "ORDER BY position DESC LIMIT 1), '') WHERE id = ?1",
        conversation,
      );
      this.#known.delete(name);
    }
  }

  /**
   * Puts messages into the index of words that are not there yet.
   *
   * @returns true if there are more
   */
  index(limit: number): boolean {
    if (this.#indexed >= this.#last) return false;
    const rows = this.#statement(
      "SELECT m.number, m.conversation, e.author, e.source, e.said, e.rest " +
        "FROM message m JOIN event e ON e.conversation = m.conversation " +
        "AND e.position = m.position WHERE m.number > ? " +
        "ORDER BY m.number LIMIT ?",
    ).all(this.#indexed, limit) as unknown as (Doomed & {
      readonly number: number;
      readonly conversation: number;
    })[];
    const indexed = rows.length < limit
      ? this.#last
      : rows[rows.length - 1].number;
    this.#transact(() => {
      const add = this.#statement(
        "INSERT INTO words (rowid, place, said) VALUES (?, ?, ?)",
      );
      for (const row of rows) {
        add.run(row.number, ...wordsOfRow(row.conversation, row));
      }
      this.#run("UPDATE state SET indexed = ?", indexed);
    });
    this.#indexed = indexed;
    return indexed < this.#last;
  }

  /** How many messages are not in the index of words. */
  get unindexed(): number {
    return this.#last - this.#indexed;
  }

  /** Makes the index of words anew. */
  dropIndex(): void {
    this.#statements.clear();
    this.#transact(() => {
      this.db.exec(`DROP TABLE words; ${WORDS_TABLE}`);
      this.db.exec("UPDATE state SET indexed = 0");
    });
    this.#indexed = 0;
  }

  /** The deletions that are not over. */
  tasks(): Task[] {
    return this.#statement("SELECT value FROM task ORDER BY id").all()
      .map(({ value }) => JSON.parse(String(value)));
  }

  /** A deletion is over. */
  end({ id }: Task): void {
    this.#transact(() => {
      this.#run("DELETE FROM task WHERE id = ?", id);
      this.#soil();
    });
  }

  /** Has the file written anew some time: see {@linkcode HistoryWriter.clean}. */
  soil(): void {
    this.#transact(() => this.#soil());
  }

  #soil(): void {
    if (!this.#isUnclean) this.#run("UPDATE state SET unclean = 1");
    this.#isUnclean = true;
  }

  /** The conversations behind one that has a number, in the order of those. */
  conversations(
    behind: number,
    limit: number,
  ): { id: number; events: number }[] {
    return this.#statement(
      "SELECT id, events FROM conversation WHERE id > ? ORDER BY id LIMIT ?",
    ).all(behind, limit) as { id: number; events: number }[];
  }

  /** Finds a conversation by its name, if it is there. */
  idOf(name: Conversation): number[] {
    return this.#statement("SELECT id FROM conversation WHERE name = ?")
      .all(name).map(({ id }) => Number(id));
  }

  /** Finds the private conversations of somebody. */
  idsOf(person: Party): number[] {
    return this.#statement(
      "SELECT id FROM conversation WHERE one = ?1 " +
        "UNION SELECT id FROM conversation WHERE other = ?1",
    ).all(person).map(({ id }) => Number(id));
  }

  /**
   * Deletes the oldest events of a conversation.
   *
   * @param before only what is before this
   * @returns how many it were
   */
  deleteOldest(conversation: number, before: string, limit: number): number {
    const rows = this.#statement(
      `SELECT ${DOOMED} FROM event WHERE conversation = ? AND position < ? ` +
        "ORDER BY position LIMIT ?",
    ).all(conversation, before, limit) as unknown as Doomed[];
    if (rows.length > 0) {
      this.#transact(() => this.#delete(conversation, rows));
    }
    return rows.length;
  }

  /**
   * Deletes what somebody has said and done, the oldest of it.
   *
   * @param before only what is before this
   * @returns how many it were
   */
  deleteAuthor(author: string, before: string, limit: number): number {
    const rows = this.#statement(
      `SELECT conversation, ${DOOMED} FROM event WHERE author = ? ` +
        "AND position < ? ORDER BY position LIMIT ?",
    ).all(author, before, limit) as unknown as (Doomed & {
      readonly conversation: number;
    })[];
    if (rows.length === 0) return 0;
    const byConversation = Map.groupBy(
      rows,
      ({ conversation }) => conversation,
    );
    this.#transact(() => {
      for (const [conversation, some] of byConversation) {
        this.#delete(conversation, some);
      }
    });
    return rows.length;
  }

  /** The position that a share of all messages is before; null if there are none. */
  positionOf(share: number): string | null {
    const { first, last } = this.#statement(
      "SELECT (SELECT min(number) FROM message) AS first, " +
        "(SELECT max(number) FROM message) AS last",
    ).get() as { first: number | null; last: number | null };
    if (first === null || last === null) return null;
    const found = this.#statement(
      "SELECT position FROM message WHERE number > ? ORDER BY number LIMIT 1",
    ).get(first + Math.floor((last - first) * share));
    return found === undefined ? null : String(found.position);
  }

  /** How many bytes are in use, of those that the file has. */
  sizes(): { used: number; free: number } {
    const pages = this.#number("PRAGMA page_count");
    const free = this.#number("PRAGMA freelist_count");
    const size = this.#number("PRAGMA page_size");
    return { used: (pages - free) * size, free: free * size };
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
    this.db.exec("VACUUM");
    this.#transact(() => this.#run("UPDATE state SET unclean = 0"));
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

  #transact(work: () => void): void {
    const last = this.#last;
    try {
      transact(this.db, work);
    } catch (error) {
      // What is known may not be so.
      this.#last = last;
      this.#known.clear();
      this.#touched.clear();
      this.#isUnclean = false;
      throw error;
    }
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #run(sql: string, ...values: (string | number | null)[]): void {
    this.#statement(sql).run(...values);
  }

  #number(sql: string): number {
    return Number(Object.values(this.db.prepare(sql).get() ?? {})[0] ?? 0);
  }
}

/** What the index of words has of a row. */
function wordsOfRow(conversation: number, row: Doomed): [string, string] {
  const { author, rest, said, source } = row;
  return [
    placeOf(conversation, source, author),
    spaced(wordsOf({ rest, text: said })),
  ];
}
