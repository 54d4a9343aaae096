import {
  type Conversation,
  END,
  type Position,
} from "../../irc/state/archive.ts";
import type { Jot } from "../../irc/state/jot.ts";
import type { PackedEvent } from "../../irc/state/packed_event.ts";
import { messageOf } from "../data_folder.ts";
import { DiskReading } from "./disk_reading.ts";
import { Hidden } from "./hidden.ts";
import type { DiskOwner, MeasuredHistory } from "./history.ts";
import { bytesOnDisk, historyFile, openHistory } from "./history_file.ts";
import { Journal } from "./journal.ts";
import type { FromWriter } from "./messages.ts";
import { Outbox } from "./outbox.ts";
import { type Prepared, prepareHistory } from "./preparing.ts";
import type { Task } from "./rows.ts";
import type { Retention } from "./sweeping.ts";
import type { StartThread } from "./thread.ts";
import { HistoryWriter } from "./writer.ts";
import { WriterLink } from "./writer_link.ts";

/** Deletions are numbered from so many times the number of the run on: no two runs have the same. */
const TASKS_OF_RUN = 1000;

/** Milliseconds that what is said waits for more of it, to be written together. */
const GATHER_MS = 40;

/** The disk's side of a history: what is written, by a thread of its own, what becomes of its faults, and what is read. */
export class DiskSide {
  readonly #path: string;
  readonly #outbox: Outbox;
  /** What is deleted and may still be on the disk. */
  readonly hidden = new Hidden();
  readonly reading: DiskReading;
  #link: WriterLink | null = null;
  #journal: Journal | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #retention: Retention = { ageMs: null, events: null, bytes: null };
  #lastTask = 0;
  /** What was jotted down before, in the order in which it came. */
  jots: readonly Jot[] = [];
  /** Why nothing is written to the file; null if it is. */
  #refusal: string | null = null;
  #writeFault: string | null = null;
  #written = 0;
  #lost = 0;
  /** How many are lost of which nobody was told how many. */
  #unsaid = 0;
  #unindexed = 0;
  readonly #catchingUp = new Map<number, () => void>();
  #lastRequest = 0;

