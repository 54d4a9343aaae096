import type { Conversation, HistoryEvent, Party, Position } from "./archive.ts";

/** A conversation that is searched. */
export interface SearchPlace {
  readonly conversation: Conversation;
  /** Only what is after this */
  readonly after: Position;
  /** Only what members of this rank may read, and what the reader has said */
  readonly rank: number;
}

/** What is looked for. */
export interface SearchQuery {
  /** Where: nothing else is looked at */
  readonly places: readonly SearchPlace[];
  /** Who asks */
  readonly reader: Party;
  /** The nickname that it was said under; null for any */
  readonly from: string | null;
  /** Words, phrases in quotation marks, beginnings of words with a star; null for all that was said */
  readonly text: string | null;
  readonly after: Position;
  readonly before: Position;
  /** Which of them, where there are more than `limit` */
  readonly order: "oldest" | "newest";
  readonly limit: number;
}

/** A message that was found. */
export interface Found {
  readonly conversation: Conversation;
  readonly event: HistoryEvent;
}

/** What a search has come to. */
export interface SearchOutcome {
  /** The oldest first */
  readonly found: readonly Found[];
  /** False if it had to be given up before all was looked at */
  readonly isWhole: boolean;
}

/** Tells whether somebody of a rank may read an event. */
export function mayRead(
  { author, leastRank }: Pick<HistoryEvent, "author" | "leastRank">,
  rank: number,
  reader: Party,
): boolean {
  return leastRank <= rank || author === reader;
}
