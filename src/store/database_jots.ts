import type { DatabaseSync } from "node:sqlite";
import type { Jot } from "../irc/state/jot.ts";
import { type JotStore, nameOfJot } from "./jot_store.ts";
import { transact } from "./migrations.ts";

/** Milliseconds in which jots are gathered, to be written in one transaction. */
const GATHER_MS = 100;

/** A table of its own: it is made where it is not there. */
const TABLE = `CREATE TABLE IF NOT EXISTS jot (
  -- In the order in which they came
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  value ANY NOT NULL,
  UNIQUE (kind, key)
) STRICT`;

/** Keeps jots in a database, gathered: a crash loses those of the last tenth of a second. */
export class DatabaseJots implements JotStore {
  /** The latest of each key that is not written yet. */
  readonly #gathered = new Map<string, Jot>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Why the last ones could not be written; null if they were. */
  #fault: unknown = null;

  /** @param open gives the database; throws if this process may not write to it */
  constructor(readonly open: () => DatabaseSync) {}

  read(): Jot[] {
    const db = this.#prepared();
    const rows = db.prepare("SELECT kind, key, value FROM jot ORDER BY id");
    return rows.all().map(({ key, kind, value }) => ({
      kind: String(kind),
      key: String(key),
      value: typeof value === "number" ? value : String(value),
    }));
  }

  write(jots: readonly Jot[]): void {
    for (const jot of jots) {
      const name = nameOfJot(jot);
      this.#gathered.delete(name);
      this.#gathered.set(name, jot);
    }
    this.#timer ??= setTimeout(() => this.flush(), GATHER_MS);
    if (this.#fault === null) return;
    const fault = this.#fault;
    this.#fault = null;
    throw fault;
  }

  /** Writes what was gathered. What cannot be written is tried again with what comes next. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#gathered.size === 0) return;
    try {
      this.#make(this.#prepared());
      this.#gathered.clear();
      this.#fault = null;
    } catch (error) {
      this.#fault = error;
    }
  }

  #make(db: DatabaseSync): void {
    // A new row takes the place of the old one: it is the last of all.
    const put = db.prepare(
      "INSERT OR REPLACE INTO jot (kind, key, value) VALUES (?, ?, ?)",
    );
    const remove = db.prepare("DELETE FROM jot WHERE kind = ? AND key = ?");
    // Nobody waits for these to be on the disk: the next record takes them there.
    db.exec("PRAGMA synchronous = NORMAL");
    try {
      transact(db, () => {
        for (const { key, kind, value } of this.#gathered.values()) {
          if (value === null) remove.run(kind, key);
          else put.run(kind, key, value);
        }
      });
    } finally {
      db.exec("PRAGMA synchronous = FULL");
    }
  }

  #prepared(): DatabaseSync {
    const db = this.open();
    db.exec(TABLE);
    return db;
  }
}