  constructor(
    folder: string,
    readonly owner: DiskOwner,
    readonly start: StartThread,
  ) {
    this.#path = historyFile(folder);
    this.#outbox = new Outbox(
      null,
      (conversation, id) => this.hidden.endEvent(conversation, id),
    );
    this.reading = new DiskReading(this.#path, {
      owner,
      hidden: this.hidden,
      start,
      catchUp: (limitMs) => this.#catchUp(limitMs),
    });
    this.open();
  }

  get measured(): MeasuredHistory {
    return {
      written: this.#written,
      lost: this.#lost,
      waiting: this.#outbox.events,
      waitingBytes: this.#outbox.bytes,
      unindexed: this.#unindexed,
      fileBytes: bytesOnDisk(this.#path),
      isWorking: this.#refusal === null && this.#writeFault === null &&
        !this.reading.isFaulty,
    };
  }

  /** What is kept from now on. */
  set retention(retention: Retention) {
    this.#retention = retention;
    this.#link?.post({ kind: "retention", retention });
  }

  /** Begins to use the file. */
  open(): void {
    if (this.#link !== null) return;
    let prepared: Prepared;
    try {
      prepared = prepareHistory(this.#path, this.owner.now());
    } catch (error) {
      this.#refusal = messageOf(error);
      return this.owner.say(
        `the history is kept in memory alone: ${this.#refusal}`,
      );
    }
    if (prepared.aside !== null) this.#sayAside(prepared.aside);
    if (prepared.fault !== null) this.#writeFaultIs(prepared.fault);
    for (const file of prepared.unread) {
      this.owner.say(
        `what was said last may be missing in the history: ${file}`,
      );
    }
    this.jots = prepared.jots;
    for (const task of prepared.tasks) this.hidden.add(task);
    for (const { conversation, id } of prepared.erased) {
      this.hidden.addEvent(conversation, id);
    }
    this.#refusal = null;
    this.reading.open();
    // No other run has the number, whatever the clock says.
    const run = Math.max(Date.now(), prepared.lastRun + 1);
    this.#lastTask = Math.max(this.#lastTask, run * TASKS_OF_RUN);
    const journal = new Journal(this.#path, run, (batch) => {
      this.#countKept(this.#outbox.kept(batch));
      this.#goOnSending();
    });
    const link = new WriterLink(this.#path, run, {
      heard: (message) => this.#heard(message),
      died: (fault) => this.#died(fault),
      revived: () => this.#revived(),
    }, this.start);
    this.#journal = journal;
    this.#link = link;
    this.#outbox.receiver = {
      post: (message) => link.post(message),
      keep: (batch, orders) => journal.append(batch, orders),
    };
    this.#revived();
  }

  /** Writes all that is there, and lets go of the file. */
  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.reading.close();
    const link = this.#link;
    this.#link = null;
    if (link !== null) {
      this.#outbox.send(true);
      link.flush(true);
      this.#countKept(this.#outbox.written(link.written));
      const { run } = link;
      if (!this.#outbox.isEmpty) this.#writeRest(run);
      this.#journal?.close(this.#outbox.isEmpty ? Infinity : link.written);
    }
    this.#journal = null;
    this.#outbox.receiver = null;
    this.#refusal ??= "it is closed";
    const { events } = this.#outbox;
    if (link === null || events === 0) return;
    this.owner.say(`${countOf(events)} could not be written to the history`);
  }

  /** Writes what the thread has not: it may be dead. */
  #writeRest(run: number): void {
    try {
      const db = openHistory(this.#path);
      const { orders, ...last } = this.#outbox.sent;
      try {
        new HistoryWriter(db).write(orders, { run, ...last });
      } finally {
        db.close();
      }
      this.#countKept(this.#outbox.written(Infinity));
    } catch { /* It cannot: what is left is said. */ }
  }

  /** True if nothing is written to the file, and nothing read from it. */
  get isRefused(): boolean {
    return this.#refusal !== null;
  }

  /** See {@linkcode Outbox.waitingAfter}. */
  get waitingAfter(): Position {
    return this.#outbox.waitingAfter;
  }

  /** What all is after that memory must have: where the disk is too slow, it need not. */
  get neededAfter(): Position {
    return this.#outbox.isOverfull ? END : this.#outbox.waitingAfter;
  }

  /** See {@linkcode Outbox.add}. */
  add(begin: string, event: PackedEvent, id: string): void {
    if (this.#refusal !== null) return;
    if (this.#outbox.add(begin, event, id)) this.#sendSoon();
    else this.#lose(1, "the disk is too slow for the history");
  }

  addJot(jot: Jot): void {
    if (this.#refusal !== null) return;
    this.#outbox.addJot(jot);
    this.#sendSoon();
  }

  /** Deletes one event, and what belongs to it. */
  erase(conversation: Conversation, id: string): void {
    if (this.#refusal !== null) return;
    this.hidden.addEvent(conversation, id);
    this.#outbox.addOrder({ kind: "erase", conversation, id });
    this.#sendSoon();
  }

  /** Deletes what may be much. */
  delete(deletion: Omit<Task, "id">): void {
    if (this.#refusal !== null) return;
    const task = { ...deletion, id: ++this.#lastTask };
    this.hidden.add(task);
    this.#outbox.addOrder({ kind: "task", task });
    this.#sendSoon();
  }

  #sendSoon(): void {
    if (this.#outbox.isFull) this.#outbox.send();
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#outbox.send();
    }, GATHER_MS);
  }

  #heard(message: FromWriter): void {
    switch (message.kind) {
      case "written":
        this.#unindexed = message.unindexed;
        this.#journal?.written(message.batch);
        this.#countKept(this.#outbox.written(message.batch));
        this.#goOnSending();
        break;
      case "ended":
        this.hidden.end(message.task);
        break;
      case "caught-up":
        this.#unindexed = message.unindexed;
        this.#caughtUp(message.request);
        break;
      case "fault":
        this.#writeFaultIs(message.fault);
        break;
      case "set-aside":
        this.#sayAside(message);
        this.hidden.clear();
        this.reading.reopen();
        break;
      case "lost":
        this.#lose(message.events, `a fault of ours: ${message.fault}`);
        this.#sayLost();
    }
  }

  #goOnSending(): void {
    if (this.#outbox.isFull) this.#outbox.send();
    else if (this.#outbox.hasUnsent) this.#sendSoon();
  }

  #countKept(events: number): void {
    this.#written += events;
    if (this.#writeFault === null && this.#unsaid > 0) this.#sayLost();
  }

  #died(fault: string): void {
    this.#endCatchingUp();
    this.#writeFaultIs(`the thread that writes it has died: ${fault}`);
  }

  #revived(): void {
    this.#link?.post({ kind: "retention", retention: this.#retention });
    this.#outbox.sendAgain();
  }

  #writeFaultIs(fault: string | null): void {
    if (fault === this.#writeFault) return;
    const before = this.#writeFault;
    this.#writeFault = fault;
    if (fault === null) {
      this.owner.say("the history is written again");
      if (this.#unsaid > 0) this.#sayLost();
    } else if (before === null) {
      this.owner.say(
        `the history cannot be written: ${fault}; ` +
          "what is said waits in memory",
      );
    }
  }

  #lose(events: number, why: string): void {
    this.#lost += events;
    if (this.#unsaid === 0) {
      this.owner.say(`what is said is missing in the history: ${why}`);
    }
    this.#unsaid += events;
  }

  #sayLost(): void {
    this.owner.say(`${countOf(this.#unsaid)} are missing in the history`);
    this.#unsaid = 0;
  }

  #sayAside({ aside, fault }: { aside: string; fault: string }): void {
    this.owner.say(
      `the history was damaged (${fault}) and begins anew; ` +
        `what there was is in ${aside}`,
    );
  }

  /** Waits until all that was said before is in the index of words, as far as there is time. */
  #catchUp(limitMs: number): Promise<void> {
    if (this.#link === null || this.#writeFault !== null) {
      return Promise.resolve();
    }
    const request = ++this.#lastRequest;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(() => this.#caughtUp(request), limitMs);
    this.#catchingUp.set(request, () => {
      clearTimeout(timer);
      resolve();
    });
    this.#outbox.send();
    this.#link.post({ kind: "catch-up", request });
    return promise;
  }

  #caughtUp(request: number): void {
    const settle = this.#catchingUp.get(request);
    this.#catchingUp.delete(request);
    settle?.();
  }

  #endCatchingUp(): void {
    for (const request of [...this.#catchingUp.keys()]) this.#caughtUp(request);
  }
}

function countOf(events: number): string {
  return events === 1 ? "1 event" : `${events} events`;
}
