import { existsSync, rmSync } from "node:fs";
import { backup, DatabaseSync } from "node:sqlite";
import { attempt, makeFile, messageOf } from "../data_folder.ts";
import { refuseStrange } from "../migrations.ts";
import {
  HISTORY_MIGRATIONS,
  historyFile,
  openHistory,
} from "./history_file.ts";
import { type JournalRecord, leftFiles, readRecords } from "./journal.ts";
import { HistoryReader } from "./reader.ts";
import { HistoryWriter } from "./writer.ts";

/** Gives the file that a copy of the history is in, beside a copy of the records. */
export function copyOfHistory(recordsCopy: string): string {
  return recordsCopy.replace(/(\.db)?$/, ".history.db");
}

/**
 * Copies the history of a folder as it is at one moment, whoever writes to it
 * meanwhile, with what its journal has; where there is none, nothing is copied.
 *
 * @param path a file that is not there yet
 * @throws {Error} if it cannot be copied
 */
export async function copyHistory(folder: string, path: string): Promise<void> {
  const file = historyFile(folder);
  if (!existsSync(file)) return;
  const db = openToRead(file);
  try {
    // What is not there any more when the rest is copied is a part of that.
    const records = readJournal(file);
    makeFile(path);
    await backup(db, path);
    if (records.length > 0) recoverCopy(path, records);
  } catch (error) {
    rmSync(path, { force: true });
    throw new Error(`${path} cannot be written: ${messageOf(error)}`);
  } finally {
    db.close();
  }
}

/** Gives what is in the journal of a history, which a server may be using. */
function readJournal(file: string): JournalRecord[] {
  return leftFiles(file, null).flatMap((each) => {
    try {
      return readRecords(each).records;
    } catch (error) {
      if (existsSync(each.path)) throw error;
      return [];
    }
  });
}

function recoverCopy(path: string, records: readonly JournalRecord[]): void {
  const db = openHistory(path);
  try {
    new HistoryWriter(db).recover(records);
  } finally {
    db.close();
  }
}

/**
 * Looks whether the history of a folder is in order, which a server may be using.
 *
 * @returns what there is, in words; null for nothing
 * @throws {Error} if it is damaged
 */
export function inspectHistory(folder: string): string | null {
  const file = historyFile(folder);
  if (!existsSync(file)) return null;
  const db = openToRead(file);
  try {
    const faults = attempt(
      `${file} is damaged`,
      () => db.prepare("PRAGMA quick_check").all(),
    ).map((row) => String(Object.values(row)[0]));
    if (faults.join() !== "ok") {
      throw new Error(`${file} is damaged: ${faults.join("; ")}`);
    }
  } finally {
    db.close();
  }
  const reader = new HistoryReader(file);
  try {
    const { conversations, events } = reader.counts();
    return `${file} is in order: ${count(events, "event")} in ${
      count(conversations, "conversation")
    }`;
  } finally {
    reader.close();
  }
}

function openToRead(file: string): DatabaseSync {
  const db = attempt(
    `${file} cannot be opened`,
    () => new DatabaseSync(file, { readOnly: true }),
  );
  try {
    refuseStrange(db, file, HISTORY_MIGRATIONS.length);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function count(number: number, what: string): string {
  return `${number} ${number === 1 ? what : `${what}s`}`;
}
