import {
  type Activity,
  type Archive,
  type Conversation,
  END,
  type HistoryEvent,
  type Party,
  type Position,
  type Range,
} from "./archive.ts";
import { ConversationLog, cut, LEAST_CUT } from "./conversation_log.ts";
import {
  authorIn,
  idIn,
  isAfter,
  type PackedEvent,
  packEvent,
  parentIn,
  unpackEvent,
} from "./packed_event.ts";

/** How much a {@linkcode MemoryArchive} keeps. */
export interface MemoryLimits {
  /** Events of one conversation */
  readonly perConversation: number;
  /** Bytes of all that is kept, about */
  readonly bytes: number;
}

/** What an event takes besides its characters: the head of the text, and its places. */
const EVENT_BYTES = 50;

/**
 * A history in memory. Of each conversation it has the newest events, without a gap but for what was deleted: where
 * there is no room, the oldest of a conversation or of all go.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { END } from "./archive.ts";
 *
 * const archive = new MemoryArchive({ perConversation: 1000, bytes: 1_000_000 });
 * const event = {
 *   id: "0mjw3xmo0000-hs00",
 *   at: Date.UTC(2026, 0, 2),
 *   source: "ann!~ann@192.0.2.1",
 *   account: null,
 *   isBot: false,
 *   relayedBy: null,
 *   command: "PRIVMSG",
 *   params: ["#a"],
 *   text: "hello",
 *   lines: null,
 *   clientTags: "",
 *   author: null,
 *   leastRank: 0,
 *   parent: null,
 * };
 * archive.record("channel", event);
 * const all = { after: "", before: END, from: "newest", limit: 10 } as const;
 * assertEquals(archive.read("channel", { ...all, onlyMessages: true }), [event]);
 * ```
 */
export class MemoryArchive implements Archive {
  readonly latest: Position = "";
  /** How much it keeps; less holds with the next event. */
  limits: MemoryLimits;
  readonly #logs = new Map<Conversation, ConversationLog>();
  /** The private conversations of each person. */
  readonly #private = new Map<Party, Set<ConversationLog>>();
  /** Where the events were added, in their order. */
  #order: ConversationLog[] = [];
  /** How many of the order are over. */
  #passed = 0;
  /** How many of the others are gone. */
  #gone = 0;
  #bytes = 0;

  /** @param neededAfter gives what all is after that stays even where there is no room for it: it is nowhere else */
  constructor(
    limits: MemoryLimits,
    readonly neededAfter = (): Position => END,
  ) {
    this.limits = limits;
  }

  /** How many bytes its events take, about. */
  get bytes(): number {
    return this.#bytes;
  }

  record(
    conversation: Conversation,
    event: HistoryEvent,
    _isLasting?: boolean,
  ): void {
    this.add(conversation, packEvent(event), event.id);
  }

