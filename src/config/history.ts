import * as v from "valibot";
import {
  CUTOFFS,
  DEFAULT_HISTORY_RULES,
  type HistoryRules,
} from "../irc/names/history_rules.ts";
import type { MemoryLimits } from "../irc/state/memory_archive.ts";
import { NO_REPLAY, parseReplay, REPLAY_FORM } from "../irc/names/replay.ts";
import type { Retention } from "../store/history/sweeping.ts";
import { oneOf, table, text, wholeNumber, yesOrNo } from "./values.ts";

const { cutoff, enabled, page, unregistered, ...others } =
  DEFAULT_HISTORY_RULES;
const MEGABYTE = 1024 * 1024;
const DAY_MS = 86_400_000;

const replay = v.pipe(
  text,
  v.check(
    (value) => value === NO_REPLAY || parseReplay(value) !== null,
    `must be "${NO_REPLAY}", ${REPLAY_FORM}`,
  ),
);

/** The table `[history]`: what is kept of what was said, and who may read it. */
export const historySchema = table({
  enabled: v.optional(yesOrNo, enabled),
  unregistered: v.optional(yesOrNo, unregistered),
  private: v.optional(yesOrNo, others.private),
  cutoff: v.optional(oneOf(CUTOFFS), cutoff),
  page: v.optional(wholeNumber(1, 10_000), page),
  replay: v.optional(replay, NO_REPLAY),
  "memory-events": v.optional(wholeNumber(1, 1_000_000), 1000),
  "memory-megabytes": v.optional(wholeNumber(1, 1_000_000), 64),
  "disk-days": v.optional(wholeNumber(0, 100_000), 365),
  "disk-events": v.optional(wholeNumber(0, 1_000_000_000), 0),
  "disk-megabytes": v.optional(wholeNumber(0, 10_000_000), 4096),
});

type History = v.InferOutput<typeof historySchema>;

/** @returns what is kept of what was said, and who may read it */
export function historyRulesOf(history: History): HistoryRules {
  const { cutoff, enabled, page, unregistered } = history;
  return {
    enabled,
    unregistered,
    private: history.private,
    cutoff,
    page,
    replay: parseReplay(history.replay),
  };
}

/** @returns how much of it is kept in memory */
export function historyMemoryOf(history: History): MemoryLimits {
  return {
    perConversation: history["memory-events"],
    bytes: history["memory-megabytes"] * MEGABYTE,
  };
}

/** @returns what of it is kept on the disk, and how long */
export function historyRetentionOf(history: History): Retention {
  const days = history["disk-days"];
  const megabytes = history["disk-megabytes"];
  return {
    ageMs: days === 0 ? null : days * DAY_MS,
    events: history["disk-events"] || null,
    bytes: megabytes === 0 ? null : megabytes * MEGABYTE,
  };
}
