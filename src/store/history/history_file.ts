import { existsSync, renameSync, statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { attempt, makeFile, messageOf, recordsFile } from "../data_folder.ts";
import { migrate, refuseStrange } from "../migrations.ts";

/** Milliseconds that the worker waits for who else has locked the file. */
const BUSY_MS = 500;

/** Pages of the log that are written back at once: 64 MB. One that changes several times meanwhile is written once. */
const CHECKPOINT_PAGES = 16_384;

/** What of the file is held in memory to write it. */
const CACHE_KB = 65_536;

/**
 * A crash of the machine may lose what was said last, and nothing else. What is
 * deleted is overwritten.
 */
const SETTINGS = `
  PRAGMA busy_timeout = ${BUSY_MS};
  PRAGMA auto_vacuum = INCREMENTAL;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA secure_delete = ON;
  PRAGMA cache_size = -${CACHE_KB};
  PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES};
`;

/** What of the index of words is gathered in memory until it is written: 8 MB. */
const GATHERED_BYTES = 8_388_608;

/**
 * The index of words. What is deleted leaves it at once. Which word stands where
 * in a message it does not know: so it is a third as large, and written and read
 * in less time.
 */
export const WORDS_TABLE = `
  CREATE VIRTUAL TABLE words USING fts5 (
    said,
    content = '',
    columnsize = 0,
    detail = none,
    tokenize = 'ascii'
  );
  INSERT INTO words (words, rank) VALUES ('secure-delete', 1);
  INSERT INTO words (words, rank) VALUES ('hashsize', ${GATHERED_BYTES});
`;

/** What makes a history one of the next version; see {@linkcode migrate}. */
export const HISTORY_MIGRATIONS: readonly string[] = [
  `CREATE TABLE conversation (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    -- Whose it is, where it is private
    one TEXT,
    other TEXT,
    -- The position of the latest message
    latest TEXT NOT NULL DEFAULT '',
    events INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX conversation_one ON conversation (one, latest)
    WHERE one IS NOT NULL;
  CREATE INDEX conversation_other ON conversation (other, latest)
    WHERE other IS NOT NULL;
  CREATE TABLE event (
    conversation INTEGER NOT NULL,
    position TEXT NOT NULL,
    -- What a message has in the index of words; null for what is none
    number INTEGER,
    author TEXT,
    parent TEXT,
    source TEXT NOT NULL,
    said TEXT,
    rest TEXT NOT NULL,
    PRIMARY KEY (conversation, position)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX event_parent ON event (conversation, parent)
    WHERE parent IS NOT NULL;
  CREATE INDEX event_author ON event (author, position)
    WHERE author IS NOT NULL;
  CREATE TABLE message (
    number INTEGER PRIMARY KEY,
    conversation INTEGER NOT NULL,
    position TEXT NOT NULL
  ) STRICT;
  CREATE VIRTUAL TABLE words USING fts5 (place, said, content = '');
  CREATE TABLE state (
    -- Up to which number messages are in the index of words
    indexed INTEGER NOT NULL,
    -- 1 if a page may still hold what was deleted from it
    unclean INTEGER NOT NULL
  ) STRICT;
  INSERT INTO state VALUES (0, 0);
  -- What is to be deleted
  CREATE TABLE task (id INTEGER PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE jot (
    -- In the order in which they came
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    value ANY NOT NULL,
    UNIQUE (kind, key)
  ) STRICT;`,
  `DROP TABLE words;
  ${WORDS_TABLE}
  UPDATE state SET indexed = 0;
  -- The position of the latest event
  ALTER TABLE state ADD COLUMN latest TEXT NOT NULL DEFAULT '';
  UPDATE state SET latest = coalesce((
    SELECT max((SELECT max(position) FROM event WHERE conversation = id))
    FROM conversation
  ), '');
  -- Whose a message is the index of words knows
  DROP INDEX event_author;
  CREATE INDEX event_author ON event (author, position)
    WHERE author IS NOT NULL AND number IS NULL;
  -- What is said and done and not in its place yet, as the worker was given it
  CREATE TABLE journal (id INTEGER PRIMARY KEY, orders BLOB NOT NULL) STRICT;`,
  `-- Up to where the files of the journal are written; in the table is what a former version has left
  ALTER TABLE state ADD COLUMN run INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE state ADD COLUMN batch INTEGER NOT NULL DEFAULT 0;`,
  `-- It has other words
  DROP TABLE words;
  ${WORDS_TABLE}
  UPDATE state SET indexed = 0;`,
];

/** Gives the file of the history in a folder of data. */
export function historyFile(folder: string): string {
  return recordsFile(folder).replace(/ircd\.db$/, "history.db");
}

/**
 * Opens a history to write it; makes it where there is none, and brings it to
 * the latest version.
 *
 * @throws {Error} if that cannot be; see {@linkcode isDamage}, {@linkcode isNewer}
 */
export function openHistory(path: string): DatabaseSync {
  attempt(`${path} cannot be written`, () => makeFile(path));
  const db = new DatabaseSync(path);
  try {
    const latest = HISTORY_MIGRATIONS.length;
    refuseStrange(db, path, latest);
    db.exec(SETTINGS);
    migrate(db, () => {}, HISTORY_MIGRATIONS);
    db.prepare("SELECT indexed FROM state").get();
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Tells whether a file must be set aside: nothing can be written to it any more. */
export function isDamage(error: unknown): boolean {
  return /malformed|not a database|no database of ircd|corrupt/i
    .test(messageOf(error));
}

/** Tells whether a fault is one of the disk, or of who else uses the file, that may pass. */
export function isPassing(error: unknown): boolean {
  return /full|locked|busy|I\/O|readonly|unable to open|cannot be/i
    .test(messageOf(error));
}

/** Tells whether a file is of a newer program, which this one leaves alone. */
export function isNewer(error: unknown): boolean {
  return / is of a newer ircd/.test(messageOf(error));
}

/**
 * Takes a damaged file out of the way.
 *
 * @param at now, in milliseconds since 1970
 * @returns what it is called from now on
 */
export function setAside(path: string, at: number): string {
  const time = new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, "");
  const stem = path.replace(/db$/, `damaged-${time}`);
  let aside = `${stem}.db`;
  for (let count = 2; existsSync(aside); count++) aside = `${stem}-${count}.db`;
  renameSync(path, aside);
  // What belongs to it holds what was written last.
  for (const end of ["-wal", "-shm"]) {
    if (existsSync(path + end)) renameSync(path + end, aside + end);
  }
  return aside;
}

/** How many bytes a history takes on the disk. */
export function bytesOnDisk(path: string): number {
  return [path, `${path}-wal`]
    .reduce(
      (sum, name) =>
        sum + (statSync(name, { throwIfNoEntry: false })?.size ?? 0),
      0,
    );
}
