import type { RecordSettings, Suspension } from "./account.ts";
import type { Party } from "./archive.ts";
import type { ListEntry, Topic } from "./channel_values.ts";

/** The mode of registered channels, which their records need not have. */
export const REGISTERED_MODE = "r";

/** A rank that an account has on a channel whenever it joins. */
export interface LastingRank {
  readonly account: string;
  /** The letter of the prefix mode */
  readonly letter: string;
  /** The account that gave it */
  readonly by: string;
  /** Milliseconds since 1970 */
  readonly at: number;
}

/** What a channel is like, without those who are on it. */
export interface ChannelForm {
  readonly name: string;
  /** Milliseconds since 1970 */
  readonly createdAt: number;
  readonly topic: Topic | null;
  /** Letter to parameter, as a channel has them: the key and the limit are among them */
  readonly modes: Readonly<Record<string, string>>;
  /** The lists that have entries, by their mode's letter */
  readonly lists: Readonly<Record<string, readonly ListEntry[]>>;
  /** What its operators tell of it, by its keys in the order in which they were set */
  readonly metadata: Readonly<Record<string, string>>;
}

/** A channel that is kept while nobody is on it. */
export interface RegisteredChannel extends ChannelForm {
  /** What histories know it by, whatever it is called */
  readonly party: Party;
  /** Milliseconds since 1970 */
  readonly registeredAt: number;
  /** The name of the account that it belongs to */
  readonly founder: string;
  readonly ranks: readonly LastingRank[];
  readonly settings: RecordSettings;
  readonly suspended: Suspension | null;
  /** The account that it is offered to, which may accept it; null for none */
  readonly offeredTo: string | null;
  /** When somebody was on it last, in milliseconds since 1970 */
  readonly usedAt: number;
}

/** A channel that operators do away with: nobody joins it, whether it is registered or not. */
export interface PurgedChannel {
  readonly name: string;
  /** The operator's nickname */
  readonly by: string;
  /** Milliseconds since 1970 */
  readonly at: number;
  readonly reason: string;
}
