import {
  type Activity,
  type Conversation,
  END,
  type HistoryEvent,
  type Party,
  type Position,
  type Range,
} from "../../irc/state/archive.ts";
import { isLasting } from "../../irc/state/parties.ts";
import type { Jot } from "../../irc/state/jot.ts";
import { MemoryArchive } from "../../irc/state/memory_archive.ts";
import { packEvent } from "../../irc/state/packed_event.ts";
import type { JotStore } from "../jot_store.ts";
import { DiskSide } from "./disk_side.ts";
import { isOf } from "./hidden.ts";
import type {
  DiskOwner,
  History,
  HistorySettings,
  MeasuredHistory,
  PassedEvent,
} from "./history.ts";
import { inOrder } from "./matching.ts";
import { searchMemory } from "./memory_search.ts";
import type { AuthoredEvent } from "./reader.ts";
import { beginOf, type Task } from "./rows.ts";
import type { SearchOutcome, SearchQuery } from "../../irc/state/search.ts";
import { positionAt } from "./sweeping.ts";
import { type StartThread, startThread } from "./thread.ts";

/** Of how many conversations it is known what came last. */
const MOST_RECENT = 50_000;

/** What has come of a conversation since the process started. */
interface Recent {
  /** See {@linkcode beginOf} */
  readonly begin: string;
  /** The position of what came first */
  readonly first: Position;
  /** Whether the disk has something of before; null if nobody has looked */
  hasOlder: boolean | null;
}

/**
 * A history on the disk. The newest events are in memory too, and read from
 * there; what is on its way to the disk is read from there as well, so that
 * nobody waits for it. What is deleted is gone for all readers at once.
 */
export class DiskArchive implements History {
  readonly #memory: MemoryArchive;
  readonly #disk: DiskSide;
  readonly #recent = new Map<Conversation, Recent>();
  /** Where something was said that is in memory alone. */
  readonly #passing = new Set<Conversation>();
  /** With more of them it is looked whether they still are. */
  #mostPassing = MOST_RECENT;
  #ageMs: number | null;
  /** The position of the latest event; "" for none. */
  #latest: Position;

