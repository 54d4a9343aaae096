import { closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

/** Nobody else reads what people have entrusted to the server. */
export const FOLDER_MODE = 0o700;

/** The mode of files that nobody else is to read. */
export const FILE_MODE = 0o600;

/** Gives the file of the records in a folder of data. */
export function recordsFile(folder: string): string {
  return `${folder.replace(/(.)\/+$/, "$1")}/ircd.db`;
}

/**
 * Makes an empty file that nobody else can read, where there is none.
 *
 * @throws {Error} if it cannot be made
 */
export function makeFile(path: string): void {
  closeSync(openSync(path, "a", FILE_MODE));
}

/**
 * Takes a folder of data for this process, until it lets it go or ends, however
 * it ends. The folder is made where it is not there.
 *
 * @returns lets it go
 * @throws {Error} if it cannot be written, or another process has it
 */
export function holdFolder(folder: string): () => void {
  const path = recordsFile(folder).replace(/\.db$/, ".lock");
  attempt(`the data folder ${folder} cannot be written`, () => {
    if (!existsSync(folder)) {
      mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
    }
    makeFile(path);
  });
  // An empty database: SQLite locks on every system, and on both runtimes.
  const lock = new DatabaseSync(path);
  try {
    lock.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
  } catch {
    lock.close();
    throw new Error(`another ircd keeps its data in ${folder} (see --data)`);
  }
  return () => lock.close();
}

/** Does something; where that fails, says what could not be done and why. */
export function attempt<Result>(failure: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw new Error(`${failure}: ${messageOf(error)}`);
  }
}

/** What is wrong, on one line. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
