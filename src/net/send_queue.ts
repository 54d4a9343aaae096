import { Buffer } from "node:buffer";
import type { Sink } from "../irc/state/session.ts";
import type { Line } from "../irc/wire/outgoing.ts";
import type { Connection } from "../runtime/runtime.ts";
import { join } from "./join.ts";
import type { Traffic } from "./traffic.ts";

/** Who hears of a send queue. */
export interface SendQueueOwner {
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

/** A character of a text is of one, two or three bytes; those of four are two characters. */
const MOST_BYTES_A_CHARACTER = 3;

/** Where a turn's lines are joined for a runtime that copies them at once. */
const scratch = new Uint8Array(EARLY_FLUSH_BYTES);

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
  #queue: (Uint8Array | string)[] = [];
  /**
   * How much that is at least. A text of its own answers counts its characters:
   * to count bytes costs more than all else here, and matters seldom.
   */
  #queuedBytes = 0;
  #othersQueuedBytes = 0;
  /** What a write has under way. */
  #inFlightBytes = 0;
  #othersInFlightBytes = 0;
  #isClosing = false;
  #hasEnded = false;
  #isAnswering = false;

  /**
   * @param limitBytes how much may wait
   * @param traffic counts what is sent
   */
  constructor(
    readonly connection: Connection,
    readonly limitBytes: number,
    readonly owner: SendQueueOwner,
    readonly traffic: Traffic,
  ) {}

  /** How many bytes wait. */
  get waitingBytes(): number {
    return this.#countQueue() + this.#inFlightBytes;
  }

  /** True once it takes no more. */
  get isClosing(): boolean {
    return this.#isClosing;
  }

  /** True once everything is out and the connection was told to end. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** True while more waits than may. */
  get isFull(): boolean {
    const room = this.limitBytes - this.#inFlightBytes;
    if (this.#queuedBytes > room) return true;
    const most = this.#queuedBytes * MOST_BYTES_A_CHARACTER;
    return most > room && this.#countQueue() > room;
  }

  /** @param isAnswering true while an input of the client itself is carried out */
  answer(isAnswering: boolean): void {
    this.#isAnswering = isAnswering;
  }

  write(outgoing: Line): void {
    if (this.#isClosing) return;
    const line = outgoing.encodedOrText;
    let bytes = line.length;
    if (!this.#isAnswering) {
      if (typeof line === "string") bytes = Buffer.byteLength(line);
      this.#countOthers(bytes);
      this.traffic.deliveries++;
    }
    if (this.#queue.length === 0) this.owner.dirty(this);
    this.#queue.push(line);
    this.#queuedBytes += bytes;
    if (this.#queuedBytes >= EARLY_FLUSH_BYTES && !this.owner.isHeld) {
      this.flush();
    }
  }

  close(): void {
    if (this.#isClosing) return;
    this.#isClosing = true;
    this.owner.closing(this);
    if (this.#queue.length === 0) this.owner.dirty(this);
  }

  /** Sends what has gathered, unless earlier output is still on its way. */
  flush(): void {
    if (this.#inFlightBytes > 0) return;
    if (this.#queuedBytes > 0 && !this.#send()) return;
    if (!this.#isClosing || this.#hasEnded) return;
    this.#hasEnded = true;
    this.connection.end();
  }

  /** Goes on after {@linkcode flush} could not send everything at once. */
  drained(): void {
    this.#inFlightBytes = 0;
    this.#othersInFlightBytes = 0;
    this.flush();
  }

  #countOthers(bytes: number): void {
    this.#othersQueuedBytes += bytes;
    const waiting = this.#othersQueuedBytes + this.#othersInFlightBytes;
    if (waiting <= this.limitBytes) return;
    this.#queue.length = 0;
    this.#queuedBytes = 0;
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

  /** @returns false if it is still on its way */
  #send(): boolean {
    const chunks = encode(this.#queue);
    const bytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    const othersBytes = this.#othersQueuedBytes;
    this.traffic.bytesSent += bytes;
    this.traffic.linesSent += this.#queue.length;
    this.#queue = [];
    this.#queuedBytes = 0;
    this.#othersQueuedBytes = 0;
    const { connection } = this;
    const shared = connection.copiesOnWrite ? scratch : null;
    if (connection.write(join(chunks, bytes, shared))) return true;
    this.#inFlightBytes = bytes;
    this.#othersInFlightBytes = othersBytes;
    return false;
  }
}

const encoder = new TextEncoder();

/** Encodes at once the texts that follow each other. */
function encode(queue: readonly (Uint8Array | string)[]): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  let text = "";
  for (const line of queue) {
    if (typeof line === "string") {
      text += line;
      continue;
    }
    if (text !== "") chunks.push(encoder.encode(text));
    text = "";
    chunks.push(line);
  }
  if (text !== "") chunks.push(encoder.encode(text));
  return chunks;
}
