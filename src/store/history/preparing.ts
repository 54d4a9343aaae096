import { DatabaseSync } from "node:sqlite";
import type { Jot } from "../../irc/state/jot.ts";
import { nameOfJot } from "../jot_store.ts";
import { messageOf } from "../data_folder.ts";
import { isDamage, isNewer, openHistory, setAside } from "./history_file.ts";
import {
  leftFiles,
  type LeftRecords,
  readRecords,
  remove,
  setJournalAside,
} from "./journal.ts";
import { type Order, type Task, unpackOrders } from "./rows.ts";
import { HistoryWriter } from "./writer.ts";

/** What a history has that is needed at once. */
export interface Prepared {
  /** In the order in which they came */
  readonly jots: readonly Jot[];
  /** What is to be deleted, and is not yet */
  readonly tasks: readonly Task[];
  /** And what is deleted one by one, where that is in the journal alone */
  readonly erased: readonly Extract<Order, { kind: "erase" }>[];
  /** Where a damaged file is now, and what was wrong with it; null if it was in order */
  readonly aside: { readonly aside: string; readonly fault: string } | null;
  /** Which files of the journal cannot be read, and why */
  readonly unread: readonly string[];
  /** The last run of a server that has written to its journal; 0 for none that is known */
  readonly lastRun: number;
  /** Why it cannot be written now, though it may be later; null if it can */
  readonly fault: string | null;
}

const NOTHING = {
  jots: [],
  tasks: [],
  erased: [],
  unread: [],
  lastRun: 0,
} as const;

/**
 * Sees to it that there is a history of the latest version, and reads what is
 * needed of it at once. One that is damaged is set aside.
 *
 * @param at now, in milliseconds since 1970
 * @throws {Error} if it must not be touched: it is of a newer program
 */
export function prepareHistory(path: string, at: number): Prepared {
  try {
    return { ...readPrepared(path), aside: null };
  } catch (error) {
    if (isNewer(error)) throw error;
    if (!isDamage(error)) {
      const fault = messageOf(error);
      return { ...NOTHING, ...readAlone(path), aside: null, fault };
    }
    const fault = messageOf(error);
    try {
      const aside = { aside: setAside(path, at), fault };
      return { ...readPrepared(path), aside };
    } catch (another) {
      return { ...NOTHING, aside: null, fault: messageOf(another) };
    }
  }
}

function readPrepared(path: string): Omit<Prepared, "aside"> {
  const db = openHistory(path);
  try {
    const { fault, unread } = putInPlace(db, path);
    const read = fault === null ? readAll(db, []) : readAlone(path);
    return { ...NOTHING, ...read, fault, unread };
  } finally {
    db.close();
  }
}

type Read = Pick<Prepared, "jots" | "tasks" | "erased" | "lastRun">;

/** Reads what is needed of a history that cannot be written now, and of its journal, which cannot be put in its place. */
function readAlone(path: string): Partial<Read> {
  try {
    using db = new DatabaseSync(path, { readOnly: true });
    const orders = leftFiles(path, null).flatMap((file) =>
      readRecords(file).records.flatMap(({ orders }) => unpackOrders(orders))
    );
    return readAll(db, orders);
  } catch {
    return {};
  }
}

/** @param waiting what is not in its place yet */
function readAll(db: DatabaseSync, waiting: readonly Order[]): Read {
  const { run: lastRun } = db.prepare("SELECT run FROM state")
    .get() as { run: number };
  const jots = new Map(readJots(db).map((jot) => [nameOfJot(jot), jot]));
  const tasks = readTasks(db);
  const erased: Extract<Order, { kind: "erase" }>[] = [];
  for (const order of waiting) {
    if (order.kind === "task") tasks.push(order.task);
    if (order.kind === "erase") erased.push(order);
    if (order.kind !== "jot") continue;
    const name = nameOfJot(order.jot);
    jots.delete(name);
    if (order.jot.value !== null) jots.set(name, order.jot);
  }
  return { jots: [...jots.values()], tasks, erased, lastRun };
}

/** Puts what is left in the journal in its place. */
function putInPlace(
  db: DatabaseSync,
  path: string,
): Pick<Prepared, "fault" | "unread"> {
  try {
    const writer = new HistoryWriter(db);
    writer.recoverTable();
    return { fault: null, unread: recover(writer, path, null) };
  } catch (error) {
    if (isDamage(error)) throw error;
    return { fault: messageOf(error), unread: [] };
  }
}

/**
 * Writes what is left in the journal of a process that died.
 *
 * @param own the run that is going on; null for none
 * @returns which files cannot be read, and why
 */
export function recover(
  writer: HistoryWriter,
  path: string,
  own: number | null,
): string[] {
  const unread: string[] = [];
  for (const file of leftFiles(path, own)) {
    let left: LeftRecords;
    try {
      left = readRecords(file);
    } catch (error) {
      unread.push(`${file.path}: ${messageOf(error)}`);
      continue;
    }
    writer.recover(left.records);
    if (left.isDamaged) unread.push(`${setJournalAside(file)} is damaged`);
    else remove(file.path);
  }
  return unread;
}

function readJots(db: DatabaseSync): Jot[] {
  return db.prepare("SELECT kind, key, value FROM jot ORDER BY id").all()
    .map(({ key, kind, value }) => ({
      kind: String(kind),
      key: String(key),
      value: typeof value === "number" ? value : String(value),
    }));
}

function readTasks(db: DatabaseSync): Task[] {
  return db.prepare("SELECT value FROM task ORDER BY id").all()
    .map(({ value }) => JSON.parse(String(value)));
}
