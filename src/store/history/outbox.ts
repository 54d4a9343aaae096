import {
  type Conversation,
  END,
  type Position,
} from "../../irc/state/archive.ts";
import type { PackedEvent } from "../../irc/state/packed_event.ts";
import type { Jot } from "../../irc/state/jot.ts";
import { nameOfJot } from "../jot_store.ts";
import type { ToWriter } from "./messages.ts";
import { type Order, Packing } from "./rows.ts";

/** How many orders make a batch that goes at once: of more that are written together each costs less. */
export const FULL_BATCH = 16_000;

/** How many batches may be sent that are not safe: until they are, more gathers for the next. */
const MOST_SENT = 2;

/** How many bytes of events may wait to be written, about. */
export const MOST_BYTES = 64 * 1024 * 1024;

/** What an event takes besides its characters. */
const EVENT_BYTES = 50;

type Deletion = Exclude<Order, { kind: "event" | "jot" }>;

/** What is written together. */
interface Batch {
  readonly batch: number;
  /** As {@linkcode Packing} has packed it */
  orders: string;
  /** How many orders there are */
  length: number;
  events: number;
  bytes: number;
  /** The position of its last event; "" for none. */
  last: Position;
  readonly erased: (readonly [Conversation, string])[];
  isUrgent: boolean;
  /** True if it is safe, though not written. */
  isKept: boolean;
}

/** Takes what is to be written. */
export interface Receiver {
  /** Gives the worker something. */
  post(message: ToWriter): void;
  /** Keeps a batch safe until it is written. */
  keep(batch: number, orders: string): void;
}

/**
 * What is on its way to the worker: held until it is written, so that
 * another worker can have it, and no more of it than {@linkcode MOST_BYTES}.
 */
export class Outbox {
  readonly #packing = new Packing();
  /** What is being packed. */
  #open: Batch = newBatch(1);
  /** What is packed and not sent. */
  #packed: Batch[] = [];
  #jots = new Map<string, Jot>();
  #sent: Batch[] = [];
  #bytes = 0;
  #events = 0;
  /** The position of the last event that is written; "" for none. */
  #written: Position = "";

  /**
   * @param receiver null while there is none
   * @param erased is told what is deleted from the disk
   */
  constructor(
    public receiver: Receiver | null,
    readonly erased: (conversation: Conversation, id: string) => void,
  ) {}

  /** How many bytes its events take, about. */
  get bytes(): number {
    return this.#bytes;
  }

  /** True if there is something that the worker was not given. */
  get hasUnsent(): boolean {
    return this.#packed.length > 0 || this.#open.length > 0 ||
      this.#jots.size > 0;
  }

  /** True if nothing is left to be written. */
  get isEmpty(): boolean {
    return !this.hasUnsent && this.#sent.length === 0;
  }

  /** How many events would be lost if the process ended now. */
  get events(): number {
    return this.#events;
  }

  /** What all is after that waits to be written. */
  get waitingAfter(): Position {
    return this.#bytes === 0 ? END : this.#written;
  }

  /** True if there is no room for more. */
  get isOverfull(): boolean {
    return this.#bytes > MOST_BYTES;
  }

  /**
   * @param begin what its conversation begins with: see {@linkcode beginOf}
   * @param id its msgid
   * @returns false if there is no room for it
   */
  add(begin: string, event: PackedEvent, id: string): boolean {
    if (this.isOverfull) return false;
    const bytes = EVENT_BYTES + event.length;
    const open = this.#open;
    this.#bytes += bytes;
    this.#events++;
    open.bytes += bytes;
    open.events++;
    open.last = id;
    this.#packing.addEvent(begin, event);
    this.#added();
    return true;
  }

  /** Adds what deletes something. */
  addOrder(order: Deletion): void {
    this.#open.isUrgent = true;
    if (order.kind === "erase") {
      this.#open.erased.push([order.conversation, order.id]);
    }
    this.#packing.add(order);
    this.#added();
  }

  #added(): void {
    if (++this.#open.length >= FULL_BATCH) this.#pack();
  }

  /** Adds what replaces what was jotted down before. */
  addJot(jot: Jot): void {
    const name = nameOfJot(jot);
    this.#jots.delete(name);
    this.#jots.set(name, jot);
  }

  /** True if a whole batch waits. */
  get isFull(): boolean {
    return this.#packed.length > 0;
  }

  /**
   * Gives the worker what it may have.
   *
   * @param isAll true if it gets everything, however much it has
   */
  send(isAll = false): void {
    const { receiver } = this;
    if (receiver === null) return;
    while (this.hasUnsent && (isAll || this.#unkept < MOST_SENT)) {
      if (this.#packed.length === 0) this.#pack();
      const [sent] = this.#packed.splice(0, 1);
      sent.orders += this.#packJots();
      this.#sent.push(sent);
      receiver.keep(sent.batch, sent.orders);
      this.#post(sent);
    }
  }

  get #unkept(): number {
    const first = this.#sent.findIndex(({ isKept }) => !isKept);
    return first === -1 ? 0 : this.#sent.length - first;
  }

  /** Ends the batch, and begins another one. */
  #pack(): void {
    const packed = this.#open;
    packed.orders = this.#packing.take();
    this.#packed.push(packed);
    this.#open = newBatch(packed.batch + 1);
  }

  #packJots(): string {
    const packing = new Packing();
    for (const jot of this.#jots.values()) packing.add({ kind: "jot", jot });
    this.#jots.clear();
    return packing.take();
  }

  /** Gives a new worker what another one had. */
  sendAgain(): void {
    for (const sent of this.#sent) this.#post(sent);
    this.send();
  }

  #post({ batch, events, isUrgent, orders }: Batch): void {
    this.receiver?.post({ kind: "batch", batch, orders, events, isUrgent });
  }

  /** All that the worker was given and has not written, and the last batch of it. */
  get sent(): { batch: number; orders: string } {
    const orders = this.#sent.map(({ orders }) => orders).join("");
    return { batch: this.#sent.at(-1)?.batch ?? 0, orders };
  }

  /** All batches up to one are safe. @returns how many events of them were not before */
  kept(upTo: number): number {
    let kept = 0;
    for (const sent of this.#sent) {
      if (sent.batch > upTo) break;
      if (sent.isKept) continue;
      sent.isKept = true;
      kept += sent.events;
    }
    this.#events -= kept;
    return kept;
  }

  /** All batches up to one are written. @returns how many events of them were not safe before */
  written(upTo: number): number {
    const kept = this.kept(upTo);
    while (this.#sent.length > 0 && this.#sent[0].batch <= upTo) {
      const { bytes, erased, last } = this.#sent[0];
      if (last !== "") this.#written = last;
      for (const [conversation, id] of erased) this.erased(conversation, id);
      this.#bytes -= bytes;
      this.#sent.shift();
    }
    return kept;
  }
}

function newBatch(batch: number): Batch {
  return {
    batch,
    orders: "",
    length: 0,
    events: 0,
    bytes: 0,
    last: "",
    erased: [],
    isUrgent: false,
    isKept: false,
  };
}
