import { renameSync, rmSync } from "node:fs";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { Change } from "../irc/state/records.ts";
import { copyDatabase } from "./copy_database.ts";
import { attempt, holdFolder, makeFile, recordsFile } from "./data_folder.ts";
import { migrate, MIGRATIONS, refuseStrange, transact } from "./migrations.ts";
import { readRows } from "./reading.ts";
import type { RecordStore } from "./record_store.ts";

/** Milliseconds that a write waits for who else has opened the file. */
const BUSY_MS = 100;

/**
 * Has each transaction on the disk when it is over. Of WAL and the other ways,
 * all of which are as safe, WAL takes the least time, and lets others read.
 */
const SETTINGS = `
  PRAGMA busy_timeout = ${BUSY_MS};
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
`;

/** Keeps records in a file of SQLite, which is this process's alone. */
export class Database implements RecordStore {
  readonly path: string;
  #open: OpenFile | null = null;
  /** Why this process may not write; null if it may. */
  #hindrance: string | null = null;

  /**
   * Opens the file in a folder; makes both where they are not there, and brings
   * the file to the latest version, with a copy of it beside it.
   *
   * @throws {Error} if that cannot be, or another process has the folder
   */
  constructor(
    readonly folder: string,
    readonly migrations: readonly string[] = MIGRATIONS,
  ) {
    this.path = recordsFile(folder);
    this.#open = this.#openFile();
  }

  read(): Change[] {
    return readRows(this.#opened.db, this.path);
  }

  write(changes: readonly Change[]): void {
    const opened = this.#opened;
    transact(opened.db, () => opened.make(changes));
  }

  writeOnce(what: string, changes: () => readonly Change[]): void {
    const opened = this.#opened;
    const { db } = opened;
    const isDone = "SELECT what FROM done WHERE what = ?";
    if (db.prepare(isDone).get(what) !== undefined) return;
    transact(db, () => {
      db.prepare("INSERT INTO done (what) VALUES (?)").run(what);
      opened.make(changes());
    });
  }

  release(): void {
    this.#closeFor("another process keeps them");
  }

  resume(): void {
    this.#hindrance = null;
    try {
      this.#open = this.#openFile();
    } catch { /* It is tried again, and said, with the next change. */ }
  }

  close(): void {
    this.#closeFor("they are closed");
  }

  #closeFor(hindrance: string): void {
    this.#hindrance = hindrance;
    this.#open?.close();
    this.#open = null;
  }

  get #opened(): OpenFile {
    if (this.#hindrance !== null) throw new Error(this.#hindrance);
    return this.#open ??= this.#openFile();
  }

  #openFile(): OpenFile {
    const letGo = holdFolder(this.folder);
    try {
      return new OpenFile(this.path, this.migrations, letGo);
    } catch (error) {
      letGo();
      throw error;
    }
  }
}

/** The file while it is open. */
class OpenFile {
  readonly db: DatabaseSync;
  readonly #put: StatementSync;
  readonly #delete: StatementSync;

  constructor(
    path: string,
    migrations: readonly string[],
    readonly letGo: () => void,
  ) {
    attempt(`${path} cannot be written`, () => makeFile(path));
    this.db = new DatabaseSync(path);
    try {
      refuseStrange(this.db, path, migrations.length);
      this.db.exec(SETTINGS);
      attempt(
        `${path} cannot be written`,
        () => this.#migrate(path, migrations),
      );
      this.#put = this.db.prepare(
        "INSERT INTO record (kind, key, value) VALUES (?, ?, ?) " +
          "ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value",
      );
      this.#delete = this.db.prepare(
        "DELETE FROM record WHERE kind = ? AND key = ?",
      );
    } catch (error) {
      this.db.close();
      throw error;
    }
  }

  /** Within a transaction. */
  make(changes: readonly Change[]): void {
    for (const { kind, key, value } of changes) {
      if (value === null) this.#delete.run(kind, key);
      else this.#put.run(kind, key, JSON.stringify(value));
    }
  }

  close(): void {
    this.db.close();
    this.letGo();
  }

  #migrate(path: string, migrations: readonly string[]): void {
    migrate(this.db, (version) => {
      const copy = path.replace(/db$/, `version-${version}.db`);
      const unfinished = `${copy}.new`;
      rmSync(unfinished, { force: true });
      copyDatabase(this.db, unfinished);
      renameSync(unfinished, copy);
    }, migrations);
    // What cannot be written shows now, and not with the first change.
    transact(this.db, () => {
      this.db.exec("PRAGMA user_version = " + migrations.length);
    });
  }
}
