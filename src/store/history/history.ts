import type {
  Archive,
  Conversation,
  HistoryEvent,
} from "../../irc/state/archive.ts";
import type { MemoryLimits } from "../../irc/state/memory_archive.ts";
import type { JotStore } from "../jot_store.ts";
import type { SearchOutcome, SearchQuery } from "../../irc/state/search.ts";
import type { Retention } from "./sweeping.ts";

/** What is set for a history. */
export interface HistorySettings {
  readonly historyMemory: MemoryLimits;
  /** What is kept on the disk, and how long */
  readonly historyRetention: Retention;
}

/** An event and where it belongs, as one process gives it to the next. */
export type PassedEvent = readonly [Conversation, HistoryEvent];

/** What there is to be measured of a history on a disk. */
export interface MeasuredHistory {
  /** Events that were written */
  readonly written: number;
  /** Events that were not, and never will be */
  readonly lost: number;
  /** Events that wait to be written */
  readonly waiting: number;
  readonly waitingBytes: number;
  /** Messages that are written and cannot be searched yet */
  readonly unindexed: number;
  readonly fileBytes: number;
  readonly isWorking: boolean;
}

/** The history of a server, for the core and for who runs it. */
export interface History extends Archive {
  /** Where jots are kept. */
  readonly jots: JotStore;

  /** What there is to be measured; null where nothing is on a disk. */
  readonly measured: MeasuredHistory | null;

  /** Has other settings hold from now on. */
  configure(settings: HistorySettings): void;

  /**
   * Looks for messages.
   *
   * @param limitMs how long it may take
   * @returns what was found; the promise never rejects
   */
  search(query: SearchQuery, limitMs: number): Promise<SearchOutcome>;

  /** Gives what is in no file: the process that takes over must have it. */
  passing(): PassedEvent[];

  /** Writes all, and leaves it to another process. */
  release(): void;

  /** Takes it back: the other process has not come to be. */
  resume(): void;

  /** Writes all, and ends. */
  close(): void;
}

/** Who owns a history. */
export interface DiskOwner {
  /** The time, in milliseconds since 1970. */
  now(): number;
  /** Says something to operators and in the log. */
  say(text: string): void;
}
