import { asHost } from "../irc/names/names.ts";
import { errorMessage } from "../irc/session/send.ts";
import type { Connection, ConnectionHandler } from "../runtime/runtime.ts";

/** A connection that is told why it is not let in, and ended. Nothing that it says is heard. */
export class RefusedConnection implements ConnectionHandler {
  #isOver = false;

  /** @param reason why, for it to read */
  constructor(readonly connection: Connection, reason: string) {
    const host = asHost(connection.remoteAddress);
    const text = `Closing link: [${host}] (${reason})`;
    if (connection.write(errorMessage(text).bytes)) connection.end();
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
