import {
  type Conversation,
  END,
  type HistoryEvent,
  type Party,
  type Position,
  type Range,
} from "../../irc/state/archive.ts";
import type { Jot } from "../../irc/state/jot.ts";
import type { PackedEvent } from "../../irc/state/packed_event.ts";
import { messageOf } from "../data_folder.ts";
import { Hidden } from "./hidden.ts";
import type { MeasuredHistory } from "./history.ts";
import { bytesOnDisk, historyFile, openHistory } from "./history_file.ts";
import { Journal } from "./journal.ts";
import type { FromWriter } from "./messages.ts";
import { Outbox } from "./outbox.ts";
import { type Prepared, prepareHistory } from "./preparing.ts";
import { type AuthoredEvent, HistoryReader } from "./reader.ts";
import type { Task } from "./rows.ts";
import type {
  Found,
  SearchOutcome,
  SearchQuery,
} from "../../irc/state/search.ts";
import { inOrder } from "./matching.ts";
import { SearchLink } from "./search_link.ts";
import type { Retention } from "./sweeping.ts";
import type { StartThread } from "./thread.ts";
import { HistoryWriter } from "./writer.ts";
import { WriterLink } from "./writer_link.ts";

/** Milliseconds that what is said waits for more of it, to be written together. */
const GATHER_MS = 40;

/** Milliseconds until a file that cannot be read is opened again. */
const REOPEN_MS = 1000;

/** The most conversations that are asked for at once. */
const MOST_ASKED = 100_000;

/** Who owns a history. */
export interface DiskOwner {
  /** The time, in milliseconds since 1970. */
  now(): number;
  /** Says something to operators and in the log. */
  say(text: string): void;
}

/** The disk's side of a history: the file, the threads that write and search, and what becomes of their faults. */
export class DiskSide {
  readonly #path: string;
  readonly #outbox: Outbox;
  /** What is deleted and may still be on the disk. */
  readonly hidden = new Hidden();
  #link: WriterLink | null = null;
  #journal: Journal | null = null;
  #reader: HistoryReader | null = null;
  #searcher: SearchLink | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #retention: Retention = { ageMs: null, events: null, bytes: null };
  #lastTask = 0;
  /** What was jotted down before, in the order in which it came. */
  jots: readonly Jot[] = [];
  /** Why nothing is written to the file; null if it is. */
  #refusal: string | null = null;
  #writeFault: string | null = null;
  #readFault: string | null = null;
  #reopenAt = -Infinity;
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
        this.#readFault === null,
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
    for (const task of prepared.tasks) {
      this.hidden.add(task);
      this.#lastTask = Math.max(this.#lastTask, task.id);
    }
    this.#refusal = null;
    // No other run has the number, whatever the clock says.
    const run = Math.max(Date.now(), prepared.lastRun + 1);
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
    this.#searcher?.close();
    this.#searcher = null;
    this.#closeReader();
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
        this.#closeReader();
        this.#reopenAt = -Infinity;
        this.#searcher?.close();
        this.#searcher = null;
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

