import { DatabaseSync } from "node:sqlite";
import type {
  Conversation,
  HistoryEvent,
  Party,
  Position,
  Range,
} from "../../irc/state/archive.ts";
import { type Columns, eventOf } from "../../irc/state/packed_event.ts";
import { DONE_BY, SAID_BY } from "./eraser.ts";
import { numberBefore } from "./numbers.ts";
import { Statements } from "./statements.ts";
import { authorWord } from "./words.ts";

/** Milliseconds that reading waits for who has locked the file: everybody waits meanwhile. */
const BUSY_MS = 50;

const CACHE_KB = 16_384;

const COLUMNS = "position, author, parent, source, said AS text, rest";

const AUTHORED =
  "SELECT (SELECT name FROM conversation WHERE id = e.conversation) AS name, " +
  "e.position, e.author, e.parent, e.source, e.said AS text, e.rest";

/** How many messages that are not in the index of words are looked at for their author. */
const MOST_UNINDEXED = 20_000;

/** Messages that are not in the index of words. */
const UNINDEXED = "FROM message m CROSS JOIN event e " +
  "ON e.conversation = m.conversation AND e.position = m.position " +
  "WHERE m.number > max(?, (SELECT indexed FROM state))";

type Authored = Columns & { readonly name: Conversation };

/** A private conversation as the file knows it. */
export interface FoundConversation {
  readonly name: Conversation;
  /** The position of its latest message */
  readonly latest: Position;
}

/** What somebody has said or done, and where. */
export interface AuthoredEvent {
  readonly conversation: Conversation;
  readonly event: HistoryEvent;
}

/** Reads a history that a worker writes: what it has committed is there at once. */
export class HistoryReader {
  readonly #db: DatabaseSync;
  readonly #statements: Statements;

  /** @throws {Error} if it cannot be opened */
  constructor(path: string) {
    this.#db = new DatabaseSync(path, { readOnly: true });
    this.#statements = new Statements(this.#db);
    try {
      this.#db.exec(
        `PRAGMA busy_timeout = ${BUSY_MS}; PRAGMA cache_size = -${CACHE_KB}`,
      );
    } catch (error) {
      this.#db.close();
      throw error;
    }
  }

  /** Gives events, the oldest first. */
  read(conversation: Conversation, range: Range): HistoryEvent[] {
    const { after, before, from, limit, onlyMessages } = range;
    const order = from === "oldest" ? "ASC" : "DESC";
    const messages = onlyMessages ? "AND number IS NOT NULL" : "";
    const rows = this.#statements.prepare(
      `SELECT ${COLUMNS} FROM event WHERE conversation = ` +
        "(SELECT id FROM conversation WHERE name = ?) " +
        `AND position > ? AND position < ? ${messages} ` +
        `ORDER BY position ${order} LIMIT ?`,
    ).all(conversation, after, before, limit) as unknown as Columns[];
    const events = rows.map(eventOf);
    return from === "oldest" ? events : events.reverse();
  }

  find(conversation: Conversation, id: string): HistoryEvent | null {
    const row = this.#statements.prepare(
      `SELECT ${COLUMNS} FROM event WHERE conversation = ` +
        "(SELECT id FROM conversation WHERE name = ?) AND position = ?",
    ).get(conversation, id) as unknown as Columns | undefined;
    return row === undefined ? null : eventOf(row);
  }

  /**
   * Gives what somebody has said and done anywhere, the oldest first.
   *
   * @returns null while much is not in the index of words, which knows it
   */
  authored(
    author: Party,
    after: Position,
    limit: number,
  ): AuthoredEvent[] | null {
    const db = this.#db;
    const unindexed = this.#statements.number(
      "SELECT (SELECT max(number) FROM message) - indexed FROM state",
    );
    if (unindexed > MOST_UNINDEXED) return null;
    const behind = numberBefore(db, after);
    const read = (which: string, ...values: (string | number)[]) =>
      this.#statements.all<Authored>(
        `${AUTHORED} ${which} LIMIT ?`,
        ...values,
        limit,
      );
    const words = `"${authorWord(author)}"`;
    const rows = [
      ...read(
        `${SAID_BY} AND e.position > ? AND w.rowid > ? ORDER BY w.rowid`,
        words,
        author,
        after,
        behind,
      ),
      ...read(
        `${DONE_BY} AND e.position > ? ORDER BY e.position`,
        author,
        after,
      ),
      ...read(
        `${UNINDEXED} AND e.author = ? AND e.position > ? ORDER BY m.number`,
        behind,
        author,
        after,
      ),
    ];
    return rows.sort((a, b) => a.position < b.position ? -1 : 1)
      .slice(0, limit)
      .map((row) => ({ conversation: row.name, event: eventOf(row) }));
  }

  /** Tells whether a conversation has anything before a position. */
  hasBefore(conversation: Conversation, before: Position): boolean {
    return this.#statements.prepare(
      "SELECT 1 FROM event WHERE conversation = " +
        "(SELECT id FROM conversation WHERE name = ?) AND position < ? LIMIT 1",
    ).get(conversation, before) !== undefined;
  }

  /** Gives the private conversations of somebody whose latest message is in a stretch. */
  active(
    person: Party,
    after: Position,
    before: Position,
    from: Range["from"],
    limit: number,
  ): FoundConversation[] {
    const order = from === "oldest" ? "ASC" : "DESC";
    const found = ["one", "other"].flatMap((side) =>
      this.#statements.prepare(
        `SELECT name, latest FROM conversation WHERE ${side} = ? ` +
          `AND latest > ? AND latest < ? ORDER BY latest ${order} LIMIT ?`,
      ).all(person, after, before, limit)
    );
    return found as unknown as FoundConversation[];
  }

  /** The position of the latest event; "" for none. */
  latest(): Position {
    const row = this.#statements.prepare("SELECT latest FROM state").get();
    return String(row?.latest);
  }

  /** How many conversations and events there are. */
  counts(): { conversations: number; events: number } {
    const row = this.#statements.prepare(
      "SELECT count(*) AS conversations, " +
        "coalesce(sum(events), 0) AS events FROM conversation",
    ).get();
    return row as { conversations: number; events: number };
  }

  close(): void {
    this.#statements.clear();
    this.#db.close();
  }
}
