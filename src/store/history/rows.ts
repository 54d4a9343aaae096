import type { Conversation, Party, Position } from "../../irc/state/archive.ts";
import type { Jot } from "../../irc/state/jot.ts";
import {
  type Columns,
  columnsOf,
  FIELD_END,
  type PackedEvent,
} from "../../irc/state/packed_event.ts";

/*
 * What goes to the worker is one text a batch: that is copied from thread to
 * thread at once, where objects are taken apart. No line of a client has NUL or
 * CR, and only what is of several lines has LF.
 */

/** Before each order of a batch. */
export const ORDER_BEGIN = "\0";
/** How an order to write an event begins. */
const EVENT = "e";

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

/** A row that is to be written. */
export interface NewRow extends Columns {
  readonly conversation: Conversation;
  readonly isMessage: boolean;
}

/**
 * Packs orders for the worker, in their order. What becomes of an event is thrown
 * away at once where many are taken together, and lives on else: so they are.
 */
export class Packing {
  #parts: string[] = [];

  /** @param begin what {@linkcode beginOf} has made of its conversation */
  addEvent(begin: string, event: PackedEvent): void {
    this.#parts.push(begin, event, FIELD_END);
  }

  add(order: Exclude<Order, { kind: "event" }>): void {
    this.#parts.push(ORDER_BEGIN, packOrder(order), FIELD_END);
  }

  /** Gives all that was added, as one text, and begins anew. */
  take(): string {
    const text = this.#parts.join("");
    this.#parts = [];
    return text;
  }
}

/** Gives what an event of a conversation begins with among orders. */
export function beginOf(conversation: Conversation): string {
  return `${ORDER_BEGIN}${EVENT}${conversation}${FIELD_END}`;
}

/**
 * Unpacks an event as {@linkcode unpackOrders} gives it.
 *
 * @throws {Error} if it is none
 */
export function unpackRow(packed: string): NewRow {
  const end = packed.indexOf(FIELD_END);
  const columns = columnsOf(packed.slice(end + 1));
  return { conversation: packed.slice(EVENT.length, end), ...columns };
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

/**
 * Gives the orders of a text that {@linkcode Packing} has made, or of several in
 * one; events stay packed.
 */
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
