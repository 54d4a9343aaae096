import {
  type Conversation,
  type HistoryEvent,
  isMessage,
  type Position,
  type Range,
} from "./archive.ts";

/** What is gone from the front of a list is cut off when it is as long as this, and half of the list. */
export const LEAST_CUT = 64;

/** Stands where an event was, so that nothing holds that. */
const GONE: HistoryEvent = {
  id: "",
  at: 0,
  source: "",
  account: null,
  isBot: false,
  relayedBy: null,
  command: "",
  params: [],
  text: null,
  lines: null,
  clientTags: "",
  author: null,
  leastRank: 0,
  parent: null,
};

/** What is kept in memory of one conversation, in the order in which it happened. */
export class ConversationLog {
  /** How many of its events are gone that stand in the order of all. */
  gone = 0;
  /** The msgid of its latest message; "" for none. */
  latest: Position = "";
  #events: HistoryEvent[] = [];
  /** How many bytes each takes: what is dropped need not be looked at. */
  #sizes: number[] = [];
  #start = 0;
  /** The index of its latest message; -1 for none. */
  #latestIndex = -1;

  constructor(readonly conversation: Conversation) {}

  get size(): number {
    return this.#events.length - this.#start;
  }

  get events(): readonly HistoryEvent[] {
    return this.#events.slice(this.#start);
  }

  get oldest(): Position | null {
    return this.#events[this.#start]?.id ?? null;
  }

  add(event: HistoryEvent, bytes: number): void {
    if (isMessage(event)) {
      this.latest = event.id;
      this.#latestIndex = this.#events.length;
    }
    this.#events.push(event);
    this.#sizes.push(bytes);
  }

  /** Drops the oldest event, which must be there. @returns how many bytes it took */
  shift(): number {
    const index = this.#start++;
    const bytes = this.#sizes[index];
    this.#events[index] = GONE;
    if (index === this.#latestIndex) this.latest = "";
    if (this.#start >= LEAST_CUT && this.#start * 2 > this.#events.length) {
      this.#events = this.#events.slice(this.#start);
      this.#sizes = this.#sizes.slice(this.#start);
      this.#latestIndex -= this.#start;
      this.#start = 0;
    }
    return bytes;
  }

  /** Takes the events that are meant away. @returns how many bytes each of them took */
  remove(isMeant: (event: HistoryEvent) => boolean): number[] {
    const removed: number[] = [];
    const kept: HistoryEvent[] = [];
    const sizes: number[] = [];
    for (let index = this.#start; index < this.#events.length; index++) {
      const event = this.#events[index];
      const bytes = this.#sizes[index];
      if (isMeant(event)) {
        removed.push(bytes);
      } else {
        kept.push(event);
        sizes.push(bytes);
      }
    }
    if (removed.length === 0) return removed;
    this.#events = kept;
    this.#sizes = sizes;
    this.#start = 0;
    this.#latestIndex = kept.findLastIndex(isMessage);
    this.latest = kept[this.#latestIndex]?.id ?? "";
    return removed;
  }

  find(id: string): HistoryEvent | null {
    const event = this.#events[this.#indexOf(id)];
    return event?.id === id ? event : null;
  }

  read(range: Range): readonly HistoryEvent[] {
    const { from, limit, onlyMessages } = range;
    const begin = this.#after(range.after);
    const end = this.#indexOf(range.before);
    if (!onlyMessages) {
      return cut(this.#events.slice(begin, end), from, limit);
    }
    const found: HistoryEvent[] = [];
    const step = from === "oldest" ? 1 : -1;
    let index = from === "oldest" ? begin : end - 1;
    while (index >= begin && index < end && found.length < limit) {
      const event = this.#events[index];
      if (isMessage(event)) found.push(event);
      index += step;
    }
    return from === "oldest" ? found : found.reverse();
  }

  /** The index of the first event that is not before a position. */
  #indexOf(position: Position): number {
    let [from, to] = [this.#start, this.#events.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (this.#events[middle].id < position) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  /** The index of the first event that is after a position. */
  #after(position: Position): number {
    const index = this.#indexOf(position);
    return this.#events[index]?.id === position ? index + 1 : index;
  }
}

/** Gives as many as the limit allows, from one end. */
export function cut<Each>(
  all: readonly Each[],
  from: "oldest" | "newest",
  limit: number,
): readonly Each[] {
  return from === "oldest"
    ? all.slice(0, limit)
    : all.slice(Math.max(0, all.length - limit));
}
