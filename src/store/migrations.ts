import type { DatabaseSync } from "node:sqlite";
import { attempt } from "./data_folder.ts";

/** Marks a file as one of ours: "ircd", as SQLite's `application_id`. */
const APPLICATION_ID = 0x69726364;

/**
 * What makes a database one of the next version, the first of nothing. One that
 * was released is never changed: another one follows it.
 */
export const MIGRATIONS: readonly string[] = [
  `CREATE TABLE record (
    -- In the order in which they came
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    -- JSON
    value TEXT NOT NULL,
    UNIQUE (kind, key)
  ) STRICT;
  -- What is done one time only
  CREATE TABLE done (what TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;`,
  // What histories know accounts and channels by.
  `UPDATE record SET value = json_set(
    value, '$.party', json_extract(value, '$.registeredAt') || '.' || key
  ) WHERE kind IN ('account', 'channel') AND json_valid(value);`,
];

/** Gives the version of a database: how many migrations have made it. */
export function versionOf(db: DatabaseSync): number {
  return numberOf(db, "user_version");
}

/**
 * Refuses a file that this program cannot use.
 *
 * @param latest the version that it knows
 * @throws {Error} if it is no database of ours, or one of a newer program
 */
export function refuseStrange(
  db: DatabaseSync,
  path: string,
  latest = MIGRATIONS.length,
): void {
  const [id, version, pages] = attempt(`${path} cannot be read`, () => [
    numberOf(db, "application_id"),
    versionOf(db),
    numberOf(db, "page_count"),
  ]);
  if (id !== APPLICATION_ID && pages > 0) {
    throw new Error(`${path} is no database of ircd`);
  }
  if (version <= latest) return;
  throw new Error(
    `${path} is of a newer ircd: it has version ${version}, ` +
      `and this one knows ${latest}`,
  );
}

/**
 * Makes a database one of the latest version. Each migration is done whole or
 * not at all.
 *
 * @param before is called before each migration of a database that there was,
 *   with the version that it has until then
 */
export function migrate(
  db: DatabaseSync,
  before: (version: number) => void,
  migrations = MIGRATIONS,
): void {
  const isNew = versionOf(db) === 0;
  for (const [version, sql] of migrations.entries()) {
    if (version < versionOf(db)) continue;
    if (!isNew) before(version);
    transact(db, () => {
      db.exec(sql);
      db.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
      db.exec(`PRAGMA user_version = ${version + 1}`);
    });
  }
}

/** Does something whole or not at all. */
export function transact<Result>(
  db: DatabaseSync,
  work: () => Result,
): Result {
  db.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    db.exec("COMMIT");
    return result;
  } catch (error) {
    // Some errors have ended it already.
    if (db.isTransaction) db.exec("ROLLBACK");
    throw error;
  }
}

function numberOf(db: DatabaseSync, pragma: string): number {
  const row = db.prepare(`PRAGMA ${pragma}`).get() ?? {};
  return Number(row[pragma]);
}
