import type { Peer } from "../irc/inputs.ts";
import { hostAt } from "../irc/names/names.ts";
import { errorMessage } from "../irc/session/send.ts";
import type { OutgoingMessage } from "../irc/wire/outgoing.ts";
import type { Connection, ConnectionHandler } from "../runtime/runtime.ts";

/**
 * Writes the one line that a connection gets that is not let in.
 *
 * @param reason why, for it to read
 */
export function refusalLine(
  { address, listener }: Peer,
  reason: string,
): OutgoingMessage {
  const host = hostAt(address, listener);
  return errorMessage(`Closing link: [${host}] (${reason})`);
}

/** Seconds until a client that speaks HTTP is to try again. */
const RETRY_SECONDS = 60;

const encoder = new TextEncoder();

/**
 * Writes what a connection gets that speaks HTTP, and is not let in.
 *
 * @param reason why, for it to read
 */
export function httpRefusal(reason: string): Uint8Array {
  const body = encoder.encode(`${reason}\n`);
  const head = [
    "HTTP/1.1 503 Service Unavailable",
    `Retry-After: ${RETRY_SECONDS}`,
    "Content-Type: text/plain; charset=utf-8",
    `Content-Length: ${body.length}`,
    "Connection: close",
  ];
  return encoder.encode(`${head.join("\r\n")}\r\n\r\n${reason}\n`);
}

/** A connection that is told why it is not let in, and ended. Nothing that it says is heard. */
export class RefusedConnection implements ConnectionHandler {
  hasGone = false;

  /** @param words what it is sent */
  constructor(readonly connection: Connection, words: Uint8Array) {
    if (connection.write(words)) connection.end();
  }

  data(): void {}

  drained(): void {
    this.connection.end();
  }

  closed(): void {
    this.hasGone = true;
  }

  /** Ends it at once. */
  abort(): void {
    this.connection.abort();
  }
}
