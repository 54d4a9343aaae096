import { Buffer } from "node:buffer";
import type { Sink } from "../irc/state/session.ts";
import type { Line } from "../irc/wire/outgoing.ts";
import type { Connection } from "../runtime/runtime.ts";
import { join } from "./join.ts";

/** Who hears of a send queue. */
export interface SendQueueOwner {
  /** It has something to flush at the end of the turn. */
  dirty(queue: SendQueue): void;
  /** Its client does not read what others send it, and is to be cut off. */
  overflowed(queue: SendQueue): void;
  /** It is to end once everything is out. */
  closing(queue: SendQueue): void;
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
  /** Which of the queue others have caused. */
  #isOthers: boolean[] = [];
  /**
   * How much that is at most, in all and of others: to count the bytes of a text
   * costs more than all else here, so that it is done only where they matter.
   */
  #queuedBytes = 0;
  #othersQueuedBytes = 0;
  /** How much of the queue is counted exactly. */
  #counted = 0;
  /** What a write has under way. */
  #inFlightBytes = 0;
  #othersInFlightBytes = 0;
  #isClosing = false;
  #hasEnded = false;
  #isAnswering = false;

  /** @param limitBytes how much may wait */
  constructor(
    readonly connection: Connection,
    readonly limitBytes: number,
    readonly owner: SendQueueOwner,
  ) {}

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
    if (this.#queuedBytes <= room) return false;
    this.#count();
    return this.#queuedBytes > room;
  }

  /** @param isAnswering true while an input of the client itself is carried out */
  answer(isAnswering: boolean): void {
    this.#isAnswering = isAnswering;
  }

  write(outgoing: Line): void {
    if (this.#isClosing) return;
    if (this.#queue.length === 0) this.owner.dirty(this);
    this.#add(outgoing.encodedOrText);
    if (!this.#isAnswering && this.#hasOverflowed()) {
      const line = this.#queue.pop() ?? "";
      this.#clear();
      this.#add(line);
      this.owner.overflowed(this);
    }
    if (this.#queuedBytes < EARLY_FLUSH_BYTES) return;
    this.#count();
    if (this.#queuedBytes >= EARLY_FLUSH_BYTES) this.flush();
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

  #add(line: Uint8Array | string): void {
    const isOthers = !this.#isAnswering;
    const most = typeof line === "string"
      ? line.length * MOST_BYTES_A_CHARACTER
      : line.length;
    this.#queue.push(line);
    this.#isOthers.push(isOthers);
    this.#queuedBytes += most;
    if (isOthers) this.#othersQueuedBytes += most;
  }

  #clear(): void {
    this.#queue = [];
    this.#isOthers = [];
    this.#queuedBytes = 0;
    this.#othersQueuedBytes = 0;
    this.#counted = 0;
  }

  #hasOverflowed(): boolean {
    const room = this.limitBytes - this.#othersInFlightBytes;
    if (this.#othersQueuedBytes <= room) return false;
    this.#count();
    return this.#othersQueuedBytes > room;
  }

  /** Counts the bytes of what is not counted yet. */
  #count(): void {
    for (; this.#counted < this.#queue.length; this.#counted++) {
      const line = this.#queue[this.#counted];
      if (typeof line !== "string") continue;
      const tooMany = line.length * MOST_BYTES_A_CHARACTER -
        Buffer.byteLength(line);
      this.#queuedBytes -= tooMany;
      if (this.#isOthers[this.#counted]) this.#othersQueuedBytes -= tooMany;
    }
  }

  /** @returns false if it is still on its way */
  #send(): boolean {
    const chunks = encode(this.#queue);
    const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    const { connection } = this;
    const shared = connection.copiesOnWrite ? scratch : null;
    const isOut = connection.write(join(chunks, length, shared));
    if (!isOut) {
      this.#count();
      this.#inFlightBytes = length;
      this.#othersInFlightBytes = this.#othersQueuedBytes;
    }
    this.#clear();
    return isOut;
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
