import { readdirSync, readFileSync, renameSync, unlinkSync } from "node:fs";
import { type FileHandle, open, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { FILE_MODE } from "../data_folder.ts";
import { ORDER_BEGIN } from "./rows.ts";

/*
 * What is said is appended at once to a file beside the history, and so it is safe while it waits to be put in its
 * place with more. Such a file is a row of records: the length of the orders in bytes, the number of the batch, and
 * the orders, as text. The last record of a process that died may not be whole.
 */

/** Bytes before the orders of a record. */
const HEAD_BYTES = 8;

/** No record has more bytes: what waits to be written is less. */
const MOST_BYTES = 1024 * 1024 * 1024;

/** Where something stands in a journal: batches are numbered within each run of a server. */
export interface JournalPlace {
  readonly run: number;
  readonly batch: number;
}

/** A batch of orders that a journal has. */
export interface JournalRecord extends JournalPlace {
  readonly orders: string;
}

/** A file of a journal, and the last batch that may be in it. */
interface JournalFile {
  readonly path: string;
  last: number;
}

/** Keeps batches safe until they are written. */
export class Journal {
  #waiting: Omit<JournalRecord, "run">[] = [];
  /** Those that there are, the one that is appended to last. */
  #files: JournalFile[] = [];
  #handle: FileHandle | null = null;
  #made = 0;
  /** True if what comes next goes to another file. */
  #isFull = false;
  #isAppending = false;
  #isClosed = false;

  /**
   * @param path the file of the history
   * @param run the number of this run
   * @param kept is told up to which batch all are safe
   */
  constructor(
    readonly path: string,
    readonly run: number,
    readonly kept: (batch: number) => void,
  ) {}

  /** Appends a batch, which is told once it is safe. Where that cannot be, it is tried again with the next. */
  append(batch: number, orders: string): void {
    this.#waiting.push({ batch, orders });
    if (!this.#isAppending) void this.#appendAll();
  }

  /** All batches up to one are written: nothing of them stays longer than until the next time. */
  written(upTo: number): void {
    this.#isFull = true;
    this.#waiting = this.#waiting.filter(({ batch }) => batch > upTo);
    const over = this.#files.filter(({ last }) => last <= upTo);
    this.#files = this.#files.filter(({ last }) => last > upTo);
    // Else whoever finds it next knows that it is over.
    for (const { path } of over) void unlink(path).catch(() => {});
  }

  /** Lets go of its files; those of which all is written are removed. */
  close(upTo: number): void {
    this.#isClosed = true;
    void this.#handle?.close().catch(() => {});
    this.#handle = null;
    for (const { last, path } of this.#files) if (last <= upTo) remove(path);
  }

  async #appendAll(): Promise<void> {
    this.#isAppending = true;
    while (this.#waiting.length > 0 && !this.#isClosed) {
      const some = this.#waiting.splice(0);
      const { batch } = some[some.length - 1];
      try {
        await this.#write(packRecords(some), batch);
      } catch {
        this.#waiting.unshift(...some);
        this.#isFull = true;
        break;
      }
      if (!this.#isClosed) this.kept(batch);
    }
    this.#isAppending = false;
  }

  async #write(bytes: Uint8Array, batch: number): Promise<void> {
    const handle = await this.#open(batch);
    for (let written = 0; written < bytes.length;) {
      const { bytesWritten } = await handle.write(bytes, written);
      written += bytesWritten;
    }
  }

  /** Gives the file that is appended to, of which a batch is the last then. */
  async #open(batch: number): Promise<FileHandle> {
    if (this.#handle !== null && !this.#isFull) {
      this.#files[this.#files.length - 1].last = batch;
      return this.#handle;
    }
    const before = this.#handle;
    this.#handle = null;
    this.#isFull = false;
    void before?.close().catch(() => {});
    const path = `${stemOf(this.path)}${this.run}-${++this.#made}`;
    this.#files.push({ path, last: batch });
    const handle = await open(path, "wx", FILE_MODE);
    if (!this.#isClosed) return this.#handle = handle;
    await handle.close();
    throw new Error("the journal is closed");
  }
}

/** What the names of the files of a history's journal begin with; then comes the run, and which of its files it is. */
function stemOf(path: string): string {
  return path.replace(/db$/, "journal-");
}

function packRecords(
  records: readonly Omit<JournalRecord, "run">[],
): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const texts = records.map(({ orders }) => encoder.encode(orders));
  const length = texts.reduce(
    (sum, text) => sum + HEAD_BYTES + text.length,
    0,
  );
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [index, text] of texts.entries()) {
    view.setUint32(at, text.length);
    view.setUint32(at + 4, records[index].batch);
    bytes.set(text, at + HEAD_BYTES);
    at += HEAD_BYTES + text.length;
  }
  return bytes;
}

/** A file of a journal that was left by a process that died. */
export interface LeftFile {
  readonly path: string;
  readonly run: number;
}

/**
 * Finds what is left of the journal of a history, in its order.
 *
 * @param own the run that is going on, whose files are no leftovers; null for none
 */
export function leftFiles(path: string, own: number | null): LeftFile[] {
  const stem = basename(stemOf(path));
  const folder = dirname(path);
  return readdirSync(folder)
    .filter((name) => name.startsWith(stem))
    .map((name) => {
      const [run, count] = name.slice(stem.length).split("-").map(Number);
      return { path: join(folder, name), run, count };
    })
    .filter(({ count, run }) => run !== own && run > 0 && count > 0)
    .sort((a, b) => a.run - b.run || a.count - b.count);
}

/** What is in a file of a journal. */
export interface LeftRecords {
  /** Those that are whole */
  readonly records: readonly JournalRecord[];
  /** True if what is behind them is not the beginning of another one */
  readonly isDamaged: boolean;
}

/** Reads the records of a file. */
export function readRecords({ path, run }: LeftFile): LeftRecords {
  const bytes = readFileSync(path);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const decoder = new TextDecoder();
  const records: JournalRecord[] = [];
  let last = 0;
  for (let at = 0; at + HEAD_BYTES < bytes.length;) {
    const [length, batch] = [view.getUint32(at), view.getUint32(at + 4)];
    const begin = at + HEAD_BYTES;
    const isOne = length > 0 && length <= MOST_BYTES && batch > last &&
      bytes[begin] === ORDER_BEGIN.charCodeAt(0);
    if (!isOne) return { records, isDamaged: true };
    at = begin + length;
    if (at > bytes.length) break;
    const orders = decoder.decode(bytes.subarray(begin, at));
    records.push({ run, batch, orders });
    last = batch;
  }
  return { records, isDamaged: false };
}

/**
 * Takes a damaged file out of the way.
 *
 * @returns what it is called from now on
 */
export function setJournalAside({ path }: LeftFile): string {
  const aside = path.replace(/journal-([\d-]+)$/, "damaged-journal-$1");
  renameSync(path, aside);
  return aside;
}

/** Removes a file, if that can be. */
export function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch { /* It is known to be over. */ }
}
