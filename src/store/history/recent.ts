import {
  type Conversation,
  type HistoryEvent,
  isMessage,
  type Position,
  type Range,
} from "../../irc/state/archive.ts";
import type { Waiting } from "./outbox.ts";

/** What has come of a conversation since the process started: where it began, and what is not on the disk yet. */
export class Recent implements Waiting {
  lastBatch = 0;
  /** Whether the disk has something of before; null if nobody has looked */
  hasOlder: boolean | null = null;
  #waiting: HistoryEvent[] = [];

  /** @param first the position of what came first */
  constructor(
    readonly conversation: Conversation,
    readonly first: Position,
  ) {}

  /** True if all is on the disk. */
  get isWritten(): boolean {
    return this.#waiting.length === 0;
  }

  /** The position of the first event that may not be on the disk; null if all are. */
  get oldest(): Position | null {
    return this.#waiting[0]?.id ?? null;
  }

  add(event: HistoryEvent): void {
    this.#waiting.push(event);
  }

  written(upTo: Position): void {
    const waiting = this.#waiting;
    let [from, to] = [0, waiting.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (waiting[middle].id <= upTo) from = middle + 1;
      else to = middle;
    }
    // What is written is held by nobody.
    this.#waiting = from === waiting.length ? [] : waiting.slice(from);
  }

  /** Gives those that wait in a range, the oldest first. */
  read(range: Range): HistoryEvent[] {
    const { after, before, from, limit, onlyMessages } = range;
    const found = this.#waiting.filter((event) =>
      event.id > after && event.id < before &&
      (!onlyMessages || isMessage(event))
    );
    return from === "oldest"
      ? found.slice(0, limit)
      : found.slice(Math.max(0, found.length - limit));
  }

  find(id: string): HistoryEvent | null {
    return this.#waiting.find((event) => event.id === id) ??
      null;
  }

  remove(isMeant: (event: HistoryEvent) => boolean): void {
    this.#waiting = this.#waiting
      .filter((event) => !isMeant(event));
  }
}
