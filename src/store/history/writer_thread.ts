import type { DatabaseSync } from "node:sqlite";
import { messageOf } from "../data_folder.ts";
import { isDamage, isPassing, setAside } from "./history_file.ts";
import { type FromWriter, TICKET, type ToWriter, WRITTEN } from "./messages.ts";
import { recover } from "./preparing.ts";
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

/**
 * So many events are written at once, where less waits for more: each costs half as much so, because those of one
 * conversation are side by side.
 */
const MANY = 16_000;

/** How many messages are read at a time to be put into the index of words. */
const PIECE = 4000;

/** Milliseconds that what was said waits for more of it, to be written together: it is safe in the journal. */
export const WRITE_MS = 2000;

type Batch = Extract<ToWriter, { kind: "batch" }>;

/** What the thread is given. */
export interface WriterMeans {
  readonly path: string;
  /** The run of the journal whose batches it is given */
  readonly run: number;
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
  /** What is to be written. */
  #batches: Batch[] = [];
  #events = 0;
  /** When the first of it came. */
  #since = 0;
  /** True if one of them has a fault of ours. */
  #isSingly = false;
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
        if (this.#batches.length === 0) this.#since = this.#means.now();
        this.#batches.push(message);
        this.#events += message.events;
        if (this.#fault === null && this.#isDue) this.#writeAll();
        break;
      case "retention":
        this.#retention = message.retention;
        this.#retainedAt = -Infinity;
        break;
      case "catch-up":
        this.#waiting.push(message.request);
        break;
      case "flush":
        this.#writeAll();
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
    if (this.#isDue && !this.#writeAll()) return RETRY_MS;
    try {
      const wait = this.#doPiece(this.#open());
      this.#say(null);
      return Math.min(wait, this.#untilDue);
    } catch (error) {
      this.#work = null;
      this.#endWaiting();
      if (!isDamage(error)) this.#say(messageOf(error));
      else this.#setAside(error);
      return RETRY_MS;
    }
  }

  #doPiece(writer: HistoryWriter): number {
    if (writer.unindexed > 0) {
      writer.index(PIECE);
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

  /** True if what waits is to be written now. */
  get #isDue(): boolean {
    const batches = this.#batches;
    if (batches.length === 0) return false;
    return this.#untilDue <= 0 || this.#events >= MANY ||
      this.#waiting.length > 0 || batches.some(({ isUrgent }) => isUrgent);
  }

  /** Milliseconds until it is so in any case. */
  get #untilDue(): number {
    if (this.#batches.length === 0) return Infinity;
    return Math.max(0, this.#since + WRITE_MS - this.#means.now());
  }

  /** Writes all that it was given. @returns false if that cannot be now */
  #writeAll(): boolean {
    while (this.#batches.length > 0) {
      const some = this.#isSingly ? this.#batches.slice(0, 1) : this.#batches;
      const { batch } = some[some.length - 1];
      const orders = some.map(({ orders }) => orders).join("");
      try {
        this.#open().write(orders, { run: this.#means.run, batch });
      } catch (error) {
        if (isDamage(error)) {
          if (!this.#setAside(error)) return false;
        } else if (isPassing(error)) {
          this.#say(messageOf(error));
          return false;
        } else {
          if (this.#isSingly) this.#lose(error);
          this.#isSingly = true;
        }
        continue;
      }
      this.#say(null);
      this.#written(some);
    }
    this.#isSingly = false;
    return true;
  }

  /** One batch has a fault of ours, and the others have not. */
  #lose(error: unknown): void {
    const some = this.#batches.slice(0, 1);
    const [{ events }] = some;
    this.#means.post({ kind: "lost", events, fault: messageOf(error) });
    this.#written(some);
  }

  #written(some: readonly Batch[]): void {
    const { batch } = some[some.length - 1];
    this.#batches = this.#batches.slice(some.length);
    for (const { events } of some) this.#events -= events;
    Atomics.store(this.#means.shared, WRITTEN, batch);
    const unindexed = this.#writer?.unindexed ?? 0;
    this.#means.post({ kind: "written", batch, unindexed });
  }

  /** @returns false if that cannot be now */
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
    if (this.#writer !== null) return this.#writer;
    const { open, path, run } = this.#means;
    const writer = new HistoryWriter(open(path));
    recover(writer, path, run);
    return this.#writer = writer;
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
