import { Buffer } from "node:buffer";
import type { FloodState } from "./flood.ts";

/** What one process passes on to the next of a client, beside its socket: plain data, as JSON has it. */
export interface PassedClient {
  /** Lines that it has sent, and that are not carried out */
  readonly lines: readonly string[];
  /** What has come of the next line, in Base64 */
  readonly rest: string;
  /** What has come besides, in Base64 */
  readonly unread: string;
  /** What is to be sent to it, in Base64 */
  readonly unsent: string;
  /** How many bytes of that others have caused */
  readonly othersUnsentBytes: number;
  /** What it may have carried out; null for as much as it likes */
  readonly budget: FloodState | null;
}

/** Writes bytes as JSON can have them. */
export function toBase64(...chunks: readonly Uint8Array[]): string {
  return Buffer.concat(chunks).toString("base64");
}

/**
 * Reads what {@linkcode toBase64} has written.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const bytes = new Uint8Array([0, 13, 10, 255]);
 * assertEquals(fromBase64(toBase64(bytes)), bytes);
 * ```
 */
export function fromBase64(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "base64"));
}
