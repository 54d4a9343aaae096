import type { Connection, ConnectionHandler } from "../runtime/runtime.ts";
import type { Ticket } from "./admission.ts";
import type { ListenAt } from "./place.ts";

/** Decides who may come in: asked as soon as it is known where a connection comes from. Nothing of it may throw. */
export interface Gate {
  /**
   * @param address where it comes from; "" for no address
   * @param place where it was accepted
   * @returns its ticket, which must be given back; or why it may not come in, for it to read
   */
  admit(address: string, place: ListenAt): Ticket | string;

  /**
   * It is told where a connection really comes from.
   *
   * @returns why it may not stay, for it to read; null if it may
   */
  move(ticket: Ticket, address: string): string | null;

  /** A connection has ended. For one it may be called more than once. */
  release(ticket: Ticket): void;

  /**
   * Tells a connection that it may not come in, and ends it.
   *
   * @param words what it is sent
   * @returns who hears of it; null for one that is to be aborted at once
   */
  refuse(connection: Connection, words: Uint8Array): ConnectionHandler | null;
}
