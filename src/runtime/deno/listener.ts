import type { Listener, ListenerHandler, ListenOptions } from "../runtime.ts";
import { DenoConnection } from "./connection.ts";

/** Milliseconds until the next attempt after accept failed. */
const RETRY_MS = 100;

/** True where several processes may listen on one port: on Linux, and with `--unstable-net`. */
export const sharesPorts: boolean = Deno.build.os === "linux" &&
  "listenDatagram" in Deno;

/** @see Runtime.listen */
export function listen(
  options: ListenOptions,
  handler: ListenerHandler,
): Listener {
  const listener = bind(options);
  const loop = new AcceptLoop(listener, handler);
  loop.run();
  return {
    hostname: listener.addr.hostname,
    port: listener.addr.port,
    fd: null,
    close: () => loop.close(),
    hold: () => false,
    release: () => {},
    letGo: () => loop.letGo(),
  };
}

/**
 * A process that takes over listens on the same port beside the one before. Who
 * takes over from nobody must find the port free, and shares it only then.
 */
function bind(
  { hostname, port, backlog: tcpBacklog, inherited }: ListenOptions,
): Deno.TcpListener {
  if (!sharesPorts) return Deno.listen({ hostname, port, tcpBacklog });
  const reusePort = true;
  if (inherited !== undefined) {
    const { boundPort } = inherited;
    return Deno.listen({ hostname, port: boundPort, tcpBacklog, reusePort });
  }
  const alone = Deno.listen({ hostname, port });
  const { addr } = alone;
  alone.close();
  return Deno.listen({ hostname, port: addr.port, tcpBacklog, reusePort });
}

class AcceptLoop {
  #closed = false;
  #accepted = 0;

  constructor(
    readonly listener: Deno.TcpListener,
    readonly handler: ListenerHandler,
  ) {}

  async run(): Promise<void> {
    while (!this.#closed) {
      try {
        const connection = await this.listener.accept();
        this.#accepted++;
        start(connection, this.handler);
      } catch (error) {
        if (!this.#closed && !isReset(error)) await this.#wait(error);
      }
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.listener.close();
  }

  /** Closes once a turn has passed in which nobody was accepted. */
  async letGo(): Promise<void> {
    let before = -1;
    while (before !== this.#accepted) {
      before = this.#accepted;
      await turn();
    }
    this.close();
    // Deno closes the socket only once it has looked at the accept that is under way.
    await turn();
    await turn();
  }

  /** Whatever made accept fail passes. */
  async #wait(error: unknown): Promise<void> {
    if (isExhaustion(error)) this.handler.exhausted();
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
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
