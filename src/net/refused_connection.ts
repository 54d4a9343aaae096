import { asHost } from "../irc/names/names.ts";
import { errorMessage } from "../irc/session/send.ts";
import type { OutgoingMessage } from "../irc/wire/outgoing.ts";
import type { Connection, ConnectionHandler } from "../runtime/runtime.ts";

/**
 * Writes the one line that a connection gets that is not let in.
 *
 * @param reason why, for it to read
 */
export function refusalLine(
  { remoteAddress }: Connection,
  reason: string,
): OutgoingMessage {
  const host = asHost(remoteAddress);
  return errorMessage(`Closing link: [${host}] (${reason})`);
}

/** A connection that is told why it is not let in, and ended. Nothing that it says is heard. */
export class RefusedConnection implements ConnectionHandler {
  #isOver = false;

  /** @param reason why, for it to read */
  constructor(readonly connection: Connection, reason: string) {
    const { bytes } = refusalLine(connection, reason);
    if (connection.write(bytes)) connection.end();
  }

  data(): void {}

  drained(): void {
    this.connection.end();
  }

  closed(): void {
    this.#isOver = true;
  }

  /** Ends it at once, if it has not ended. */
  abort(): void {
    if (!this.#isOver) this.connection.abort();
  }
}
