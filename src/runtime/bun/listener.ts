import type { Listener, ListenerHandler, ListenOptions } from "../runtime.ts";
import { Bun, type BunListener, type BunSocketHandler } from "./bun_api.ts";
import { fileDescriptorLimit, openSystem } from "./file_descriptors.ts";
import { BunTransport } from "./transport.ts";

/** How many file descriptors are kept for files, and for what Bun opens itself. */
const RESERVED = 8;

const system = await openSystem();
const limit = system === null ? Infinity : fileDescriptorLimit(system);

/** @see Runtime.listen */
export function listen(
  options: ListenOptions,
  handler: ListenerHandler,
): Listener {
  return new PausableListener(options, handler);
}

/**
 * A listener that stops accepting before the file descriptors run out: Bun
 * would try again without end, at the cost of a whole core. Its socket stays
 * open under a second descriptor, so that the system keeps those who connect
 * waiting.
 */
class PausableListener implements Listener {
  readonly hostname: string;
  readonly port: number;
  #listener: BunListener | null;
  #pausedFd = -1;
  #closed = false;

  constructor(
    readonly options: ListenOptions,
    readonly handler: ListenerHandler,
  ) {
    const { hostname, port } = options;
    const socket = this.#socketHandler();
    this.#listener = Bun.listen({
      hostname,
      port,
      socket,
      allowHalfOpen: true,
    });
    this.hostname = this.#listener.hostname;
    this.port = this.#listener.port;
    this.#lengthenBacklog();
  }

  close(): void {
    this.#closed = true;
    this.#listener?.stop();
  }

  #socketHandler(): BunSocketHandler<BunTransport> {
    return {
      open: (socket) => {
        const transport = new BunTransport(socket);
        socket.data = transport;
        if (socket.remoteAddress === undefined) return socket.terminate();
        transport.start(this.handler.accept(transport));
        if (socket.fd >= limit - RESERVED) this.#pause();
      },
      data: ({ data }, chunk) => data.receive(chunk),
      drain: ({ data }) => data.drain(),
      end: ({ data }) => data.readEnded(),
      close: ({ data }, error) => {
        data.readEnded(error);
        this.#resume();
      },
      error: ({ data }, error) => data.readEnded(error),
    };
  }

  #pause(): void {
    if (system === null || this.#listener === null) return;
    this.#pausedFd = system.dup(this.#listener.fd);
    if (this.#pausedFd < 0) return;
    this.#listener.stop();
    this.#listener = null;
    this.handler.exhausted();
  }

  #resume(): void {
    if (this.#listener !== null || this.#closed) return;
    const socket = this.#socketHandler();
    this.#listener = Bun.listen({
      fd: this.#pausedFd,
      socket,
      allowHalfOpen: true,
    });
    this.#lengthenBacklog();
  }

  /** Bun listens with a backlog of 512 of its own. */
  #lengthenBacklog(): void {
    if (this.#listener === null) return;
    system?.listen(this.#listener.fd, this.options.backlog);
  }
}