  /**
   * Adds an event, which is newer than all that are there.
   *
   * @param id its msgid
   */
  add(conversation: Conversation, event: PackedEvent, id: string): void {
    const log = this.#logs.get(conversation) ?? this.#begin(conversation);
    log.add(event, id);
    this.#order.push(log);
    this.#bytes += bytesOf(event);
    while (log.size > this.limits.perConversation && this.#mayDrop(log)) {
      this.#bytes -= bytesOf(log.shift());
      this.#leavePlace(log);
    }
    while (this.#bytes > this.limits.bytes && this.#dropOldest());
  }

  /** An event is gone, and its place in the order of all is not. */
  #leavePlace(log: ConversationLog): void {
    log.gone++;
    this.#gone++;
    const places = this.#order.length - this.#passed;
    if (this.#gone >= LEAST_CUT && this.#gone * 2 > places) this.#tidy();
  }

  /** Takes the places out of the order whose events are gone: those of a conversation that come first. */
  #tidy(): void {
    this.#order = this.#order.slice(this.#passed).filter((log) => {
      if (log.gone === 0) return true;
      log.gone--;
      return false;
    });
    this.#passed = 0;
    this.#gone = 0;
  }

  /** Tells whether the oldest event of a conversation may go. */
  #mayDrop(log: ConversationLog): boolean {
    return !isAfter(log.first, this.neededAfter());
  }

  #begin(conversation: Conversation): ConversationLog {
    const log = new ConversationLog(conversation);
    this.#logs.set(conversation, log);
    for (const party of peopleOf(conversation)) {
      const logs = this.#private.get(party) ?? new Set();
      this.#private.set(party, logs.add(log));
    }
    return log;
  }

  /** @returns false if it may not go */
  #dropOldest(): boolean {
    const log = this.#order[this.#passed];
    if (log.gone === 0 && !this.#mayDrop(log)) return false;
    this.#passed++;
    if (this.#passed >= LEAST_CUT && this.#passed * 2 > this.#order.length) {
      this.#order = this.#order.slice(this.#passed);
      this.#passed = 0;
    }
    if (log.gone > 0) {
      log.gone--;
      this.#gone--;
      return true;
    }
    this.#bytes -= bytesOf(log.shift());
    this.#endIfEmpty(log);
    return true;
  }

  #endIfEmpty(log: ConversationLog): void {
    if (log.size > 0 || this.#logs.get(log.conversation) !== log) return;
    this.#logs.delete(log.conversation);
    for (const party of peopleOf(log.conversation)) {
      const logs = this.#private.get(party);
      logs?.delete(log);
      if (logs?.size === 0) this.#private.delete(party);
    }
  }

  read(conversation: Conversation, range: Range): readonly HistoryEvent[] {
    return this.#logs.get(conversation)?.read(range) ?? [];
  }

  find(conversation: Conversation, id: string): HistoryEvent | null {
    return this.#logs.get(conversation)?.find(id) ?? null;
  }

  /** Gives the msgid of the oldest event that it has of a conversation: what is newer is all here; null for none. */
  oldest(conversation: Conversation): Position | null {
    return this.#logs.get(conversation)?.oldest ?? null;
  }

  /** Gives all that it has, in the order in which it was recorded. */
  all(): { conversation: Conversation; event: HistoryEvent }[] {
    return this.#filter(() => true);
  }

  #filter(
    isMeant: (event: PackedEvent) => boolean,
    limit = Infinity,
  ): { conversation: Conversation; event: HistoryEvent }[] {
    return [...this.#logs.values()]
      .flatMap(({ conversation, events }) =>
        events.filter(isMeant).map((packed) => ({ conversation, packed }))
      )
      .sort((a, b) => a.packed < b.packed ? -1 : 1)
      .slice(0, limit)
      .map(({ conversation, packed }) => ({
        conversation,
        event: unpackEvent(packed),
      }));
  }

  active(
    person: Party,
    after: Position,
    before: Position,
    from: "oldest" | "newest",
    limit: number,
  ): readonly Activity[] {
    const found: Activity[] = [];
    for (const { conversation, latest } of this.#private.get(person) ?? []) {
      if (latest > after && latest < before && latest !== "") {
        found.push({ conversation, latest });
      }
    }
    found.sort((a, b) => a.latest < b.latest ? -1 : 1);
    return cut(found, from, limit);
  }

  authored(author: Party, after: Position, limit: number) {
    return this.#filter(
      (event) => authorIn(event) === author && isAfter(event, after),
      limit,
    );
  }

  erase(conversation: Conversation, id: string): boolean {
    const log = this.#logs.get(conversation);
    if (log === undefined || log.find(id) === null) return false;
    this.#remove(log, (event) => idIn(event) === id || parentIn(event) === id);
    return true;
  }

  eraseBefore(conversation: Conversation, before: Position): void {
    const log = this.#logs.get(conversation);
    if (log !== undefined) this.#remove(log, (event) => event < before);
  }

  forget(author: Party): void {
    for (const log of [...this.#logs.values()]) {
      this.#remove(log, (event) => authorIn(event) === author);
    }
  }

  eraseConversations(person: Party): void {
    for (const log of [...this.#private.get(person) ?? []]) {
      this.#remove(log, () => true);
    }
  }

  #remove(
    log: ConversationLog,
    isMeant: (event: PackedEvent) => boolean,
  ): void {
    for (const event of log.remove(isMeant)) {
      this.#bytes -= bytesOf(event);
      this.#leavePlace(log);
    }
    this.#endIfEmpty(log);
  }
}

/** Gives whose private conversation it is; nobody's for a channel. */
function peopleOf(conversation: Conversation): Party[] {
  return conversation.includes(" ") ? conversation.split(" ") : [];
}

function bytesOf(event: PackedEvent): number {
  return EVENT_BYTES + event.length;
}
