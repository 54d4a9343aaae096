import {
  type Conversation,
  type HistoryEvent,
  isMessage,
  type Party,
  type Position,
} from "../../irc/state/archive.ts";
import type { BatchLine } from "../../irc/state/batch_line.ts";
import type { Jot } from "../../irc/state/jot.ts";

/*
 * What goes to the worker is one text a batch: that is copied from thread to
 * thread at once, where objects are taken apart. No line of a client has NUL or
 * CR, and only what is of several lines has LF.
 */

/** Before each order of a batch. */
const ORDER_BEGIN = "\0";
/** Behind each field of one. */
const FIELD_END = "\r";
/** Before each element of a list. */
const LIST_MARK = "\n";

const TIME_DIGITS = 9;

/** What the worker is to do, in the order in which it happened. */
export type Order =
  | { readonly kind: "event"; readonly packed: string }
  | {
    readonly kind: "erase";
    readonly conversation: Conversation;
    readonly id: string;
  }
  | {
    /** Delete what is before a position: of a conversation, or of what somebody has said anywhere */
    readonly kind: "task";
    readonly task: Task;
  }
  | { readonly kind: "jot"; readonly jot: Jot };

/** A deletion that may take long. */
export interface Task {
  readonly id: number;
  /** One conversation; else null */
  readonly conversation: Conversation | null;
  /** All that somebody has said or done; else null */
  readonly author: Party | null;
  /** All private conversations of somebody; else null */
  readonly person: Party | null;
  /** And of that what is before this */
  readonly before: Position;
}

/** An event as the database has it. */
export interface Row {
  readonly position: Position;
  readonly author: Party | null;
  readonly parent: string | null;
  readonly source: string;
  readonly text: string | null;
  /** What nobody asks the database for */
  readonly rest: string;
}

/** A row that is to be written. */
export interface NewRow extends Row {
  readonly conversation: Conversation;
  readonly isMessage: boolean;
}

/** How an event begins that has no text, or one. */
const [EVENT, EVENT_WITH_TEXT] = ["\0e-", "\0e+"];
const [MESSAGE, MESSAGE_WITH_TEXT] = ["\0m-", "\0m+"];

/** How many fields an event has before those that nobody asks the database for. */
const ASKED_FIELDS = 7;

/**
 * Packs orders for the worker, in their order. What an event takes to be packed
 * is thrown away at once where many are packed together, and lives on else: so
 * they are, when all is taken.
 */
export class Packing {
  #text = "";
  #conversations: Conversation[] = [];
  #events: HistoryEvent[] = [];

  addEvent(conversation: Conversation, event: HistoryEvent): void {
    this.#conversations.push(conversation);
    this.#events.push(event);
  }

  add(order: Exclude<Order, { kind: "event" }>): void {
    this.#packEvents();
    this.#text += `${ORDER_BEGIN}${packOrder(order)}${FIELD_END}`;
  }

  /** Gives all that was added, as one text, and begins anew. */
  take(): string {
    this.#packEvents();
    const text = this.#text;
    this.#text = "";
    return text;
  }

  #packEvents(): void {
    if (this.#events.length === 0) return;
    const conversations = this.#conversations;
    const packed = this.#events.map((event, index) =>
      packEvent(conversations[index], event)
    );
    this.#text += packed.join("");
    this.#conversations = [];
    this.#events = [];
  }
}

function packEvent(conversation: Conversation, event: HistoryEvent): string {
  const { account, at, author, clientTags, command, id, isBot } = event;
  const { leastRank, lines, params, parent, relayedBy, source, text } = event;
  const [withoutText, withText] = isMessage(event)
    ? [MESSAGE, MESSAGE_WITH_TEXT]
    : [EVENT, EVENT_WITH_TEXT];
  const mark = text === null ? withoutText : withText;
  const time = id.startsWith(digitsOf(at)) ? "" : at;
  return `${mark}\r${conversation}\r${id}\r${author ?? ""}\r${
    parent ?? ""
  }\r${source}\r${text ?? ""}\r${time}\r${command}\r${account ?? ""}\r${
    isBot ? "1" : ""
  }\r${relayedBy ?? ""}\r${leastRank}\r${packParams(params)}\r${clientTags}\r${
    lines === null ? "" : packLines(lines)
  }\r`;
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

/**
 * Unpacks an event as {@linkcode unpackOrders} gives it.
 *
 * @throws {Error} if it is none
 */
export function unpackRow(packed: string): NewRow {
  const ends: number[] = [];
  for (let end = -1, count = 0; count < ASKED_FIELDS; count++) {
    end = packed.indexOf(FIELD_END, end + 1);
    if (end === -1) throw new Error("an event is not whole");
    ends.push(end);
  }
  const field = (index: number) =>
    packed.slice(ends[index - 1] + 1, ends[index]);
  return {
    isMessage: packed[0] === "m",
    conversation: field(1),
    position: field(2),
    author: field(3) || null,
    parent: field(4) || null,
    source: field(5),
    text: packed[1] === "+" ? field(6) : null,
    rest: packed.slice(ends[ASKED_FIELDS - 1] + 1),
  };
}

/** Makes the event of a row. */
export function eventOf(row: Row): HistoryEvent {
  const { author, parent, position: id, rest, source, text } = row;
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
export function wordsOf({ rest, text }: Pick<Row, "rest" | "text">): string {
  if (text !== null) return text;
  const lines = rest.slice(rest.lastIndexOf(FIELD_END) + 1);
  return listOf(lines).map((line) => line.slice(1)).join("\n");
}

function packOrder(order: Exclude<Order, { kind: "event" }>): string {
  switch (order.kind) {
    case "erase":
      return `x${order.conversation}\r${order.id}`;
    case "task":
      return `t${JSON.stringify(order.task)}`;
    case "jot":
      return `j${JSON.stringify(order.jot)}`;
  }
}

/** Gives the orders of a text that {@linkcode Packing} has made; events stay packed. */
export function unpackOrders(text: string): Order[] {
  return text.split(ORDER_BEGIN).slice(1)
    .map((order) => unpackOrder(order.slice(0, -FIELD_END.length)));
}

function unpackOrder(text: string): Order {
  switch (text[0]) {
    case "x": {
      const [conversation, id] = text.slice(1).split(FIELD_END);
      return { kind: "erase", conversation, id };
    }
    case "t":
      return { kind: "task", task: JSON.parse(text.slice(1)) };
    case "j":
      return { kind: "jot", jot: JSON.parse(text.slice(1)) };
    default:
      return { kind: "event", packed: text };
  }
}
