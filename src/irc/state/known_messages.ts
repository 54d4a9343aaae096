import type { Channel } from "./channel.ts";
import type { User } from "./user.ts";

/** What is remembered of a message. */
export interface KnownMessage {
  readonly sender: User;
  /** The account of its sender when it was said */
  readonly account: string | null;
  /** Where it was said, or to whom; null for everybody on the network */
  readonly target: Channel | User | null;
  /** The least rank of the members who got it, on a channel; 0 for all of them */
  readonly leastRank: number;
}

/** The characters of a base-36 number: milliseconds until the year 5188. */
const TIME_DIGITS = 9;
const COUNT_DIGITS = 3;
const START_DIGITS = 4;

function digits(value: number, length: number): string {
  return value.toString(36).padStart(length, "0");
}

/**
 * Gives messages their msgids, and knows the latest of them. A msgid has the
 * time, a number among those of the same millisecond and a mark of this run of
 * the server: no two are alike, and sorted they are in the order in which the
 * messages were said.
 *
 * @see IRCv3 message-ids
 */
export class KnownMessages {
  readonly #messages = new Map<string, KnownMessage>();
  readonly #start: string;
  #ring: string[] = [];
  #next = 0;
  #limit = 0;
  #at = 0;
  #time = "";
  #count = 0;

  /** @param createdAt when the server started, in milliseconds since 1970 */
  constructor(createdAt: number) {
    this.#start = digits(createdAt % 36 ** START_DIGITS, START_DIGITS);
  }

  /** How many messages are known. */
  get size(): number {
    return this.#messages.size;
  }

  /**
   * @param message a message
   * @param at when it is said, in milliseconds since 1970
   * @param limit how many are known at most; the oldest is forgotten
   * @returns its msgid
   */
  add(message: KnownMessage, at: number, limit: number): string {
    if (at !== this.#at) {
      this.#at = at;
      this.#time = digits(at, TIME_DIGITS);
      this.#count = 0;
    }
    const count = digits(this.#count++, COUNT_DIGITS);
    const id = `${this.#time}${count}-${this.#start}`;
    this.#remember(id, limit);
    this.#messages.set(id, message);
    return id;
  }

  #remember(id: string, limit: number): void {
    if (this.#limit !== limit) this.#resize(limit);
    if (this.#ring.length < limit) {
      this.#ring.push(id);
      return;
    }
    this.#messages.delete(this.#ring[this.#next]);
    this.#ring[this.#next] = id;
    this.#next = (this.#next + 1) % limit;
  }

  /** A new configuration allows fewer, or more. */
  #resize(limit: number): void {
    const inOrder = [
      ...this.#ring.slice(this.#next),
      ...this.#ring.slice(0, this.#next),
    ];
    const over = inOrder.splice(0, Math.max(0, inOrder.length - limit));
    for (const id of over) this.#messages.delete(id);
    this.#ring = inOrder;
    this.#next = 0;
    this.#limit = limit;
  }

  /**
   * @param id a msgid
   * @returns what is known of its message
   */
  find(id: string): KnownMessage | undefined {
    return this.#messages.get(id);
  }

  /** @param id the msgid of a message that is taken back */
  forget(id: string): void {
    this.#messages.delete(id);
  }
}
