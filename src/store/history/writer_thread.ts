import type { DatabaseSync } from "node:sqlite";
import { messageOf } from "../data_folder.ts";
import { isDamage, setAside } from "./history_file.ts";
import { BATCH, type FromWriter, TICKET, type ToWriter } from "./messages.ts";
import type { Task } from "./rows.ts";
import { carryOut, retain, type Retention } from "./sweeping.ts";
import { HistoryWriter } from "./writer.ts";

/** Milliseconds until what could not be written is tried again. */
export const RETRY_MS = 1000;

/** Milliseconds between two looks at what is not kept any more. */
const RETAIN_MS = 60_000;

/** Milliseconds that it waits for more to be deleted before it writes the file anew. */
const CLEAN_MS = 500;

/** At most a hundredth of the time goes to writing the file anew. */
const CLEAN_SHARE = 100;

/** Milliseconds that writing a megabyte anew takes, about, before it was done once. */
const CLEAN_MS_A_MEGABYTE = 20;
const MEGABYTE = 1024 * 1024;

/** Milliseconds until it is tried again where there is no room for that. */
const ANOTHER_TRY_MS = 600_000;

const DAY_MS = 86_400_000;

/** One of so many megabytes may be written anew as soon as the process has started. */
const SMALL_MEGABYTES = 100;

/** How many messages are put into the index of words at a time. */
const INDEX_PIECE = 500;

/** How often a batch is tried whose fault is not the disk's. */
const TRIES = 2;

/** Faults that pass, by what SQLite says of them. */
const PASSING = /full|locked|busy|I\/O|readonly|unable to open|cannot be/i;

type Batch = Extract<ToWriter, { kind: "batch" }>;

/** What the thread is given. */
export interface WriterMeans {
  readonly path: string;
  /** Tells the main thread something. */
  post(message: FromWriter): void;
  /** The time, in milliseconds since 1970. */
  now(): number;
  /** Shared with the main thread */
  readonly shared: Int32Array;
  /** Opens the file, as `openHistory` does. */
  open(path: string): DatabaseSync;
}

/**
 * What the thread does that writes a history: batches first, in their order, and
 * else what can wait, a piece at a time. Where the disk is full it tries again; a
 * damaged file is set aside.
 */
export class WriterThread {
  readonly #means: WriterMeans;
  #writer: HistoryWriter | null = null;
  readonly #batches: Batch[] = [];
  #tries = 0;
  #fault: string | null = null;
  /** True once it has told how it is. */
  #hasSaid = false;
  #retention: Retention = { ageMs: null, events: null, bytes: null };
  #retainedAt = -Infinity;
  /** Since when the file is to be written anew; null if it is not */
  #uncleanAt: number | null = null;
  /** When it was last so because of what was too old. */
  #soiledAt = -Infinity;
  /** When that may be done again. */
  #mayCleanAt: number | null = null;
  #work: Generator<void, unknown> | null = null;
  /** Who waits for the index of words. */
  #waiting: number[] = [];
  #isOver = false;

  constructor(means: WriterMeans) {
    this.#means = means;
  }

  /** True once it has let go of the file. */
  get isOver(): boolean {
    return this.#isOver;
  }

