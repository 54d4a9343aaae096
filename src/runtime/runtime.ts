/** One connection, as the server writes to it. */
export interface Transport {
  /** The address it comes from; IPv4 may be mapped into IPv6 */
  readonly remoteAddress: string;

  /**
   * Sends bytes. It must not be called again before they are out.
   *
   * @param chunks the bytes, in order; they are not changed
   * @param length how many bytes that is in all
   * @returns true if they are out; false if {@linkcode TransportHandler.drained}
   *   will tell when they are
   */
  write(chunks: readonly Uint8Array[], length: number): boolean;

  /** Ends the connection in order: what was written still arrives. */
  end(): void;

  /** Ends the connection at once, whatever is not out yet. */
  abort(): void;
}

/** What the server wants to hear of one connection. */
export interface TransportHandler {
  /**
   * A line came.
   *
   * @param text the line without LF or CR LF; of one that is over the limit
   *   just enough to see that it is
   */
  line(text: string): void;

  /** What {@linkcode Transport.write} could not send at once is out. */
  drained(): void;

  /**
   * Nothing more will come. It is called once.
   *
   * @param reason why, for others to read
   */
  closed(reason: string): void;
}

/** What the server wants to hear of a listener. */
export interface ListenerHandler {
  /**
   * A connection was accepted.
   *
   * @param transport the connection
   * @returns what is told of it from now on
   */
  accept(transport: Transport): TransportHandler;

  /** No file descriptors are left: connects wait until some are freed. */
  exhausted(): void;
}

/** Where to listen. */
export interface ListenOptions {
  /** An address; `::` is every address of both IP versions */
  readonly hostname: string;
  /** A TCP port; 0 lets the system choose */
  readonly port: number;
  /** How many connects may wait to be accepted */
  readonly backlog: number;
}

/** A bound socket. */
export interface Listener {
  readonly hostname: string;
  readonly port: number;
  /** Accepts no more connections. */
  close(): void;
}

/** What to do at signals. */
export interface SignalHandlers {
  /** At SIGINT and SIGTERM */
  stop(): void;
  /** At SIGHUP */
  reload(): void;
}

/** What the server needs of the runtime that it runs on. */
export interface Runtime {
  /** What stood behind the program's name on the command line */
  readonly args: readonly string[];

  /**
   * @param name an environment variable
   * @returns its value, if it is set
   */
  env(name: string): string | undefined;

  /**
   * @param path a file's path
   * @returns its text
   * @throws {Error} if it cannot be read
   */
  readTextFile(path: string): string;

  /**
   * @param path a file's path
   * @returns true if there is something
   */
  exists(path: string): boolean;

  /**
   * Replaces a file, whole or not at all.
   *
   * @param path the file's path
   * @param text what it holds from now on
   * @throws {Error} if it cannot be written
   */
  writeTextFile(path: string, text: string): void;

  /**
   * Asks for a line on the terminal that does not show it; where standard input
   * is no terminal, its first line.
   *
   * @param prompt what is asked
   * @returns the line, which may be empty; null if it was cancelled
   */
  readSecret(prompt: string): string | null;

  /** @param line one line for standard output */
  print(line: string): void;

  /** @param line one line for standard error */
  printError(line: string): void;

  /**
   * Binds and listens, with the address reused.
   *
   * @param options where
   * @param handler who is told
   * @returns the bound socket
   * @throws {Error} if the port is in use, or the address is not to be had
   */
  listen(options: ListenOptions, handler: ListenerHandler): Listener;

  /** @param handlers what to do at SIGINT and SIGTERM, and at SIGHUP */
  onSignals(handlers: SignalHandlers): void;

  /** @param code the status that the process ends with */
  exit(code: number): never;
}
