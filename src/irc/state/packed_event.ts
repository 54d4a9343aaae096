import { type HistoryEvent, isMessage, type Position } from "./archive.ts";
import type { BatchLine } from "./batch_line.ts";

/**
 * An event as one text, which is kept cheaply: nothing else hangs on it. Its msgid comes first, so that packed
 * events are in the order of these, and compare with a {@linkcode Position} as those do. No line of a client has
 * CR, and only what is of several lines has LF.
 */
export type PackedEvent = string;

/** Behind each field. */
export const FIELD_END = "\r";
/** Before each element of a list. */
const LIST_MARK = "\n";

const TIME_DIGITS = 9;

/** What is a message begins with this behind its msgid; then comes whether it has a text. */
const MESSAGE = "m";
const OTHER = "e";
const [WITH_TEXT, WITHOUT_TEXT] = ["+", "-"];

/** Where the fields are that are looked at without unpacking all. */
const [AUTHOR, PARENT] = [2, 3];

/** How many fields there are before those that no database is asked for. */
const ASKED_FIELDS = 6;

/**
 * Packs an event.
 *
 * @example
 * ```ts
 * import { assert, assertEquals } from "@std/assert";
 *
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
 *   author: "r.1p",
 *   leastRank: 0,
 *   parent: null,
 * };
 * const packed = packEvent(event);
 * assertEquals(unpackEvent(packed), event);
 * assertEquals(authorIn(packed), "r.1p");
 * assert(isMessageIn(packed));
 * ```
 */
export function packEvent(event: HistoryEvent): PackedEvent {
  const { account, at, author, clientTags, command, id, isBot } = event;
  const { leastRank, lines, params, parent, relayedBy, source, text } = event;
  const kind = isMessage(event) ? MESSAGE : OTHER;
  // To join makes one text, where to add makes a tree of them.
  return [
    id,
    kind + (text === null ? WITHOUT_TEXT : WITH_TEXT),
    author ?? "",
    parent ?? "",
    source,
    text ?? "",
    id.startsWith(digitsOf(at)) ? "" : at,
    command,
    account ?? "",
    isBot ? "1" : "",
    relayedBy ?? "",
    String(leastRank),
    packParams(params),
    clientTags,
    lines === null ? "" : packLines(lines),
  ].join(FIELD_END);
}

let lastAt = -1;
let lastDigits = "";

/** The time with which a msgid begins mostly; much happens at the same one. */
function digitsOf(at: number): string {
  if (at === lastAt) return lastDigits;
  lastAt = at;
  return lastDigits = at.toString(36).padStart(TIME_DIGITS, "0");
}

/** One parameter, as most events have, is as it is. */
function packParams(params: readonly string[]): string {
  return params.length === 1 && params[0] !== ""
    ? params[0]
    : params.map((param) => LIST_MARK + param).join("");
}

function packLines(lines: readonly BatchLine[]): string {
  return lines.map(({ text, isConcat }) =>
    `${LIST_MARK}${isConcat ? "+" : " "}${text}`
  ).join("");
}

/** What a database has in columns, and the rest. */
export interface Columns {
  readonly position: Position;
  readonly author: string | null;
  readonly parent: string | null;
  readonly source: string;
  readonly text: string | null;
  /** What nobody asks a database for */
  readonly rest: string;
}

/**
 * Gives what a database has of an event.
 *
 * @throws {Error} if it is none
 */
export function columnsOf(
  packed: PackedEvent,
): Columns & { readonly isMessage: boolean } {
  const ends: number[] = [];
  for (let end = -1, count = 0; count < ASKED_FIELDS; count++) {
    end = packed.indexOf(FIELD_END, end + 1);
    if (end === -1) throw new Error("an event is not whole");
    ends.push(end);
  }
  const field = (index: number) =>
    packed.slice(ends[index - 1] + 1, ends[index]);
  const [kind, hasText] = field(1);
  return {
    isMessage: kind === MESSAGE,
    position: packed.slice(0, ends[0]),
    author: field(AUTHOR) || null,
    parent: field(PARENT) || null,
    source: field(4),
    text: hasText === WITH_TEXT ? field(5) : null,
    rest: packed.slice(ends[ASKED_FIELDS - 1] + 1),
  };
}

/** Makes the event of what a database has of it. */
export function eventOf(columns: Columns): HistoryEvent {
  const { author, parent, position: id, rest, source, text } = columns;
  const [at, command, account, isBot, relayedBy, rank, params, tags, lines] =
    rest.split(FIELD_END);
  return {
    id,
    at: at === "" ? parseInt(id.slice(0, TIME_DIGITS), 36) : Number(at),
    source,
    account: account || null,
    isBot: isBot !== "",
    relayedBy: relayedBy || null,
    command,
    params: listOf(params),
    text,
    lines: lines === "" ? null : listOf(lines).map((line) => ({
      text: line.slice(1),
      isConcat: line[0] === "+",
    })),
    clientTags: tags,
    author,
    leastRank: Number(rank),
    parent,
  };
}

function listOf(text: string): string[] {
  if (text === "") return [];
  return text[0] === LIST_MARK ? text.slice(1).split(LIST_MARK) : [text];
}

/** Gives all that was said in an event, for who looks for words. */
export function wordsOf(
  { rest, text }: Pick<Columns, "rest" | "text">,
): string {
  if (text !== null) return text;
  const lines = rest.slice(rest.lastIndexOf(FIELD_END) + 1);
  return listOf(lines).map((line) => line.slice(1)).join("\n");
}

/** Makes an event again. */
export function unpackEvent(packed: PackedEvent): HistoryEvent {
  return eventOf(columnsOf(packed));
}

/** Gives the msgid of an event. */
export function idIn(packed: PackedEvent): string {
  return packed.slice(0, packed.indexOf(FIELD_END));
}

/** Tells whether an event is what somebody said. */
export function isMessageIn(packed: PackedEvent): boolean {
  return packed[packed.indexOf(FIELD_END) + 1] === MESSAGE;
}

/** Gives whom an event came from; null for nobody whom the server would know again. */
export function authorIn(packed: PackedEvent): string | null {
  return fieldIn(packed, AUTHOR);
}

/** Gives the msgid of what an event belongs to; null for nothing. */
export function parentIn(packed: PackedEvent): string | null {
  return fieldIn(packed, PARENT);
}

function fieldIn(packed: PackedEvent, index: number): string | null {
  let start = 0;
  for (let count = 0; count < index; count++) {
    start = packed.indexOf(FIELD_END, start) + 1;
  }
  return packed.slice(start, packed.indexOf(FIELD_END, start)) || null;
}

/** Tells whether an event is after a position, which may be its own. */
export function isAfter(packed: PackedEvent, position: Position): boolean {
  return packed > position && !packed.startsWith(position + FIELD_END);
}