  /** Reads something; where that cannot be, gives what is to be had else. */
  read<Result>(
    otherwise: Result,
    work: (reader: HistoryReader) => Result,
  ): Result {
    if (this.#refusal !== null) return otherwise;
    const now = this.owner.now();
    if (this.#reader === null && now < this.#reopenAt) return otherwise;
    try {
      this.#reader ??= new HistoryReader(this.#path);
      const result = work(this.#reader);
      this.#readFault = null;
      return result;
    } catch (error) {
      this.#closeReader();
      this.#reopenAt = now + REOPEN_MS;
      this.#complainOfReading(messageOf(error));
      return otherwise;
    }
  }

  #complainOfReading(fault: string): void {
    if (this.#readFault === null) {
      this.owner.say(`the history cannot be read: ${fault}`);
    }
    this.#readFault = fault;
  }

  #closeReader(): void {
    try {
      this.#reader?.close();
    } catch { /* It cannot be used any more. */ }
    this.#reader = null;
  }

  /** Gives events that are written, and not deleted, the oldest first; null if they cannot be read now. */
  readEvents(conversation: Conversation, range: Range): HistoryEvent[] | null {
    if (this.#refusal !== null) return [];
    const found: HistoryEvent[] = [];
    let { after, before } = range;
    const isNewest = range.from === "newest";
    while (found.length < range.limit && after < before) {
      const limit = range.limit - found.length;
      const asked = { ...range, after, before, limit };
      const some = this.read(
        null,
        (reader) => reader.read(conversation, asked),
      );
      if (some === null) return null;
      const seen = this.hidden.isEmpty
        ? some
        : some.filter((event) => !this.hidden.has(conversation, event));
      if (isNewest) found.unshift(...seen);
      else found.push(...seen);
      if (some.length < limit) break;
      if (isNewest) before = some[0].id;
      else after = some[some.length - 1].id;
    }
    return found;
  }

  find(conversation: Conversation, id: string): HistoryEvent | null {
    const event = this.read(
      null,
      (reader) => reader.find(conversation, id),
    );
    if (event === null || this.hidden.has(conversation, event)) return null;
    return event;
  }

  /** Gives what somebody has said and done anywhere that is written and not deleted, the oldest first; null if it cannot be read now. */
  authored(
    author: Party,
    after: Position,
    limit: number,
  ): AuthoredEvent[] | null {
    if (this.#refusal !== null) return [];
    const found: AuthoredEvent[] = [];
    for (let behind = after; found.length < limit;) {
      const some = this.read(
        null,
        (reader) => reader.authored(author, behind, limit),
      );
      if (some === null) return null;
      for (const each of some) {
        behind = each.event.id;
        if (!this.hidden.has(each.conversation, each.event)) found.push(each);
      }
      if (some.length < limit) break;
    }
    return found.slice(0, limit);
  }

  /** Gives private conversations of somebody that may have their latest message in a stretch. */
  active(
    person: Party,
    after: Position,
    before: Position,
    from: Range["from"],
    limit: number,
  ): Conversation[] {
    // What is deleted may have been the latest.
    const isSure = this.hidden.isEmpty;
    return this.read([], (reader) =>
      reader.active(
        person,
        after,
        isSure ? before : "~",
        from,
        isSure ? Math.min(limit, MOST_ASKED) : MOST_ASKED,
      )).map(({ name }) => name);
  }

  /** Looks for messages, when all that was said before is in the index of words. */
  async search(query: SearchQuery, limitMs: number): Promise<SearchOutcome> {
    if (this.#refusal !== null) return { found: [], isWhole: false };
    await this.#catchUp(limitMs);
    const searcher = this.#searcher ??= new SearchLink(
      this.#path,
      (fault) => this.#complainOfReading(fault),
      this.start,
    );
    const deleted = this.hidden.watch();
    const found: Found[] = [];
    const until = performance.now() + limitMs;
    for (let asked = query;;) {
      const left = Math.max(0, until - performance.now());
      const some = await searcher.search(asked, left);
      found.push(
        ...some.found.filter(({ conversation, event }) =>
          !this.hidden.has(conversation, event) &&
          !deleted.has(conversation, event)
        ),
      );
      const isEnough = found.length >= query.limit;
      if (isEnough || !some.isWhole || some.found.length < asked.limit) {
        this.hidden.unwatch(deleted);
        return { found: inOrder(found, query), isWhole: some.isWhole };
      }
      asked = behind(asked, some.found, query.limit - found.length);
    }
  }

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

/** Asks for what is behind what was found. */
function behind(
  query: SearchQuery,
  found: readonly Found[],
  limit: number,
): SearchQuery {
  return query.order === "oldest"
    ? { ...query, after: found[found.length - 1].event.id, limit }
    : { ...query, before: found[0].event.id, limit };
}

function countOf(events: number): string {
  return events === 1 ? "1 event" : `${events} events`;
}
