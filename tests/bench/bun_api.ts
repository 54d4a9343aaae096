// The benchmark runs on Bun, whose types `deno check` does not know: this is the part it uses.

/** A TCP socket of Bun, carrying the caller's own `data`. */
export interface BunSocket<T> {
  data: T;
  /** Takes the bytes to send and returns how many the kernel took, or -1 when closed. */
  write(bytes: Uint8Array): number;
  /** Turns Nagle's algorithm off (`true`) or on. */
  setNoDelay(on: boolean): boolean;
  /** Closes the connection at once. */
  terminate(): void;
}

/** The callbacks of `connect`, shared by all sockets that are opened with them. */
export interface BunSocketHandlers<T> {
  open(socket: BunSocket<T>): void;
  data(socket: BunSocket<T>, chunk: Uint8Array): void;
  drain(socket: BunSocket<T>): void;
  close(socket: BunSocket<T>): void;
  error(socket: BunSocket<T>, error: Error): void;
  /** With TLS: called when the handshake is done. */
  handshake(socket: BunSocket<T>): void;
}

/** What `connect` is given: where to, the callbacks, and the data of this socket. */
export interface BunConnectOptions<T> {
  hostname: string;
  port: number;
  socket: BunSocketHandlers<T>;
  data: T;
  tls?: { rejectUnauthorized: boolean };
}

/** The part of the global `Bun` that is used here. */
export interface BunApi {
  version: string;
  /** Opens a TCP connection; rejects when it is refused. */
  connect<T>(options: BunConnectOptions<T>): Promise<BunSocket<T>>;
}

/** The global `Bun`, or undefined under another runtime. */
export const bun = (globalThis as unknown as { Bun?: BunApi }).Bun;
