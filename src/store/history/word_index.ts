import { wordsOf } from "../../irc/state/packed_event.ts";
import { transact } from "../migrations.ts";
import { WORDS_TABLE } from "./history_file.ts";
import type { Statements } from "./statements.ts";
import { conversationWord, indexed, placeOf } from "./words.ts";

/** A word of no message. */
const NO_WORD = conversationWord(0);

/** A message, as far as the index knows it. */
export interface IndexedRow {
  readonly number: number;
  readonly conversation: number;
  readonly author: string | null;
  readonly source: string;
  readonly text: string | null;
  readonly rest: string;
}

/** The index of words, as the thread that writes has it. */
export class WordIndex {
  #upTo: number;

  constructor(readonly statements: Statements) {
    this.#upTo = statements.number("SELECT indexed FROM state");
  }

  /** The number of the last message that is in it. */
  get upTo(): number {
    return this.#upTo;
  }

  /**
   * Adds messages, in the order of their numbers.
   *
   * @param upTo what the last number is then: all up to it are in it, or are no messages any more
   */
  add(rows: readonly IndexedRow[], upTo: number): void {
    const { db } = this.statements;
    transact(db, () => {
      // An index of words takes long over each statement, and over each row of its values.
      for (const stretch of stretchesOf(rows)) {
        this.statements.run(
          "INSERT INTO words (rowid, said) " +
            "SELECT ? + key, value FROM json_each(?)",
          stretch[0].number,
          JSON.stringify(stretch.map(textOf)),
        );
      }
      this.statements.run("UPDATE state SET indexed = ?", upTo);
    });
    this.#upTo = upTo;
  }

  /**
   * Adds the next messages that are not in it.
   *
   * @param last the number of the last of all
   */
  addNext(limit: number, last: number): void {
    const rows = this.statements.all<IndexedRow>(
      "SELECT m.number, m.conversation, e.author, e.source, e.said AS text, " +
        "e.rest FROM message m JOIN event e " +
        "ON e.conversation = m.conversation AND e.position = m.position " +
        "WHERE m.number > ? ORDER BY m.number LIMIT ?",
      this.#upTo,
      limit,
    );
    this.add(rows, rows.length < limit ? last : rows[rows.length - 1].number);
  }

  /** Removes a message, within a transaction. */
  remove(row: IndexedRow): void {
    if (row.number > this.#upTo) return;
    this.statements.run(
      "INSERT INTO words (words, rowid, said) VALUES ('delete', ?, ?)",
      row.number,
      textOf(row),
    );
  }

  /** Tells whether the last message that it must have is in it. */
  get isInOrder(): boolean {
    const last = this.statements.get<{ number: number; conversation: number }>(
      "SELECT number, conversation FROM message WHERE number <= ? " +
        "ORDER BY number DESC LIMIT 1",
      this.#upTo,
    );
    return last === undefined || this.statements.get(
          "SELECT 1 FROM words WHERE words MATCH ? AND rowid = ?",
          `"${conversationWord(last.conversation)}"`,
          last.number,
        ) !== undefined;
  }

  /**
   * Writes it anew. Words that are deleted may still say where in it others
   * begin; only what is of several parts is written anew, and so it gets one more.
   */
  rewrite(): void {
    const { db } = this.statements;
    db.exec(`INSERT INTO words (rowid, said) VALUES (0, '${NO_WORD}')`);
    db.exec("INSERT INTO words (words) VALUES ('optimize')");
    db.exec(
      `INSERT INTO words (words, rowid, said) VALUES ('delete', 0, '${NO_WORD}')`,
    );
  }

  /** Begins anew. */
  drop(): void {
    this.statements.clear();
    const { db } = this.statements;
    transact(db, () => {
      db.exec(`DROP TABLE words; ${WORDS_TABLE}`);
      db.exec("UPDATE state SET indexed = 0");
    });
    this.#upTo = 0;
  }
}

/** Parts rows where a number is none of theirs. */
function stretchesOf(rows: readonly IndexedRow[]): IndexedRow[][] {
  const starts = rows.keys()
    .filter((at) => rows[at].number !== rows[at - 1]?.number + 1).toArray();
  return starts.map((start, index) => rows.slice(start, starts[index + 1]));
}

function textOf(row: IndexedRow): string {
  const { author, conversation, rest, source, text } = row;
  const said = indexed(wordsOf({ rest, text }));
  return `${placeOf(conversation, source, author)} ${said}`;
}
