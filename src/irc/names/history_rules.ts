import type { Replay } from "./replay.ts";

/** How far back members of a channel may read, unless its founder says otherwise. */
export const CUTOFFS = ["registration-time", "join-time", "none"] as const;

/**
 * One of {@linkcode CUTOFFS}: to when the reader's account was registered, or one without an account came; to when the
 * reader joined; or to the beginning.
 */
export type Cutoff = typeof CUTOFFS[number];

/** What a channel or an account wants to be kept: for good, in memory alone, or nothing. */
export const KEEPING = ["on", "ephemeral", "off"] as const;

/** What is kept of what was said, and who may read it. */
export interface HistoryRules {
  /** True if anything is kept */
  readonly enabled: boolean;
  /** True if what is said on channels that are not registered is kept in memory, and private messages of who has no account */
  readonly unregistered: boolean;
  /** True if private messages are kept */
  readonly private: boolean;
  readonly cutoff: Cutoff;
  /** The most messages that one CHATHISTORY gives */
  readonly page: number;
  /** What clients are shown of a channel on joining that cannot ask for it themselves; null for nothing */
  readonly replay: Replay | null;
}

/** The rules, unless the configuration says otherwise. */
export const DEFAULT_HISTORY_RULES: HistoryRules = {
  enabled: true,
  unregistered: true,
  private: true,
  cutoff: "registration-time",
  page: 1000,
  replay: null,
};
