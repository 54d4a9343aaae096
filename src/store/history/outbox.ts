import type { Conversation, HistoryEvent } from "../../irc/state/archive.ts";
import type { Jot } from "../../irc/state/jot.ts";
import { nameOfJot } from "../jot_store.ts";
import type { ToWriter } from "./messages.ts";
import { type Order, packEvent, packOrders } from "./rows.ts";

/** How many orders make a batch that goes at once. */
export const FULL_BATCH = 2000;

/** How many batches may be with the worker; the others wait here. */
const MOST_SENT = 4;

/** How many bytes of events may wait to be written, about. */
export const MOST_BYTES = 64 * 1024 * 1024;

/** What an event takes besides its texts. */
const EVENT_BYTES = 300;

/** Where the events of a conversation are that are not written yet. */
export interface Waiting {
  readonly conversation: Conversation;
  /** It was written: it, and what came before it. */
  written(event: HistoryEvent): void;
}

type Entry =
  | { readonly waiting: Waiting; readonly event: HistoryEvent }
  | Exclude<Order, { kind: "event" | "jot" }>;

interface Batch {
  readonly batch: number;
  readonly entries: readonly Entry[];
  readonly jots: readonly Jot[];
}

/**
 * What is on its way to the worker: kept until it is written, so that another
 * worker can have it, and no more of it than {@linkcode MOST_BYTES}.
 */
export class Outbox {
  #entries: Entry[] = [];
  #jots = new Map<string, Jot>();
  #sent: Batch[] = [];
  #lastBatch = 0;
  #bytes = 0;

  /**
   * @param post gives the worker something; null while there is none
   * @param erased is told what is deleted from the disk
   */
  constructor(
    public post: ((message: ToWriter) => void) | null,
    readonly erased: (conversation: Conversation, id: string) => void,
  ) {}

  /** How many bytes its events take, about. */
  get bytes(): number {
    return this.#bytes;
  }

  /** True if there is something that the worker was not given. */
  get hasUnsent(): boolean {
    return this.#entries.length > 0 || this.#jots.size > 0;
  }

  /** True if nothing is left to be written. */
  get isEmpty(): boolean {
    return !this.hasUnsent && this.#sent.length === 0;
  }

  /** How many events there are. */
  get events(): number {
    return [this.#entries, ...this.#sent.map(({ entries }) => entries)]
      .reduce((sum, entries) => sum + countEvents(entries), 0);
  }

  /** @returns false if there is no room for it */
  add(waiting: Waiting, event: HistoryEvent): boolean {
    if (this.#bytes > MOST_BYTES) return false;
    this.#bytes += bytesOf(event);
    this.#entries.push({ waiting, event });
    return true;
  }

  /** Adds what deletes something. */
  addOrder(order: Exclude<Order, { kind: "event" | "jot" }>): void {
    this.#entries.push(order);
  }

  /** Adds what replaces what was jotted down before. */
  addJot(jot: Jot): void {
    const name = nameOfJot(jot);
    this.#jots.delete(name);
    this.#jots.set(name, jot);
  }

  /** True if a whole batch waits. */
  get isFull(): boolean {
    return this.#entries.length >= FULL_BATCH;
  }

  /**
   * Gives the worker what it may have.
   *
   * @param isAll true if it gets everything, however much it has
   */
  send(isAll = false): void {
    if (this.post === null) return;
    while (this.hasUnsent && (isAll || this.#sent.length < MOST_SENT)) {
      const entries = this.#entries.splice(0, FULL_BATCH);
      const jots = [...this.#jots.values()];
      this.#jots.clear();
      const sent = { batch: ++this.#lastBatch, entries, jots };
      this.#sent.push(sent);
      this.#post(sent);
    }
  }

  /** Gives a new worker what another one had. */
  sendAgain(): void {
    for (const sent of this.#sent) this.#post(sent);
    this.send();
  }

  #post({ batch, entries, jots }: Batch): void {
    const orders = [
      ...entries.map(pack),
      ...jots.map((jot) => packOrders([{ kind: "jot", jot }])),
    ].join("\0");
    const events = countEvents(entries);
    this.post?.({ kind: "batch", batch, orders, events });
  }

  /** All batches up to one are written. @returns how many events they had */
  written(batch: number): number {
    let events = 0;
    while (this.#sent.length > 0 && this.#sent[0].batch <= batch) {
      for (const entry of this.#sent[0].entries) {
        if ("event" in entry) {
          this.#bytes -= bytesOf(entry.event);
          entry.waiting.written(entry.event);
          events++;
        } else if (entry.kind === "erase") {
          this.erased(entry.conversation, entry.id);
        }
      }
      this.#sent.shift();
    }
    return events;
  }
}

function countEvents(entries: readonly Entry[]): number {
  return entries.reduce((sum, entry) => sum + ("event" in entry ? 1 : 0), 0);
}

function pack(entry: Entry): string {
  return "event" in entry
    ? packEvent(entry.waiting.conversation, entry.event)
    : packOrders([entry]);
}

function bytesOf({ lines, source, text }: HistoryEvent): number {
  let bytes = EVENT_BYTES + source.length + (text?.length ?? 0);
  for (const line of lines ?? []) bytes += line.text.length;
  return bytes;
}
