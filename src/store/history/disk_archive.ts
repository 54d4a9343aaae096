import {
  type Activity,
  type Archive,
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
import { type DiskOwner, DiskSide } from "./disk_side.ts";
import { isOf } from "./hidden.ts";
import type {
  History,
  HistorySettings,
  MeasuredHistory,
  PassedEvent,
} from "./history.ts";
import { inOrder } from "./matching.ts";
import { searchMemory } from "./memory_search.ts";
import type { AuthoredEvent } from "./reader.ts";
import { Recent } from "./recent.ts";
import type { Task } from "./rows.ts";
import type { SearchOutcome, SearchQuery } from "../../irc/state/search.ts";
import { positionAt } from "./sweeping.ts";
import { type StartThread, startThread } from "./thread.ts";

/** Of how many conversations it is known what came last. */
const MOST_RECENT = 50_000;

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
    this.#memory = new MemoryArchive(historyMemory);
    this.#disk = new DiskSide(folder, owner, start);
    this.#disk.retention = historyRetention;
    this.#ageMs = historyRetention.ageMs;
    this.#latest = this.#disk.read("", (reader) => reader.latest());
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
    this.#memory.add(conversation, packed, id);
    this.#latest = id;
    if (!isLasting) return this.#addPassing(conversation);
    const recent = this.#recent.get(conversation) ??
      this.#begin(conversation, id);
    if (this.#disk.add(recent, packed, id)) recent.add(packed);
  }

  #addPassing(conversation: Conversation): void {
    this.#passing.add(conversation);
    if (this.#passing.size <= MOST_RECENT) return;
    for (const name of this.#passing) {
      if (this.#memory.oldest(name) === null) this.#passing.delete(name);
    }
  }

  #begin(conversation: Conversation, first: Position): Recent {
    if (this.#recent.size >= MOST_RECENT) {
      for (const [name, { isWritten }] of this.#recent) {
        if (isWritten) this.#recent.delete(name);
      }
    }
    const recent = new Recent(conversation, first);
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
    const older = this.#older(conversation, {
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
    recent.hasOlder ??= this.#disk.read(
      true,
      (reader) => reader.hasBefore(conversation, recent.first),
    );
    return !recent.hasOlder;
  }

  /** Reads what memory does not have: what is on the disk, and behind it what is on its way there. */
  #older(conversation: Conversation, range: Range): HistoryEvent[] | null {
    const recent = this.#recent.get(conversation);
    const { before, from, limit } = range;
    const waiting = recent?.read(range) ?? [];
    if (from === "newest" && waiting.length >= limit) return waiting;
    const written = this.#disk.readEvents(conversation, {
      ...range,
      before: least(before, recent?.oldest ?? END),
      limit: from === "newest" ? limit - waiting.length : limit,
    });
    if (written === null) return null;
    return [...written, ...waiting.slice(0, limit - written.length)];
  }

  find(conversation: Conversation, id: string): HistoryEvent | null {
    return this.#memory.find(conversation, id) ??
      this.#recent.get(conversation)?.find(id) ??
      this.#disk.find(conversation, id);
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
    const onDisk = this.#disk.active(
      person,
      after,
      before,
      from,
      // Those that memory knows better are passed over.
      limit + latest.size,
    );
    const unknown = [...onDisk, ...this.#waitingOf(person)]
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

  readonly #waiting: Pick<Archive, "read"> = {
    read: (conversation, range) =>
      this.#recent.get(conversation)?.read(range) ?? [],
  };

  /** The private conversations of somebody that the disk may not know as they are. */
  *#waitingOf(person: Party): Generator<Conversation> {
    for (const { conversation, isWritten } of this.#recent.values()) {
      if (!isWritten && isOf(conversation, person)) yield conversation;
    }
    for (const conversation of this.#disk.hidden.conversations) {
      if (isOf(conversation, person)) yield conversation;
    }
  }

  authored(
    author: Party,
    after: Position,
    limit: number,
  ): AuthoredEvent[] | null {
    const written = this.#disk.authored(author, after, limit);
    if (written === null) return null;
    const found = new Map<string, AuthoredEvent>();
    const add = (each: AuthoredEvent) =>
      found.set(`${each.event.id} ${each.conversation}`, each);
    this.#memory.authored(author, after, limit).forEach(add);
    for (const recent of this.#recent.values()) {
      if (recent.isWritten) continue;
      const { conversation } = recent;
      recent.read({ ...EVERYTHING, after })
        .filter((event) => event.author === author)
        .forEach((event) => add({ conversation, event }));
    }
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
    const recent = this.#recent.get(conversation);
    recent?.remove((event) => event.id === id || event.parent === id);
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
    const isMeant = this.#disk.delete({ ...NO_TASK, ...deletion });
    for (const recent of this.#recent.values()) {
      if (recent.isWritten) continue;
      recent.remove((event) => isMeant(recent.conversation, event));
    }
  }

  /** What all is before that has happened until now, and nothing that will. */
  get #end(): Position {
    return `${this.#latest} `;
  }

  async search(query: SearchQuery, limitMs: number): Promise<SearchOutcome> {
    const outcomes = [
      await this.#disk.search(query, limitMs),
      searchMemory(this.#memory, {
        ...query,
        places: query.places.filter(({ conversation }) =>
          this.#passing.has(conversation)
        ),
      }, limitMs),
      // What the disk does not have yet, because it cannot or was not given it.
      searchMemory(this.#waiting, {
        ...query,
        places: query.places.filter(({ conversation }) =>
          this.#recent.get(conversation)?.isWritten === false
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

function least(one: Position, other: Position): Position {
  return one < other ? one : other;
}
