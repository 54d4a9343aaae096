import type {
  Conversation,
  HistoryEvent,
  Party,
  Position,
  Range,
} from "../../irc/state/archive.ts";
import type {
  Found,
  SearchOutcome,
  SearchQuery,
} from "../../irc/state/search.ts";
import { messageOf } from "../data_folder.ts";
import type { Hidden } from "./hidden.ts";
import type { DiskOwner } from "./history.ts";
import { inOrder } from "./matching.ts";
import { type AuthoredEvent, HistoryReader } from "./reader.ts";
import { SearchLink } from "./search_link.ts";
import type { StartThread } from "./thread.ts";

/** Milliseconds until a file that cannot be read is opened again. */
const REOPEN_MS = 1000;

/** The most conversations that are asked for at once. */
const MOST_ASKED = 100_000;

/** What is needed to read. */
interface ReadingMeans {
  readonly owner: DiskOwner;
  /** What nobody is to see any more */
  readonly hidden: Hidden;
  readonly start: StartThread;
  /** Waits until all that was said before can be searched, as far as there is time. */
  catchUp(limitMs: number): Promise<void>;
}

/** Reads and searches a history on the disk, but for what is deleted, and says if that cannot be. */
export class DiskReading {
  readonly #means: ReadingMeans;
  #isOpen = false;
  #reader: HistoryReader | null = null;
  #searcher: SearchLink | null = null;
  #fault: string | null = null;
  #reopenAt = -Infinity;

  constructor(readonly path: string, means: ReadingMeans) {
    this.#means = means;
  }

  /** True if it cannot be read. */
  get isFaulty(): boolean {
    return this.#fault !== null;
  }

  open(): void {
    this.#isOpen = true;
  }

  /** There is nothing to be read from now on. */
  close(): void {
    this.#isOpen = false;
    this.#letGo();
  }

  /** Another file has taken the place of this. */
  reopen(): void {
    this.#letGo();
    this.#reopenAt = -Infinity;
  }

  #letGo(): void {
    this.#closeReader();
    this.#searcher?.close();
    this.#searcher = null;
  }

  /** Reads something; where that cannot be, gives what is to be had else. */
  read<Result>(
    otherwise: Result,
    work: (reader: HistoryReader) => Result,
  ): Result {
    if (!this.#isOpen) return otherwise;
    const now = this.#means.owner.now();
    if (this.#reader === null && now < this.#reopenAt) return otherwise;
    try {
      this.#reader ??= new HistoryReader(this.path);
      const result = work(this.#reader);
      this.#fault = null;
      return result;
    } catch (error) {
      this.#closeReader();
      this.#reopenAt = now + REOPEN_MS;
      this.#complainOfReading(messageOf(error));
      return otherwise;
    }
  }

  #complainOfReading(fault: string): void {
    if (this.#fault === null) {
      this.#means.owner.say(`the history cannot be read: ${fault}`);
    }
    this.#fault = fault;
  }

  #closeReader(): void {
    try {
      this.#reader?.close();
    } catch { /* It cannot be used any more. */ }
    this.#reader = null;
  }

  /** Gives events that are written, and not deleted, the oldest first; null if they cannot be read now. */
  readEvents(conversation: Conversation, range: Range): HistoryEvent[] | null {
    if (!this.#isOpen) return [];
    const found: HistoryEvent[] = [];
    let { after, before } = range;
    const isNewest = range.from === "newest";
    while (found.length < range.limit && after < before) {
      const limit = range.limit - found.length;
      const asked = { ...range, after, before, limit };
      const some = this.read(
        null,
        (reader) => reader.read(conversation, asked),
      );
      if (some === null) return null;
      const seen = this.#means.hidden.isEmpty
        ? some
        : some.filter((event) => !this.#means.hidden.has(conversation, event));
      if (isNewest) found.unshift(...seen);
      else found.push(...seen);
      if (some.length < limit) break;
      if (isNewest) before = some[0].id;
      else after = some[some.length - 1].id;
    }
    return found;
  }

  find(conversation: Conversation, id: string): HistoryEvent | null {
    const event = this.read(
      null,
      (reader) => reader.find(conversation, id),
    );
    if (event === null || this.#means.hidden.has(conversation, event)) {
      return null;
    }
    return event;
  }

  /** Gives what somebody has said and done anywhere that is written and not deleted, the oldest first; null if it cannot be read now. */
  authored(
    author: Party,
    after: Position,
    limit: number,
  ): AuthoredEvent[] | null {
    if (!this.#isOpen) return [];
    const found: AuthoredEvent[] = [];
    for (let behind = after; found.length < limit;) {
      const some = this.read(
        null,
        (reader) => reader.authored(author, behind, limit),
      );
      if (some === null) return null;
      for (const each of some) {
        behind = each.event.id;
        if (!this.#means.hidden.has(each.conversation, each.event)) {
          found.push(each);
        }
      }
      if (some.length < limit) break;
    }
    return found.slice(0, limit);
  }

  /** Gives private conversations of somebody that may have their latest message in a stretch. */
  active(
    person: Party,
    after: Position,
    before: Position,
    from: Range["from"],
    limit: number,
  ): Conversation[] {
    // What is deleted may have been the latest.
    const isSure = this.#means.hidden.isEmpty;
    return this.read([], (reader) =>
      reader.active(
        person,
        after,
        isSure ? before : "~",
        from,
        isSure ? Math.min(limit, MOST_ASKED) : MOST_ASKED,
      )).map(({ name }) => name);
  }

  /** Looks for messages, when all that was said before is in the index of words. */
  async search(query: SearchQuery, limitMs: number): Promise<SearchOutcome> {
    if (!this.#isOpen) return { found: [], isWhole: false };
    await this.#means.catchUp(limitMs);
    const searcher = this.#searcher ??= new SearchLink(
      this.path,
      (fault) => this.#complainOfReading(fault),
      this.#means.start,
    );
    const deleted = this.#means.hidden.watch();
    const found: Found[] = [];
    const until = performance.now() + limitMs;
    for (let asked = query;;) {
      const left = Math.max(0, until - performance.now());
      const some = await searcher.search(asked, left);
      found.push(
        ...some.found.filter(({ conversation, event }) =>
          !this.#means.hidden.has(conversation, event) &&
          !deleted.has(conversation, event)
        ),
      );
      const isEnough = found.length >= query.limit;
      if (isEnough || !some.isWhole || some.found.length < asked.limit) {
        this.#means.hidden.unwatch(deleted);
        return { found: inOrder(found, query), isWhole: some.isWhole };
      }
      asked = behind(asked, some.found, query.limit - found.length);
    }
  }
}

/** Asks for what is behind what was found. */
function behind(
  query: SearchQuery,
  found: readonly Found[],
  limit: number,
): SearchQuery {
  return query.order === "oldest"
    ? { ...query, after: found[found.length - 1].event.id, limit }
    : { ...query, before: found[0].event.id, limit };
}