  receive(message: ToWriter): void {
    switch (message.kind) {
      case "batch":
        this.#batches.push(message);
        if (this.#fault === null) this.#writeBatches();
        break;
      case "retention":
        this.#retention = message.retention;
        this.#retainedAt = -Infinity;
        break;
      case "catch-up":
        this.#waiting.push(message.request);
        break;
      case "flush":
        this.#writeBatches();
        if (message.isLast) this.#close();
        Atomics.store(this.#means.shared, TICKET, message.ticket);
        Atomics.notify(this.#means.shared, TICKET);
    }
  }

  /**
   * Does a piece of what can wait.
   *
   * @returns milliseconds until there may be more to do; 0 for at once
   */
  step(): number {
    if (this.#isOver) return RETRY_MS;
    if (this.#batches.length > 0) {
      this.#writeBatches();
      return this.#fault === null ? 0 : RETRY_MS;
    }
    try {
      const wait = this.#doPiece(this.#open());
      this.#say(null);
      return wait;
    } catch (error) {
      this.#work = null;
      this.#endWaiting();
      this.#survive(error);
      return RETRY_MS;
    }
  }

  #doPiece(writer: HistoryWriter): number {
    if (writer.unindexed > 0) {
      writer.index(INDEX_PIECE);
      return 0;
    }
    this.#endWaiting();
    this.#work ??= this.#nextWork(writer);
    if (this.#work !== null) {
      if (this.#work.next().done) this.#work = null;
      return 0;
    }
    return this.#clean(writer);
  }

  #endWaiting(): void {
    for (const request of this.#waiting.splice(0)) {
      const unindexed = this.#writer?.unindexed ?? 0;
      this.#means.post({ kind: "caught-up", request, unindexed });
    }
  }

  #nextWork(writer: HistoryWriter): Generator<void, unknown> | null {
    const [task] = writer.tasks();
    if (task !== undefined) return this.#carryOut(writer, task);
    const now = this.#means.now();
    if (now < this.#retainedAt + RETAIN_MS) return null;
    this.#retainedAt = now;
    return this.#retain(writer, now);
  }

  *#carryOut(writer: HistoryWriter, task: Task): Generator<void> {
    yield* carryOut(writer, task);
    this.#means.post({ kind: "ended", task: task.id });
  }

  *#retain(writer: HistoryWriter, now: number): Generator<void> {
    const hasDeleted = yield* retain(writer, this.#retention, now);
    if (!hasDeleted || now < this.#soiledAt + DAY_MS) return;
    writer.soil();
    this.#soiledAt = now;
  }

  /** @returns milliseconds until there may be more to do */
  #clean(writer: HistoryWriter): number {
    const now = this.#means.now();
    if (writer.isUnclean) this.#uncleanAt ??= now;
    if (this.#uncleanAt === null) return RETRY_MS;
    const left = this.#uncleanAt + CLEAN_MS - now;
    if (left > 0) return left;
    if (writer.isUnclean && now >= this.#mayCleanFrom(writer, now)) {
      this.#writeAnew(writer, now);
    }
    // What is deleted is in the log as well.
    if (writer.emptyLog() && !writer.isUnclean) this.#uncleanAt = null;
    return RETRY_MS;
  }

  #mayCleanFrom(writer: HistoryWriter, now: number): number {
    const megabytes = writer.sizes().used / MEGABYTE;
    const delayMs = megabytes < SMALL_MEGABYTES
      ? 0
      : megabytes * CLEAN_MS_A_MEGABYTE * CLEAN_SHARE;
    return this.#mayCleanAt ??= now + delayMs;
  }

  #writeAnew(writer: HistoryWriter, now: number): void {
    try {
      writer.clean();
      const end = this.#means.now();
      this.#mayCleanAt = end + (end - now) * CLEAN_SHARE;
    } catch (error) {
      if (isDamage(error)) throw error;
      // It takes as much room again as the file does.
      this.#mayCleanAt = now + ANOTHER_TRY_MS;
    }
  }

  #writeBatches(): void {
    while (this.#batches.length > 0) {
      const [{ batch, orders }] = this.#batches;
      try {
        const writer = this.#open();
        writer.write(orders);
      } catch (error) {
        if (this.#survive(error)) continue;
        return;
      }
      this.#say(null);
      this.#done(batch);
    }
  }

  #done(batch: number): void {
    this.#tries = 0;
    this.#batches.shift();
    Atomics.store(this.#means.shared, BATCH, batch);
    const unindexed = this.#writer?.unindexed ?? 0;
    this.#means.post({ kind: "written", batch, unindexed });
  }

  /** @returns true if it is worth trying at once */
  #survive(error: unknown): boolean {
    if (isDamage(error)) return this.#setAside(error);
    const fault = messageOf(error);
    if (PASSING.test(fault) || this.#batches.length === 0) {
      this.#say(fault);
      return false;
    }
    if (++this.#tries < TRIES) return true;
    const [{ batch, events }] = this.#batches;
    this.#means.post({ kind: "lost", events, fault });
    this.#done(batch);
    return true;
  }

  #setAside(error: unknown): boolean {
    const { now, path, post } = this.#means;
    try {
      this.#closeFile();
      const aside = setAside(path, now());
      post({ kind: "set-aside", aside, fault: messageOf(error) });
      return true;
    } catch (another) {
      this.#say(messageOf(another));
      return false;
    }
  }

  #say(fault: string | null): void {
    if (fault === this.#fault && this.#hasSaid) return;
    this.#hasSaid = true;
    this.#fault = fault;
    this.#means.post({ kind: "fault", fault });
  }

  #open(): HistoryWriter {
    const { open, path } = this.#means;
    return this.#writer ??= new HistoryWriter(open(path));
  }

  #closeFile(): void {
    this.#work = null;
    try {
      this.#writer?.close();
    } catch { /* It is damaged. */ }
    this.#writer = null;
  }

  #close(): void {
    this.#isOver = true;
    try {
      // Who closes it last, and may write, puts it in order.
      this.#open();
    } catch { /* It stays as it is. */ }
    this.#closeFile();
  }
}
