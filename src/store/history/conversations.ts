import type { Conversation, Party, Position } from "../../irc/state/archive.ts";
import type { Statements } from "./statements.ts";

/** How many conversations are known by heart. */
const MOST_KNOWN = 10_000;

/** What is known of a conversation while it is written to. */
export interface Known {
  readonly id: number;
  /** What has come since it was written down, and the position of the latest message of that; "" for none */
  events: number;
  latest: Position;
}

/** The conversations of a history: their numbers, how much is in each, and what came last. */
export class Conversations {
  readonly #known = new Map<Conversation, Known>();
  #touched = new Set<Known>();

  constructor(readonly statements: Statements) {}

  /** Gives one that something is written to; makes it where there is none. */
  of(name: Conversation): Known {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    if (this.#known.size >= MOST_KNOWN) {
      this.writeDown();
      this.#known.clear();
    }
    const [one = null, other = null] = name.includes(" ")
      ? name.split(" ")
      : [];
    this.statements.run(
      "INSERT OR IGNORE INTO conversation (name, one, other) VALUES (?, ?, ?)",
      name,
      one,
      other,
    );
    // What is cut out of a text holds all of it: the name that was given is a part of a batch.
    const found = this.statements.get<{ id: number; name: Conversation }>(
      "SELECT id, name FROM conversation WHERE name = ?",
      name,
    )!;
    const added = { id: found.id, events: 0, latest: "" };
    this.#known.set(found.name, added);
    return added;
  }

  /** An event is written: a message, if that is its position. */
  added(known: Known, message: Position | null): void {
    known.events++;
    if (message !== null && message > known.latest) known.latest = message;
    this.#touched.add(known);
  }

  /** Writes down what has changed. */
  writeDown(): void {
    for (const known of this.#touched) {
      this.statements.run(
        "UPDATE conversation SET events = events + ?, latest = max(latest, ?) " +
          "WHERE id = ?",
        known.events,
        known.latest,
        known.id,
      );
      known.events = 0;
      known.latest = "";
    }
    this.#touched.clear();
  }

  /** What was not written down did not happen. */
  forget(): void {
    this.#known.clear();
    this.#touched.clear();
  }

  /** Events are deleted: of one that nothing is left of, nothing is. */
  deleted(id: number, positions: readonly Position[]): void {
    const { statements } = this;
    statements.run(
      "UPDATE conversation SET events = events - ? WHERE id = ?",
      positions.length,
      id,
    );
    const { events, latest, name } = statements.prepare(
      "SELECT name, latest, events FROM conversation WHERE id = ?",
    ).get(id) as { name: string; latest: Position; events: number };
    if (events <= 0) {
      statements.run("DELETE FROM conversation WHERE id = ?", id);
    } else if (positions.includes(latest)) {
      statements.run(
        "UPDATE conversation SET latest = coalesce((SELECT position FROM event " +
          "WHERE conversation = ?1 AND number IS NOT NULL " +
          "ORDER BY position DESC LIMIT 1), '') WHERE id = ?1",
        id,
      );
    } else return;
    this.#known.delete(name);
  }

  /** Those behind one that has a number, in the order of those. */
  behind(id: number, limit: number): { id: number; events: number }[] {
    return this.statements.all(
      "SELECT id, events FROM conversation WHERE id > ? ORDER BY id LIMIT ?",
      id,
      limit,
    );
  }

  /** Finds one by its name, if it is there. */
  idOf(name: Conversation): number[] {
    return this.statements.all<{ id: number }>(
      "SELECT id FROM conversation WHERE name = ?",
      name,
    ).map(({ id }) => id);
  }

  /** Finds the private ones of somebody. */
  idsOf(person: Party): number[] {
    return this.statements.all<{ id: number }>(
      "SELECT id FROM conversation WHERE one = ?1 " +
        "UNION SELECT id FROM conversation WHERE other = ?1",
      person,
    ).map(({ id }) => id);
  }
}
