import { Buffer } from "node:buffer";
import type { Sink } from "../irc/state/session.ts";
import type { Line } from "../irc/wire/outgoing.ts";
import type { Connection } from "../runtime/runtime.ts";
import { encode, Gatherer } from "./gatherer.ts";
import type { Traffic } from "./traffic.ts";

/** What send queues share. */
export interface SendQueueOptions {
  /** How many bytes may wait for a client */
  readonly sendQueueBytes: number;
  /** Counts what is sent */
  readonly traffic: Traffic;
  readonly asker: Asker;
}

/** Whose input is carried out: what its own client is sent meanwhile answers it. */
export class Asker {
  queue: SendQueue | null = null;
}

/** Who hears of a send queue. */
export interface SendQueueOwner {
  readonly options: SendQueueOptions;
  /** It has something to flush at the end of the turn. */
  dirty(queue: SendQueue): void;
  /** Its client does not read what others send it, and is to be cut off. */
  overflowed(queue: SendQueue): void;
  /** It is to end once everything is out. */
  closing(queue: SendQueue): void;
  /** True while nothing may go out: what it tells of is not on the disk yet. */
  readonly isHeld: boolean;
}

/** How many bytes go out before the turn ends: one turn can write more than may wait. */
const EARLY_FLUSH_BYTES = 64 * 1024;

/**
 * How many bytes are given to the connection at once, whole lines: that a client
 * reads on is seen by what it still takes.
 */
const PIECE_BYTES = EARLY_FLUSH_BYTES;

/** Most have nothing that waits: this is never changed. */
const NOTHING: (Uint8Array | string)[] = [];

const LF = 0x0a;

/** A character of a text is of one, two or three bytes; those of four are two characters. */
const MOST_BYTES_A_CHARACTER = 3;

/** For a runtime that copies at once what is written, and for others. */
const COPIED = new Gatherer(new Uint8Array(EARLY_FLUSH_BYTES));
const KEPT = new Gatherer(null);

/**
 * One client's output. What a turn of the event loop writes is gathered and
 * sent at once. What waits has a limit, in bytes:
 *
 * - What others send it past that ends it: the queue is dropped, and its owner
 *   is told to cut the client off, for it does not read.
 * - What it asked for itself does not end it, however long it is. But while more
 *   waits than may, its further lines are to wait: see {@linkcode isFull}.
 */
export class SendQueue implements Sink {
  #queue = NOTHING;
  /**
   * How much that is at least. A text counts its characters: to count bytes
   * costs more than all else here, and matters seldom.
   */
  #queuedBytes = 0;
  #othersQueuedBytes = 0;
  /** What a write has under way. */
  #inFlightBytes = 0;
  #othersInFlightBytes = 0;
  /** True if the first of the queue is what was left of a write, whose lines are counted. */
  #hasRest = false;
  #state: "open" | "closing" | "ended" = "open";
  /** Whether its client lags behind, from when that was last asked, and then has read on. */
  #pace: "even" | "behind" | "reading" = "even";

  constructor(
    readonly connection: Connection,
    readonly owner: SendQueueOwner,
  ) {}

  /** How many bytes wait. */
  get waitingBytes(): number {
    return this.#countQueue() + this.#inFlightBytes;
  }

  /** True once it takes no more. */
  get isClosing(): boolean {
    return this.#state !== "open";
  }

  /** True once everything is out and the connection was told to end. */
  get hasEnded(): boolean {
    return this.#state === "ended";
  }

