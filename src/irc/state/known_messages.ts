import type { MessageIds } from "./message_ids.ts";

/** What is remembered of a message, so that it can be taken back. */
export interface KnownMessage {
  /** The id of the user who said it */
  readonly sender: number;
  /** The account of its sender when it was said */
  readonly account: string | null;
  /** The id of the channel where it was said, or of the user to whom; null for everybody on the network */
  readonly target: number | null;
  /** The least rank of the members who got it, on a channel; 0 for all of them */
  readonly leastRank: number;
}

/** One of the messages as a snapshot has it: its time and count, then what is known of it; null once taken back. */
export type KnownEntry = readonly [
  at: number,
  count: number,
  message: KnownMessage | null,
];

/** Stands for no target, and for the sender of what was taken back: no user and no channel has this id. */
const NONE = 0;

/**
 * Knows the latest messages by their msgids. All that is said comes by, and little is taken back: what is kept
 * of a message stands in rows of numbers, which cost no memory of their own, in the order of the msgids, by
 * which one is found.
 *
 * @see IRCv3 message-redaction
 */
export class KnownMessages {
  #limit = 0;
  #size = 0;
  #oldest = 0;
  #times = new Float64Array();
  #counts = new Uint16Array();
  #senders = new Float64Array();
  #targets = new Float64Array();
  #ranks = new Uint8Array();
  #accounts: (string | null)[] = [];

  constructor(readonly messageIds: MessageIds) {}

  /** All that count towards the limit, the oldest first. */
  get entries(): KnownEntry[] {
    return Array.from({ length: this.#size }, (_, nth) => {
      const row = this.#row(nth);
      const message = this.#senders[row] === NONE ? null : this.#read(row);
      return [this.#times[row], this.#counts[row], message];
    });
  }

  /** Puts back what a snapshot has. */
  restore(entries: readonly KnownEntry[], limit: number): void {
    for (const [at, count, message] of entries) {
      this.#add(at, count, message, limit);
    }
  }

  /** Remembers the message whose msgid was made last, and forgets the oldest where that makes more than `limit`. */
  add(message: KnownMessage, limit: number): void {
    const { lastAt, lastCount } = this.messageIds;
    this.#add(lastAt, lastCount, message, limit);
  }

  #add(
    at: number,
    count: number,
    message: KnownMessage | null,
    limit: number,
  ): void {
    if (this.#limit !== limit) this.#resize(limit);
    const isFull = this.#size === limit;
    const row = isFull ? this.#oldest : this.#size++;
    if (isFull) this.#oldest = (this.#oldest + 1) % limit;
    this.#times[row] = at;
    this.#counts[row] = count;
    this.#senders[row] = message?.sender ?? NONE;
    this.#targets[row] = message?.target ?? NONE;
    this.#ranks[row] = message?.leastRank ?? 0;
    this.#accounts[row] = message?.account ?? null;
  }

  /** A new configuration allows fewer, or more. */
  #resize(limit: number): void {
    const kept = this.entries.slice(-limit);
    this.#limit = limit;
    this.#size = 0;
    this.#oldest = 0;
    this.#times = new Float64Array(limit);
    this.#counts = new Uint16Array(limit);
    this.#senders = new Float64Array(limit);
    this.#targets = new Float64Array(limit);
    this.#ranks = new Uint8Array(limit);
    this.#accounts = [];
    this.restore(kept, limit);
  }

  /** Finds what is known of a message. */
  find(id: string): KnownMessage | undefined {
    const row = this.#rowOf(id);
    return row === -1 ? undefined : this.#read(row);
  }

  /** Forgets a message that is taken back. */
  forget(id: string): void {
    const row = this.#rowOf(id);
    if (row !== -1) this.#senders[row] = NONE;
  }

  #read(row: number): KnownMessage {
    return {
      sender: this.#senders[row],
      account: this.#accounts[row],
      target: this.#targets[row] || null,
      leastRank: this.#ranks[row],
    };
  }

  #row(nth: number): number {
    return (this.#oldest + nth) % this.#limit;
  }

  /** -1 for what is not known. */
  #rowOf(id: string): number {
    const parsed = this.messageIds.parse(id);
    if (parsed === null) return -1;
    const [at, count] = parsed;
    let [from, to] = [0, this.#size];
    while (from < to) {
      const middle = (from + to) >> 1;
      const row = this.#row(middle);
      const order = this.#times[row] - at || this.#counts[row] - count;
      if (order < 0) from = middle + 1;
      else to = middle;
    }
    if (from === this.#size) return -1;
    const row = this.#row(from);
    const isFound = this.#times[row] === at && this.#counts[row] === count;
    return isFound && this.#senders[row] !== NONE ? row : -1;
  }
}
