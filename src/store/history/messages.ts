import type { SearchOutcome, SearchQuery } from "../../irc/state/search.ts";
import type { Retention } from "./sweeping.ts";

/** What the thread that writes is told. */
export type ToWriter =
  | {
    /** Write these orders, as `Packing` has packed them */
    readonly kind: "batch";
    readonly batch: number;
    readonly orders: string;
    /** How many events are among them */
    readonly events: number;
    /** True if something is to be deleted: that does not wait */
    readonly isUrgent: boolean;
  }
  | { readonly kind: "retention"; readonly retention: Retention }
  | {
    /** Put all that was written before into the index of words, as far as there is time */
    readonly kind: "catch-up";
    readonly request: number;
  }
  | {
    /** Answer in the shared memory once all that came before is written */
    readonly kind: "flush";
    readonly ticket: number;
    /** True if nothing comes any more: the file is let go */
    readonly isLast: boolean;
  };

/** What that thread tells. */
export type FromWriter =
  | {
    /** It is, and all batches before, where it is read from */
    readonly kind: "written";
    readonly batch: number;
    /** How many messages are not in the index of words yet */
    readonly unindexed: number;
  }
  | { readonly kind: "ended"; readonly task: number }
  | {
    readonly kind: "caught-up";
    readonly request: number;
    readonly unindexed: number;
  }
  | {
    /** It cannot be written for now; null once it can again */
    readonly kind: "fault";
    readonly fault: string | null;
  }
  | {
    /** The file was damaged and is set aside: it begins anew */
    readonly kind: "set-aside";
    readonly aside: string;
    readonly fault: string;
  }
  | {
    /** What is no fault of the disk was not written, nor will be */
    readonly kind: "lost";
    readonly events: number;
    readonly fault: string;
  };

/** What the thread that searches is told. */
export interface ToSearcher {
  readonly request: number;
  readonly query: SearchQuery;
  /** Milliseconds that it may take */
  readonly limitMs: number;
}

/** What it answers. */
export interface FromSearcher {
  readonly request: number;
  readonly outcome: SearchOutcome;
  /** Why nothing could be read; null if it could */
  readonly fault: string | null;
}

/** What a thread is started with. */
export interface ThreadData {
  /** Marks our threads: others may be of who imports this */
  readonly ircd: "history-writer" | "history-searcher";
  readonly path: string;
  /** The run of the journal whose batches the writer is given; 0 for who searches */
  readonly run: number;
  /** Where `flush` is answered: see {@linkcode TICKET} and {@linkcode WRITTEN} */
  readonly shared: SharedArrayBuffer;
}

/** Where in the shared memory the last ticket of a flush is, and the last batch that is written. */
export const TICKET = 0;
export const WRITTEN = 1;
export const SHARED_BYTES = 8;