  /** True while more waits than may. */
  get isFull(): boolean {
    const { sendQueueBytes } = this.owner.options;
    const room = sendQueueBytes - this.#inFlightBytes;
    if (this.#queuedBytes > room) return true;
    const most = this.#queuedBytes * MOST_BYTES_A_CHARACTER;
    return most > room && this.#countQueue() > room;
  }

  /** How many bytes wait of what others have caused. */
  get othersBytes(): number {
    return this.#othersQueuedBytes + this.#othersInFlightBytes;
  }

  /** What is not given to the connection yet. */
  get queued(): Uint8Array[] {
    return encode(this.#queue);
  }

  /**
   * Goes on with what another process has not sent.
   *
   * @param othersBytes how many bytes of it others have caused
   */
  restore(unsent: Uint8Array, othersBytes: number): void {
    if (unsent.length === 0) return;
    this.#queue = [unsent];
    this.#hasRest = true;
    this.#queuedBytes = unsent.length;
    this.#othersQueuedBytes = othersBytes;
  }

  /**
   * Tells whether its client has read some of what waits, and not all, since this
   * was last asked: to be asked now and then.
   */
  readsOn(): boolean {
    const readsOn = this.#pace === "reading";
    this.#pace = this.#inFlightBytes > 0 ? "behind" : "even";
    return readsOn;
  }

  write(outgoing: Line): void {
    if (this.#state !== "open") return;
    const line = outgoing.encodedOrText;
    const { asker, sendQueueBytes, traffic } = this.owner.options;
    let bytes = line.length;
    if (asker.queue !== this) {
      // What waits for more than a turn is counted well.
      const waits = this.#inFlightBytes > 0;
      if (waits && typeof line === "string") bytes = Buffer.byteLength(line);
      this.#othersQueuedBytes += bytes;
      if (this.othersBytes > sendQueueBytes) this.#overflow(bytes);
      traffic.deliveries++;
    }
    if (this.#queue.length > 0) this.#queue.push(line);
    else {
      this.#queue = [line];
      this.owner.dirty(this);
    }
    this.#queuedBytes += bytes;
    if (this.#queuedBytes >= EARLY_FLUSH_BYTES && !this.owner.isHeld) {
      this.flush();
    }
  }

  close(): void {
    if (this.#state !== "open") return;
    this.#state = "closing";
    this.owner.closing(this);
    if (this.#queue.length === 0) this.owner.dirty(this);
  }

  /** Sends what has gathered, unless earlier output is still on its way. */
  flush(): void {
    if (this.#inFlightBytes > 0) return;
    while (this.#queuedBytes > 0) {
      if (!this.#send()) return;
    }
    this.#pace = "even";
    if (this.#state !== "closing") return;
    this.#state = "ended";
    this.connection.end();
  }

  /** Drops what waits, and takes no more. */
  drop(): void {
    this.#state = "ended";
    this.#queue = NOTHING;
    this.#queuedBytes = 0;
    this.#othersQueuedBytes = 0;
  }

  /** Goes on after {@linkcode flush} could not send everything at once. */
  drained(): void {
    this.#inFlightBytes = 0;
    this.#othersInFlightBytes = 0;
    if (this.#pace === "behind") this.#pace = "reading";
    this.flush();
  }

  /** @param bytes those of the line that was too much: it goes out in place of all that waits */
  #overflow(bytes: number): void {
    this.#queue = NOTHING;
    this.#queuedBytes = 0;
    this.#hasRest = false;
    this.#othersQueuedBytes = bytes;
    this.owner.overflowed(this);
  }

  #countQueue(): number {
    return this.#queue.reduce(
      (bytes, line) =>
        bytes +
        (typeof line === "string" ? Buffer.byteLength(line) : line.length),
      0,
    );
  }

  /** Sends all, or a piece of it. @returns false if that is still on its way */
  #send(): boolean {
    const { connection, owner: { options: { traffic } } } = this;
    const queue = this.#queue;
    const joined = (connection.copiesOnWrite ? COPIED : KEPT).join(queue);
    const bytes = joined.length;
    traffic.linesSent += queue.length - (this.#hasRest ? 1 : 0);
    const piece = firstPiece(joined);
    const othersShare = this.#othersQueuedBytes / this.#queuedBytes;
    const left = bytes - piece.length;
    this.#hasRest = left > 0;
    this.#queue = left > 0 ? [joined.subarray(piece.length)] : NOTHING;
    this.#queuedBytes = left;
    this.#othersQueuedBytes = left > 0 ? Math.round(othersShare * left) : 0;
    traffic.bytesSent += piece.length;
    if (connection.write(piece)) return true;
    this.#inFlightBytes = piece.length;
    this.#othersInFlightBytes = Math.round(othersShare * piece.length);
    return false;
  }
}

function firstPiece(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= PIECE_BYTES) return bytes;
  const end = bytes.lastIndexOf(LF, PIECE_BYTES - 1) + 1;
  return end === 0 ? bytes : bytes.subarray(0, end);
}
