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
  /** Whether the disk has something of before; null if nobody has looked */
  hasOlder: boolean | null = null;
  #waiting: HistoryEvent[] = [];
  #start = 0;

  /** @param first the position of what came first */
  constructor(
    readonly conversation: Conversation,
    readonly first: Position,
  ) {}

  /** True if all is on the disk. */
  get isWritten(): boolean {
    return this.#start === this.#waiting.length;
  }

  /** The position of the first event that may not be on the disk; null if all are. */
  get oldest(): Position | null {
    return this.#waiting[this.#start]?.id ?? null;
  }

  add(event: HistoryEvent): void {
    this.#waiting.push(event);
  }

  written({ id }: HistoryEvent): void {
    const waiting = this.#waiting;
    while (this.#start < waiting.length && waiting[this.#start].id <= id) {
      this.#start++;
    }
    if (this.#start === waiting.length) {
      this.#waiting = [];
      this.#start = 0;
    } else if (this.#start >= 1024 && this.#start * 2 > waiting.length) {
      this.#waiting = waiting.slice(this.#start);
      this.#start = 0;
    }
  }

  /** Gives those that wait in a range, the oldest first. */
  read(range: Range): HistoryEvent[] {
    const { after, before, from, limit, onlyMessages } = range;
    const found = this.#waiting.slice(this.#start).filter((event) =>
      event.id > after && event.id < before &&
      (!onlyMessages || isMessage(event))
    );
    return from === "oldest"
      ? found.slice(0, limit)
      : found.slice(Math.max(0, found.length - limit));
  }

  find(id: string): HistoryEvent | null {
    return this.#waiting.slice(this.#start).find((event) => event.id === id) ??
      null;
  }

  remove(isMeant: (event: HistoryEvent) => boolean): void {
    this.#waiting = this.#waiting.slice(this.#start)
      .filter((event) => !isMeant(event));
    this.#start = 0;
  }
}
