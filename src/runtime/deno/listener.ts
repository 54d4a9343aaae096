import type { Listener, ListenerHandler, ListenOptions } from "../runtime.ts";
import { DenoConnection } from "./connection.ts";

/** Milliseconds until the next attempt after accept failed. */
const RETRY_MS = 100;

/** @see Runtime.listen */
export function listen(
  { hostname, port, backlog }: ListenOptions,
  handler: ListenerHandler,
): Listener {
  const listener = Deno.listen({ hostname, port, tcpBacklog: backlog });
  const loop = new AcceptLoop(listener, handler);
  loop.run();
  return {
    hostname: listener.addr.hostname,
    port: listener.addr.port,
    close: () => loop.close(),
  };
}

class AcceptLoop {
  #closed = false;

  constructor(
    readonly listener: Deno.TcpListener,
    readonly handler: ListenerHandler,
  ) {}

  async run(): Promise<void> {
    while (!this.#closed) {
      try {
        start(await this.listener.accept(), this.handler);
      } catch (error) {
        if (!this.#closed && !isReset(error)) await this.#wait(error);
      }
    }
  }

  close(): void {
    this.#closed = true;
    this.listener.close();
  }

  /** Whatever made accept fail passes. */
  async #wait(error: unknown): Promise<void> {
    if (isExhaustion(error)) this.handler.exhausted();
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

/** One that was reset meanwhile has no address, and takes no options. */
function start(connection: Deno.TcpConn, handler: ListenerHandler): void {
  try {
    new DenoConnection(connection).start(handler);
  } catch {
    connection.close();
  }
}

/** The client reset the connection before it was accepted. */
function isReset(error: unknown): boolean {
  return error instanceof Deno.errors.NotConnected ||
    error instanceof Deno.errors.ConnectionAborted;
}

function isExhaustion(error: unknown): boolean {
  return error instanceof Error && "code" in error &&
    (error.code === "EMFILE" || error.code === "ENFILE");
}