  /**
   * @param folder the folder of data, which is this process's
   * @param start starts the threads that write and search
   */
  constructor(
    folder: string,
    settings: HistorySettings,
    readonly owner: DiskOwner,
    start: StartThread = startThread,
  ) {
    const { historyMemory, historyRetention } = settings;
    this.#disk = new DiskSide(folder, owner, start);
    this.#memory = new MemoryArchive(
      historyMemory,
      () => this.#disk.neededAfter,
    );
    this.#disk.retention = historyRetention;
    this.#ageMs = historyRetention.ageMs;
    this.#latest = this.#disk.reading.read("", (reader) => reader.latest());
  }

  get latest(): Position {
    return this.#latest;
  }

  configure({ historyMemory, historyRetention }: HistorySettings): void {
    this.#memory.limits = historyMemory;
    this.#disk.retention = historyRetention;
    this.#ageMs = historyRetention.ageMs;
  }

  get measured(): MeasuredHistory {
    return this.#disk.measured;
  }

  /** In the same file, and read from it when the process starts. */
  readonly jots: JotStore = {
    read: (): Jot[] => [...this.#disk.jots],
    write: (jots: readonly Jot[]): void => {
      for (const jot of jots) this.#disk.addJot(jot);
    },
  };

  record(
    conversation: Conversation,
    event: HistoryEvent,
    isLasting: boolean,
  ): void {
    const { id } = event;
    const packed = packEvent(event);
    this.#latest = id;
    if (isLasting) {
      const { begin } = this.#recent.get(conversation) ??
        this.#begin(conversation, id);
      this.#disk.add(begin, packed, id);
    } else this.#addPassing(conversation);
    this.#memory.add(conversation, packed, id);
  }

  #addPassing(conversation: Conversation): void {
    this.#passing.add(conversation);
    if (this.#passing.size <= this.#mostPassing) return;
    for (const name of this.#passing) {
      if (this.#memory.oldest(name) === null) this.#passing.delete(name);
    }
    this.#mostPassing = Math.max(MOST_RECENT, this.#passing.size * 2);
  }

  #begin(conversation: Conversation, first: Position): Recent {
    if (this.#recent.size >= MOST_RECENT) this.#recent.clear();
    const begin = beginOf(conversation);
    const recent = { begin, first, hasOlder: null };
    this.#recent.set(conversation, recent);
    return recent;
  }

  read(
    conversation: Conversation,
    range: Range,
  ): readonly HistoryEvent[] | null {
    if (this.#ageMs !== null) {
      const kept = positionAt(this.owner.now() - this.#ageMs);
      if (kept > range.after) range = { ...range, after: kept };
    }
    const newest = this.#memory.read(conversation, range);
    const oldest = this.#memory.oldest(conversation) ?? END;
    if (range.after >= oldest || this.#isWhole(conversation, oldest)) {
      return newest;
    }
    const { from, limit } = range;
    if (from === "newest" && newest.length >= limit) return newest;
    const older = this.#disk.reading.readEvents(conversation, {
      ...range,
      before: least(range.before, oldest),
      limit: from === "newest" ? limit - newest.length : limit,
    });
    if (older === null) return null;
    if (older.length === 0) return newest;
    return [...older, ...newest.slice(0, limit - older.length)];
  }

  /** Tells whether memory has all of a conversation. */
  #isWhole(conversation: Conversation, oldest: Position): boolean {
    const recent = this.#recent.get(conversation);
    if (recent === undefined || oldest > recent.first) return false;
    recent.hasOlder ??= this.#disk.reading.read(
      true,
      (reader) => reader.hasBefore(conversation, recent.first),
    );
    return !recent.hasOlder;
  }

  find(conversation: Conversation, id: string): HistoryEvent | null {
    return this.#memory.find(conversation, id) ??
      this.#disk.reading.find(conversation, id);
  }

  active(
    person: Party,
    after: Position,
    before: Position,
    from: "oldest" | "newest",
    limit: number,
  ): readonly Activity[] {
    const latest = new Map<Conversation, Position>();
    for (
      const activity of this.#memory.active(person, "", END, "newest", Infinity)
    ) latest.set(activity.conversation, activity.latest);
    const onDisk = this.#disk.reading.active(
      person,
      after,
      before,
      from,
      // Those that memory knows better are passed over.
      limit + latest.size,
    );
    const unknown = [...onDisk, ...this.#hiddenOf(person)]
      .filter((conversation) => !latest.has(conversation));
    for (const conversation of unknown) {
      const [event] = this.read(conversation, LATEST) ?? [];
      if (event !== undefined) latest.set(conversation, event.id);
    }
    const found = [...latest].map(([conversation, latest]) => ({
      conversation,
      latest,
    })).filter(({ latest }) => latest > after && latest < before);
    found.sort((a, b) => a.latest < b.latest ? -1 : 1);
    return from === "oldest"
      ? found.slice(0, limit)
      : found.slice(Math.max(0, found.length - limit));
  }

  /** The private conversations of somebody in which something is deleted: the disk may not know what came last. */
  #hiddenOf(person: Party): Conversation[] {
    return [...this.#disk.hidden.conversations]
      .filter((conversation) => isOf(conversation, person));
  }

  authored(
    author: Party,
    after: Position,
    limit: number,
  ): AuthoredEvent[] | null {
    const written = this.#disk.reading.authored(author, after, limit);
    if (written === null) return null;
    const found = new Map<string, AuthoredEvent>();
    const add = (each: AuthoredEvent) =>
      found.set(`${each.event.id} ${each.conversation}`, each);
    this.#memory.authored(author, after, limit).forEach(add);
    written.forEach(add);
    return [...found.values()]
      .sort((a, b) => a.event.id < b.event.id ? -1 : 1).slice(0, limit);
  }

  erase(conversation: Conversation, id: string): boolean {
    if (this.find(conversation, id) === null) return false;
    // What belongs to it may be there without it.
    for (const event of this.#memory.read(conversation, EVERYTHING)) {
      if (event.parent === id) this.#memory.erase(conversation, event.id);
    }
    this.#memory.erase(conversation, id);
    this.#disk.erase(conversation, id);
    return true;
  }

  eraseBefore(conversation: Conversation, before: Position): void {
    this.#memory.eraseBefore(conversation, before);
    if (conversation.split(" ").every(isLasting)) {
      this.#delete({ conversation, before: least(before, this.#end) });
    }
  }

  forget(author: Party): void {
    this.#memory.forget(author);
    if (isLasting(author)) this.#delete({ author, before: this.#end });
  }

  eraseConversations(person: Party): void {
    this.#memory.eraseConversations(person);
    if (isLasting(person)) this.#delete({ person, before: this.#end });
  }

  #delete(deletion: Partial<Task> & Pick<Task, "before">): void {
    this.#disk.delete({ ...NO_TASK, ...deletion });
  }

  /** What all is before that has happened until now, and nothing that will. */
  get #end(): Position {
    return `${this.#latest} `;
  }

  async search(query: SearchQuery, limitMs: number): Promise<SearchOutcome> {
    if (this.#disk.isRefused) return searchMemory(this.#memory, query, limitMs);
    const onDisk = await this.#disk.reading.search(query, limitMs);
    const { waitingAfter } = this.#disk;
    const outcomes = [
      onDisk,
      searchMemory(this.#memory, {
        ...query,
        // And what the disk does not have yet, because it cannot or was not given it.
        places: query.places.map((place) =>
          this.#passing.has(place.conversation)
            ? place
            : { ...place, after: greatest(place.after, waitingAfter) }
        ),
      }, limitMs),
    ];
    const found = new Map(
      outcomes.flatMap(({ found }) => found)
        .map((each) => [`${each.event.id} ${each.conversation}`, each]),
    );
    return {
      found: inOrder([...found.values()], query),
      isWhole: outcomes.every(({ isWhole }) => isWhole),
    };
  }

  passing(): PassedEvent[] {
    return this.#memory.all()
      .filter(({ conversation }) => this.#passing.has(conversation))
      .map(({ conversation, event }) => [conversation, event]);
  }

  release(): void {
    this.#disk.close();
  }

  resume(): void {
    this.#disk.open();
  }

  close(): void {
    this.#disk.close();
  }
}

const NO_TASK = { conversation: null, author: null, person: null } as const;

const EVERYTHING: Range = {
  after: "",
  before: END,
  from: "oldest",
  limit: Infinity,
  onlyMessages: false,
};

const LATEST: Range = {
  after: "",
  before: END,
  from: "newest",
  limit: 1,
  onlyMessages: true,
};

function greatest(one: Position, other: Position): Position {
  return one > other ? one : other;
}

function least(one: Position, other: Position): Position {
  return one < other ? one : other;
}
