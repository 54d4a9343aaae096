import type {
  Connection,
  ConnectionHandler,
  Listener,
  ListenerHandler,
  ListenOptions,
} from "../runtime.ts";
import {
  Bun,
  type BunListener,
  type BunSocket,
  type BunSocketHandler,
} from "./bun_api.ts";
import {
  fileDescriptorLimit,
  limitReceiveBuffer,
  system,
} from "./file_descriptors.ts";
import { BunConnection } from "./connection.ts";

/** How many file descriptors are kept for files, and for what Bun opens itself. */
const RESERVED = 8;

/**
 * How much the system takes of a client before the program does: Bun reads all
 * of it at a time, ten times over where it can, and does not look meanwhile
 * whether it is to pause.
 */
const AHEAD_BYTES = 128 * 1024;

/** Those that are not closed: descriptors are common to all. */
const listeners = new Set<PausableListener>();

const limit = system === null ? Infinity : fileDescriptorLimit(system);

/** What is to be heard of a socket that is open. */
const OF_CONNECTIONS: Omit<BunSocketHandler<BunConnection>, "open"> = {
  data: ({ data }, chunk) => data.receive(chunk),
  drain: ({ data }) => data.drain(),
  end: ({ data }) => data.readEnded(),
  close: ({ data }, error) => {
    data.readEnded(error);
    for (const listener of listeners) listener.resume();
  },
  error: ({ data }, error) => data.readEnded(error),
};

/** @see Runtime.adopt */
export async function adopt(
  fd: number,
  remoteAddress: string,
  accept: (connection: Connection) => ConnectionHandler,
): Promise<boolean> {
  const open = (socket: BunSocket<BunConnection>) => {
    const connection = new BunConnection(socket, remoteAddress);
    socket.data = connection;
    connection.detach();
    connection.start(accept(connection));
  };
  try {
    const socket = { open, ...OF_CONNECTIONS };
    await Bun.connect({ fd, socket, allowHalfOpen: true });
    return true;
  } catch {
    return false;
  }
}

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
  #isHeld = false;

  constructor(
    readonly options: ListenOptions,
    readonly handler: ListenerHandler,
  ) {
    const { hostname, inherited, port } = options;
    const socket = this.#socketHandler();
    const fd = inherited?.fd ?? null;
    this.#listener = Bun.listen({
      ...(fd === null ? { hostname, port } : { fd }),
      socket,
      allowHalfOpen: true,
    });
    this.hostname = fd === null ? this.#listener.hostname : hostname;
    this.port = inherited?.boundPort ?? this.#listener.port;
    this.#setLimits();
    listeners.add(this);
  }

  get fd(): number | null {
    if (this.#pausedFd >= 0) return this.#pausedFd;
    const fd = this.#listener?.fd ?? -1;
    return fd < 0 ? null : fd;
  }

  /** The process that has taken over has the same socket, and those who wait there. */
  letGo(): Promise<void> {
    this.close();
    return Promise.resolve();
  }

  hold(): boolean {
    if (this.#pausedFd < 0) this.pause();
    return this.#isHeld = this.#pausedFd >= 0;
  }

  release(): void {
    this.#isHeld = false;
    this.resume();
  }

  close(): void {
    listeners.delete(this);
    this.#listener?.stop();
    this.#listener = null;
    if (this.#pausedFd >= 0) system?.close(this.#pausedFd);
    this.#pausedFd = -1;
  }

  #socketHandler(): BunSocketHandler<BunConnection> {
    return {
      open: (socket) => {
        const connection = new BunConnection(socket);
        socket.data = connection;
        // The client has reset the connection before it was accepted.
        if (socket.remoteAddress === undefined) return socket.terminate();
        const handler = this.handler.accept(connection);
        if (handler === null) return socket.terminate();
        connection.start(handler);
        if (socket.fd < limit - RESERVED) return;
        for (const listener of listeners) listener.pause();
        this.handler.exhausted();
      },
      ...OF_CONNECTIONS,
    };
  }

  /** Accepts no more for now. */
  pause(): void {
    if (system === null || this.#listener === null) return;
    const fd = system.dup(this.#listener.fd);
    if (fd < 0) return;
    this.#pausedFd = fd;
    this.#listener.stop();
    this.#listener = null;
  }

  /** Accepts again, if it has paused. */
  resume(): void {
    if (this.#pausedFd < 0 || this.#isHeld) return;
    const socket = this.#socketHandler();
    const fd = this.#pausedFd;
    try {
      this.#listener = Bun.listen({ fd, socket, allowHalfOpen: true });
    } catch {
      // It stays paused until the next client has gone.
      return;
    }
    // It is the listener's now, and closed with it.
    this.#pausedFd = -1;
    this.#setLimits();
  }

  /** Bun listens with a backlog of 512 of its own, and leaves the rest to the system. */
  #setLimits(): void {
    if (this.#listener === null || system === null) return;
    const { fd } = this.#listener;
    system.listen(fd, this.options.backlog);
    limitReceiveBuffer(system, fd, AHEAD_BYTES);
  }
}
