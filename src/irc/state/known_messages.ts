import type { MessageIds } from "./message_ids.ts";

/** What is remembered of a message, so that it can be taken back with REDACT. */
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

/** One message as a snapshot has it: the two numbers of its msgid, and what is known of it; null once taken back. */
export type KnownEntry = readonly [
  at: number,
  count: number,
  message: KnownMessage | null,
];

/** Stands for no target, and for the sender of what was taken back: no user and no channel has this id. */
const NONE = 0;

/**
 * Remembers the latest messages by their msgids. All that is said is added, and little is taken back: what is
 * kept of a message is a row of numbers, which costs no object. The rows are in the order of the msgids, so that
 * a search finds one.
 *
 * @see IRCv3 message-redaction
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { MessageIds } from "./message_ids.ts";
 *
 * const ids = new MessageIds(0);
 * const known = new KnownMessages(ids);
 * const id = ids.next(1000);
 * known.add({ sender: 1, account: null, target: 2, leastRank: 0 }, 100);
 * assertEquals(known.find(id)?.sender, 1);
 * known.forget(id);
 * assertEquals(known.find(id), undefined);
 * ```
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

  /** The messages that count towards the limit, those taken back too, the oldest first. */
  get entries(): KnownEntry[] {
    return Array.from({ length: this.#size }, (_, nth) => {
      const row = this.#row(nth);
      const message = this.#senders[row] === NONE ? null : this.#read(row);
      return [this.#times[row], this.#counts[row], message];
    });
  }

  /** Puts back the messages that a snapshot has. */
  restore(entries: readonly KnownEntry[], limit: number): void {
    for (const [at, count, message] of entries) {
      this.#add(at, count, message, limit);
    }
  }

  /** Remembers the message whose msgid was made last, and forgets the oldest ones beyond `limit`. */
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
