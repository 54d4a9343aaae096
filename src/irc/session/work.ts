/**
 * What it costs to take a line, to understand it and to do something simple. The unit is a line that goes to
 * somebody: a third of a microsecond or so.
 */
export const LINE_WORK = 500;

/** What it costs to take a line of a batch, of which nothing comes before its end. */
export const BATCHED_LINE_WORK = 100;

/** What a line of an answer costs, which is written for one client alone. */
const ANSWER_WORK = 5;

/** What it costs to write records to the disk, which the server waits for: half a millisecond where that is quick. */
export const STORE_WORK = 1500;

/** What it costs to push something to a device: it is encrypted for each, half a millisecond or so. */
export const PUSH_WORK = 1500;
/** What it costs to look for something in the history, which may be on the disk. */
export const SEARCH_WORK = 300;

/** What it costs to look through all of it. */
export const SCAN_WORK = 10_000;

/** What it costs to look for words in it: another thread does that, what it finds is looked through here. */
export const TEXT_SEARCH_WORK = 6000;

/** What it costs to read one event of it. */
export const EVENT_WORK = 5;

/** What it costs to compare one user or one channel with a mask, and once more for each asterisk in it. */
const COMPARISON_WORK = 1;

/** Tells what it costs to write so many lines of an answer, beyond what each line costs. */
export function answerWork(lines: number): number {
  return lines * (ANSWER_WORK - 1);
}

/**
 * Tells what it costs to compare many with a mask: the longer where it has asterisks.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(comparisonWork(1000, "alice"), 1000);
 * assertEquals(comparisonWork(1000, "*a*"), 3000);
 * ```
 */
export function comparisonWork(count: number, mask: string): number {
  return count * COMPARISON_WORK * mask.split("*").length;
}
