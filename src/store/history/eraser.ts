import type { Conversation, Position } from "../../irc/state/archive.ts";
import type { Conversations } from "./conversations.ts";
import type { Statements } from "./statements.ts";
import type { WordIndex } from "./word_index.ts";
import { authorWord } from "./words.ts";

/** A row as it is deleted. */
interface Doomed {
  readonly conversation: number;
  readonly position: Position;
  readonly number: number | null;
  readonly author: string | null;
  readonly source: string;
  readonly text: string | null;
  readonly rest: string;
}

const DOOMED = "SELECT e.conversation, e.position, e.number, e.author, " +
  "e.source, e.said AS text, e.rest";

/** What somebody has said, which the index of words knows. */
export const SAID_BY = "FROM words w CROSS JOIN message m " +
  "ON m.number = w.rowid CROSS JOIN event e ON e.conversation = m.conversation " +
  "AND e.position = m.position WHERE words MATCH ? AND e.author = ?";

/** What somebody has done besides. */
export const DONE_BY = "FROM event e WHERE e.author = ? AND e.number IS NULL";

/** Deletes events of a history, within transactions of who asks for it. */
export class Eraser {
  constructor(
    readonly statements: Statements,
    readonly conversations: Conversations,
    readonly index: WordIndex,
  ) {}

  /** Deletes an event and what belongs to it. @returns how many it were */
  erase(name: Conversation, id: string): number {
    this.conversations.writeDown();
    let deleted = 0;
    for (const conversation of this.conversations.idOf(name)) {
      for (const column of ["position", "parent"]) {
        deleted += this.#delete(this.statements.all(
          `${DOOMED} FROM event e WHERE e.conversation = ? AND e.${column} = ?`,
          conversation,
          id,
        ));
      }
    }
    return deleted;
  }

  /**
   * Deletes the oldest events of a conversation.
   *
   * @param before only what is before this
   * @returns how many it were
   */
  deleteOldest(conversation: number, before: Position, limit: number): number {
    return this.#delete(this.statements.all(
      `${DOOMED} FROM event e WHERE e.conversation = ? AND e.position < ? ` +
        "ORDER BY e.position LIMIT ?",
      conversation,
      before,
      limit,
    ));
  }

  /**
   * Deletes what somebody has said and done: all must be in the index of words.
   *
   * @param before only what is before this
   * @returns how many it were
   */
  deleteAuthor(author: string, before: Position, limit: number): number {
    const messages = this.#delete(this.statements.all(
      `${DOOMED} ${SAID_BY} AND e.position < ? ORDER BY w.rowid LIMIT ?`,
      `"${authorWord(author)}"`,
      author,
      before,
      limit,
    ));
    const others = this.#delete(this.statements.all(
      `${DOOMED} ${DONE_BY} AND e.position < ? ORDER BY e.position LIMIT ?`,
      author,
      before,
      limit - messages,
    ));
    return messages + others;
  }

  #delete(rows: readonly Doomed[]): number {
    for (const row of rows) {
      const { conversation, number, position } = row;
      if (number !== null) {
        this.index.remove({ ...row, number });
        this.statements.run("DELETE FROM message WHERE number = ?", number);
      }
      this.statements.run(
        "DELETE FROM event WHERE conversation = ? AND position = ?",
        conversation,
        position,
      );
    }
    const byConversation = Map.groupBy(
      rows,
      ({ conversation }) => conversation,
    );
    for (const [id, some] of byConversation) {
      this.conversations.deleted(id, some.map(({ position }) => position));
    }
    return rows.length;
  }
}
