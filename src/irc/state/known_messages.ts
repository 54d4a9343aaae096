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

/**
 * Knows the latest messages by their msgids.
 *
 * @see IRCv3 message-redaction
 */
export class KnownMessages {
  readonly #messages = new Map<string, KnownMessage>();
  // A map that loses its first entry at each message would be searched for it through all that it has lost.
  #ring: string[] = [];
  #next = 0;
  #limit = 0;

  /** How many messages are known. */
  get size(): number {
    return this.#messages.size;
  }

  /** All msgids that count towards the limit, the oldest first, and what is known of those not taken back. */
  *entries(): Generator<readonly [id: string, message: KnownMessage | null]> {
    for (const id of this.#inOrder()) yield [id, this.find(id) ?? null];
  }

  /**
   * Remembers a message, and forgets the oldest where that makes more than `limit`.
   *
   * @param id its msgid, which no other message has
   * @param message null for one that was taken back, which counts all the same
   */
  add(id: string, message: KnownMessage | null, limit: number): void {
    if (this.#limit !== limit) this.#resize(limit);
    if (this.#ring.length < limit) {
      this.#ring.push(id);
    } else {
      this.#messages.delete(this.#ring[this.#next]);
      this.#ring[this.#next] = id;
      this.#next = (this.#next + 1) % limit;
    }
    if (message !== null) this.#messages.set(id, message);
  }

  #inOrder(): string[] {
    return [
      ...this.#ring.slice(this.#next),
      ...this.#ring.slice(0, this.#next),
    ];
  }

  /** A new configuration allows fewer, or more. */
  #resize(limit: number): void {
    const inOrder = this.#inOrder();
    const over = inOrder.splice(0, Math.max(0, inOrder.length - limit));
    for (const id of over) this.#messages.delete(id);
    this.#ring = inOrder;
    this.#next = 0;
    this.#limit = limit;
  }

  /** What is known of a message. */
  find(id: string): KnownMessage | undefined {
    return this.#messages.get(id);
  }

  /** Forgets a message that is taken back. */
  forget(id: string): void {
    this.#messages.delete(id);
  }
}
