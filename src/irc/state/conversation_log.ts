import type { Conversation, HistoryEvent, Position, Range } from "./archive.ts";
import {
  idIn,
  isMessageIn,
  type PackedEvent,
  unpackEvent,
} from "./packed_event.ts";

/** What is gone from the front of a list is cut off when it is as long as this, and half of the list. */
export const LEAST_CUT = 64;

/** Stands where an event was, so that nothing holds that. */
const GONE: PackedEvent = "";

/** What is kept in memory of one conversation, in the order in which it happened. */
export class ConversationLog {
  /** How many of its events are gone that stand in the order of all. */
  gone = 0;
  /** The msgid of its latest message; "" for none. */
  latest: Position = "";
  #events: PackedEvent[] = [];
  #start = 0;
  /** The index of its latest message; -1 for none. */
  #latestIndex = -1;

  constructor(readonly conversation: Conversation) {}

  get size(): number {
    return this.#events.length - this.#start;
  }

  get events(): readonly PackedEvent[] {
    return this.#events.slice(this.#start);
  }

  /** Its oldest event, which must be there. */
  get first(): PackedEvent {
    return this.#events[this.#start];
  }

  /** The msgid of its oldest event; null for none. */
  get oldest(): Position | null {
    return this.size === 0 ? null : idIn(this.#events[this.#start]);
  }

  /** @param id its msgid */
  add(event: PackedEvent, id: string): void {
    if (isMessageIn(event)) {
      this.latest = id;
      this.#latestIndex = this.#events.length;
    }
    this.#events.push(event);
  }

  /** Drops the oldest event, which must be there, and gives it. */
  shift(): PackedEvent {
    const index = this.#start++;
    const event = this.#events[index];
    this.#events[index] = GONE;
    if (index === this.#latestIndex) this.latest = "";
    if (this.#start >= LEAST_CUT && this.#start * 2 > this.#events.length) {
      this.#events = this.#events.slice(this.#start);
      this.#latestIndex -= this.#start;
      this.#start = 0;
    }
    return event;
  }

  /** Takes the events that are meant away, and gives them. */
  remove(isMeant: (event: PackedEvent) => boolean): PackedEvent[] {
    const removed: PackedEvent[] = [];
    const kept: PackedEvent[] = [];
    for (const event of this.events) {
      (isMeant(event) ? removed : kept).push(event);
    }
    if (removed.length === 0) return removed;
    this.#events = kept;
    this.#start = 0;
    this.#latestIndex = kept.findLastIndex(isMessageIn);
    const latest = kept[this.#latestIndex];
    this.latest = latest === undefined ? "" : idIn(latest);
    return removed;
  }

  find(id: string): HistoryEvent | null {
    const event = this.#events[this.#indexOf(id)];
    return event !== undefined && idIn(event) === id
      ? unpackEvent(event)
      : null;
  }

  read(range: Range): readonly HistoryEvent[] {
    const { from, limit, onlyMessages } = range;
    const begin = this.#after(range.after);
    const end = this.#indexOf(range.before);
    if (!onlyMessages) {
      return cut(this.#events.slice(begin, end), from, limit).map(unpackEvent);
    }
    const found: PackedEvent[] = [];
    const step = from === "oldest" ? 1 : -1;
    let index = from === "oldest" ? begin : end - 1;
    while (index >= begin && index < end && found.length < limit) {
      const event = this.#events[index];
      if (isMessageIn(event)) found.push(event);
      index += step;
    }
    return (from === "oldest" ? found : found.reverse()).map(unpackEvent);
  }

  /** The index of the first event that is not before a position. */
  #indexOf(position: Position): number {
    let [from, to] = [this.#start, this.#events.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (this.#events[middle] < position) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  /** The index of the first event that is after a position. */
  #after(position: Position): number {
    const index = this.#indexOf(position);
    const event = this.#events[index];
    return event !== undefined && idIn(event) === position ? index + 1 : index;
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
