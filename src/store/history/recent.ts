import type {
  Conversation,
  HistoryEvent,
  Position,
  Range,
} from "../../irc/state/archive.ts";
import {
  idIn,
  isAfter,
  isMessageIn,
  type PackedEvent,
  unpackEvent,
} from "../../irc/state/packed_event.ts";
import { cut } from "../../irc/state/conversation_log.ts";
import type { Waiting } from "./outbox.ts";

/** What has come of a conversation since the process started: where it began, and what is not on the disk yet. */
export class Recent implements Waiting {
  lastBatch = 0;
  /** Whether the disk has something of before; null if nobody has looked */
  hasOlder: boolean | null = null;
  #waiting: PackedEvent[] = [];

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
    return this.isWritten ? null : idIn(this.#waiting[0]);
  }

  add(event: PackedEvent): void {
    this.#waiting.push(event);
  }

  written(upTo: Position): void {
    const waiting = this.#waiting;
    let [from, to] = [0, waiting.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (!isAfter(waiting[middle], upTo)) from = middle + 1;
      else to = middle;
    }
    // What is written is held by nobody.
    this.#waiting = from === waiting.length ? [] : waiting.slice(from);
  }

  /** Gives those that wait in a range, the oldest first. */
  read(range: Range): HistoryEvent[] {
    const { after, before, from, limit, onlyMessages } = range;
    const found = this.#waiting.filter((event) =>
      isAfter(event, after) && event < before &&
      (!onlyMessages || isMessageIn(event))
    );
    return cut(found, from, limit).map(unpackEvent);
  }

  find(id: string): HistoryEvent | null {
    const found = this.#waiting.find((event) => idIn(event) === id);
    return found === undefined ? null : unpackEvent(found);
  }

  remove(isMeant: (event: HistoryEvent) => boolean): void {
    this.#waiting = this.#waiting
      .filter((event) => !isMeant(unpackEvent(event)));
  }
}
