import type { HistoryEvent } from "./archive.ts";

/**
 * What happened on the network, as a value: somebody said something, or a channel changed. It is told to those
 * who see it, and it is what a history keeps.
 */
export interface Event extends HistoryEvent {
  /** The id of the channel where it happened, or of the user to whom; null for everywhere its source is */
  readonly target: number | null;
}

/** What few events have. */
export type Particulars = Partial<
  Pick<Event, "leastRank" | "lines" | "parent">
>;
