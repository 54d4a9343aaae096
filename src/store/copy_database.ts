import { closeSync, fsyncSync, openSync, rmSync, writeSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { FILE_MODE } from "./data_folder.ts";

/**
 * Copies a database as it is at one moment, whoever writes to it meanwhile. The
 * copy is on the disk once this returns. It goes through memory: Deno lets
 * `VACUUM INTO` attach nothing.
 *
 * @param path a file that is not there yet
 * @throws {Error} if it cannot be written
 */
export function copyDatabase(db: DatabaseSync, path: string): void {
  const file = openSync(path, "wx", FILE_MODE);
  try {
    const bytes = bytesOf(db);
    for (let written = 0; written < bytes.length;) {
      written += writeSync(file, bytes, written);
    }
    fsyncSync(file);
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
}

function bytesOf(db: DatabaseSync): Uint8Array {
  db.exec("BEGIN");
  try {
    // What is read from here on is of this moment.
    db.prepare("PRAGMA user_version").get();
    return db.serialize();
  } finally {
    db.exec("COMMIT");
  }
}
