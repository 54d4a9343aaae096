import { END, type Position } from "../../irc/state/archive.ts";
import type { Task } from "./rows.ts";
import type { HistoryWriter } from "./writer.ts";

/** How many events are deleted at a time: each takes a fifth of a millisecond. */
const PIECE = 50;

/** How many conversations are looked at at a time. */
const CONVERSATIONS = 500;

/** The part of the most bytes that is left where there are more. */
const ENOUGH = 0.95;

/** How many pages are given back at a time. */
const PAGES = 256;

/** What is kept, and how long. */
export interface Retention {
  /** Milliseconds; null for ever */
  readonly ageMs: number | null;
  /** Events of one conversation; null for all */
  readonly events: number | null;
  /** Bytes in all; null for whatever the disk has */
  readonly bytes: number | null;
}

const TIME_DIGITS = 9;

/** Gives the position that all is after which happened at a time or later. */
export function positionAt(at: number): Position {
  return Math.max(0, Math.floor(at)).toString(36).padStart(TIME_DIGITS, "0");
}

/**
 * Carries out a deletion, in pieces; what is deleted is written when each is over. Before each of them all must be in
 * the index of words.
 */
export function* carryOut(writer: HistoryWriter, task: Task): Generator<void> {
  const { author, before, conversation, person } = task;
  if (author !== null) yield* forget(writer, author, before);
  const ids = person !== null
    ? writer.conversations.idsOf(person)
    : conversation !== null
    ? writer.conversations.idOf(conversation)
    : [];
  for (const id of ids) yield* deleteBefore(writer, id, before);
  writer.end(task);
}

function* deleteBefore(
  writer: HistoryWriter,
  conversation: number,
  before: Position,
): Generator<void> {
  while (writer.deleteOldest(conversation, before, PIECE) === PIECE) yield;
}

function* forget(
  writer: HistoryWriter,
  author: string,
  before: Position,
): Generator<void> {
  for (;;) {
    const count = writer.deleteAuthor(author, before, PIECE);
    // Where the index was damaged it knows nothing until it is made anew.
    if (count < PIECE && writer.unindexed === 0) return;
    yield;
  }
}

function* allConversations(writer: HistoryWriter) {
  for (let behind = 0;;) {
    const some = writer.conversations.behind(behind, CONVERSATIONS);
    yield* some;
    if (some.length < CONVERSATIONS) return;
    behind = some[some.length - 1].id;
  }
}

/**
 * Deletes what is not kept any more, in pieces, the oldest first.
 *
 * @param now in milliseconds since 1970
 * @returns true if anything was deleted
 */
export function* retain(
  writer: HistoryWriter,
  { ageMs, bytes, events }: Retention,
  now: number,
): Generator<void, boolean> {
  let deleted = 0;
  if (ageMs !== null || events !== null) {
    const before = ageMs === null ? "" : positionAt(now - ageMs);
    deleted += yield* sweep(writer, before, events);
  }
  if (bytes !== null && writer.bytesKept > bytes) {
    const before = writer.positionOf(1 - bytes * ENOUGH / writer.bytesKept);
    const count = yield* sweep(writer, before ?? END, null);
    // Only then it shows how much there is.
    if (count > 0) writer.soil();
    deleted += count;
  }
  if (deleted === 0) return false;
  while (writer.sizes().free > 0) {
    const { free } = writer.sizes();
    writer.shrink(PAGES);
    yield;
    if (writer.sizes().free >= free) break;
  }
  return true;
}

function* sweep(
  writer: HistoryWriter,
  before: Position,
  most: number | null,
): Generator<void, number> {
  let deleted = 0;
  let looked = 0;
  for (const { events, id } of allConversations(writer)) {
    if (++looked % CONVERSATIONS === 0) yield;
    for (let count = PIECE; before !== "" && count === PIECE;) {
      count = writer.deleteOldest(id, before, PIECE);
      deleted += count;
      if (count > 0) yield;
    }
    let excess = most === null ? 0 : events - most;
    while (excess > 0) {
      const count = writer.deleteOldest(id, END, Math.min(PIECE, excess));
      if (count === 0) break;
      deleted += count;
      excess -= count;
      yield;
    }
  }
  return deleted;
}
