import {
  type Conversation,
  type HistoryEvent,
  isMessage,
  type Party,
  type Position,
} from "../../irc/state/archive.ts";
import type { Jot } from "../../irc/state/jot.ts";

/*
 * What goes to the worker is one text a batch: that is copied from thread to
 * thread at once, where objects are taken apart. No line of a client has NUL or
 * CR, and only what is of several lines has LF.
 */

/** Between two orders of a batch. */
const ORDER_END = "\0";
/** Between two fields of one. */
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

/** Packs an event for the worker. */
export function packEvent(
  conversation: Conversation,
  event: HistoryEvent,
): string {
  const { author, id, parent, source, text } = event;
  const kind = isMessage(event) ? "m" : "e";
  return `${kind}${conversation}\r${id}\r${author ?? ""}\r${
    parent ?? ""
  }\r${source}\r${text === null ? "-" : `+${text}`}\r${restOf(event)}`;
}

let lastAt = -1;
let lastDigits = "";

/** The time with which a msgid begins mostly; much happens at the same one. */
function digitsOf(at: number): string {
  if (at === lastAt) return lastDigits;
  lastAt = at;
  return lastDigits = at.toString(36).padStart(TIME_DIGITS, "0");
}

function restOf(event: HistoryEvent): string {
  const { account, at, clientTags, command, id, leastRank, lines, params } =
    event;
  const { isBot, relayedBy } = event;
  const time = id.startsWith(digitsOf(at)) ? "" : at;
  const head = `${time}\r${command}\r${account ?? ""}\r${isBot ? 1 : ""}\r`;
  const list = params.length === 1
    ? LIST_MARK + params[0]
    : params.map((param) => LIST_MARK + param).join("");
  const several = lines === null
    ? ""
    : lines.map(({ text, isConcat }) => `\n${isConcat ? "+" : " "}${text}`)
      .join("");
  return `${head}${
    relayedBy ?? ""
  }\r${leastRank}\r${list}\r${clientTags}\r${several}`;
}

/**
 * Unpacks what {@linkcode packEvent} has packed.
 *
 * @throws {Error} if it is none
 */
export function unpackRow(packed: string): NewRow {
  const ends: number[] = [];
  for (let end = -1, count = 0; count < 6; count++) {
    end = packed.indexOf(FIELD_END, end + 1);
    if (end === -1) throw new Error("an event is not whole");
    ends.push(end);
  }
  const field = (index: number) =>
    packed.slice(ends[index - 1] + 1, ends[index]);
  const text = field(5);
  return {
    isMessage: packed[0] === "m",
    conversation: packed.slice(1, ends[0]),
    position: field(1),
    author: field(2) || null,
    parent: field(3) || null,
    source: field(4),
    text: text[0] === "+" ? text.slice(1) : null,
    rest: packed.slice(ends[5] + 1),
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
  return text === "" ? [] : text.slice(1).split(LIST_MARK);
}

/** Gives all that was said in an event, for who looks for words. */
export function wordsOf({ rest, text }: Pick<Row, "rest" | "text">): string {
  if (text !== null) return text;
  const lines = rest.slice(rest.lastIndexOf(FIELD_END) + 1);
  return listOf(lines).map((line) => line.slice(1)).join("\n");
}

/** Packs orders to one text. */
export function packOrders(orders: readonly Order[]): string {
  return orders.map(packOrder).join(ORDER_END);
}

function packOrder(order: Order): string {
  switch (order.kind) {
    case "event":
      return order.packed;
    case "erase":
      return `x${order.conversation}\r${order.id}`;
    case "task":
      return `t${JSON.stringify(order.task)}`;
    case "jot":
      return `j${JSON.stringify(order.jot)}`;
  }
}

/** Gives the orders of a text; events stay packed. */
export function unpackOrders(text: string): Order[] {
  return text === "" ? [] : text.split(ORDER_END).map(unpackOrder);
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
