import { existsSync } from "node:fs";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { Change } from "../irc/state/records.ts";
import { attempt, recordsFile } from "./data_folder.ts";
import { MIGRATIONS, refuseStrange, versionOf } from "./migrations.ts";
import { readRecord, type StoredRecord } from "./record_schemas.ts";

/** Records that are none: each is named. */
export class DamagedRecords extends Error {
  /**
   * @param path the file that they are in
   * @param complaints a line for each
   */
  constructor(path: string, readonly complaints: readonly string[]) {
    super(`${path}: ${complaints.join("; ")}`);
  }
}

/**
 * Makes sure that records are what they are to be.
 *
 * @param path the file that they are from
 * @returns the changes that make them
 * @throws {DamagedRecords} if one is not: then none is to be used
 */
export function readRecords(
  records: Iterable<StoredRecord>,
  path: string,
): Change[] {
  const changes: Change[] = [];
  const complaints: string[] = [];
  for (const record of records) {
    const change = readRecord(record);
    if (typeof change === "string") complaints.push(`${path}: ${change}`);
    else changes.push(change);
  }
  if (complaints.length > 0) throw new DamagedRecords(path, complaints);
  return changes;
}

/**
 * Reads all records of a database.
 *
 * @param path its file
 * @throws {DamagedRecords} if one is damaged
 */
export function readRows(db: DatabaseSync, path: string): Change[] {
  const all = "SELECT kind, key, value FROM record ORDER BY id";
  const rows = attempt(`${path} cannot be read`, () => db.prepare(all));
  return readRecords(parsedRows(rows, path), path);
}

/** One at a time: there may be many. */
function* parsedRows(
  rows: StatementSync,
  path: string,
): Generator<StoredRecord> {
  const left = rows.iterate();
  for (;;) {
    const next = attempt(`${path} cannot be read`, () => left.next());
    if (next.done) return;
    const { kind, key, value } = next.value;
    yield { kind, key, value: parse(value) };
  }
}

function parse(json: unknown): unknown {
  try {
    return JSON.parse(String(json));
  } catch {
    return undefined;
  }
}

/**
 * Reads the records of a folder, which a server may be using.
 *
 * @throws {Error} if they cannot be read, or one is damaged
 */
export function readFolder(folder: string): Change[] {
  return withRecords(folder, (db, path) => {
    if (versionOf(db) < MIGRATIONS.length) {
      throw new Error(`${path} is of an older ircd: start this one once`);
    }
    return readRows(db, path);
  });
}

/**
 * Opens the records of a folder, which a server may be using, to read them.
 *
 * @throws {Error} if there are none that can be read
 */
export function withRecords<Result>(
  folder: string,
  work: (db: DatabaseSync, path: string) => Result,
): Result {
  const path = recordsFile(folder);
  if (!existsSync(path)) throw new Error(`there is no ${path}`);
  const db = attempt(
    `${path} cannot be opened`,
    () => new DatabaseSync(path, { readOnly: true }),
  );
  try {
    refuseStrange(db, path);
    return work(db, path);
  } finally {
    db.close();
  }
}
