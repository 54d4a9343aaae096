/** A TCP socket of Bun, as far as the server uses it. */
export interface BunSocket<Data> {
  /** What the program ties to the socket */
  data: Data;
  /** Undefined if the client reset the connection before it was accepted */
  readonly remoteAddress: string | undefined;
  readonly fd: number;
  /** @returns how many bytes the system took; fewer than 0 once it is closed */
  write(bytes: Uint8Array): number;
  /** Reads no more until {@linkcode resume}; what was read already may still come. */
  pause(): void;
  resume(): void;
  /** Sends FIN behind what was written, and reads on. */
  shutdown(): void;
  /** Closes once what was written is with the system, whatever still comes. */
  end(): void;
  /** Closes at once. */
  terminate(): void;
}

/** What Bun calls for the sockets of a listener. */
export interface BunSocketHandler<Data> {
  open(socket: BunSocket<Data>): void;
  data(socket: BunSocket<Data>, chunk: Uint8Array): void;
  drain(socket: BunSocket<Data>): void;
  end(socket: BunSocket<Data>): void;
  close(socket: BunSocket<Data>, error?: Error): void;
  error(socket: BunSocket<Data>, error: Error): void;
}

/** A listening socket of Bun. */
export interface BunListener {
  readonly hostname: string;
  readonly port: number;
  readonly fd: number;
  stop(): void;
}

interface BunApi {
  /** Has a socket that is there already. */
  connect<Data>(
    options: {
      fd: number;
      socket: BunSocketHandler<Data>;
      allowHalfOpen: boolean;
    },
  ): Promise<BunSocket<Data>>;
  listen<Data>(
    options:
      & { socket: BunSocketHandler<Data>; allowHalfOpen: boolean }
      & ({ hostname: string; port: number } | { fd: number }),
  ): BunListener;
}

/** The part of Bun that the server uses: Deno, which checks the types, knows none of it. */
export const Bun = (globalThis as unknown as { Bun: BunApi }).Bun;
