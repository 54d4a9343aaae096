import type {
  Detached,
  Inheritance,
  PassedSocket,
  Predecessor,
  Successor,
} from "./succession.ts";

/** One connection, as the runtime gives it: bytes in, bytes out. */
export interface Connection {
  /** The address it comes from; IPv4 may be mapped into IPv6 */
  readonly remoteAddress: string;

  /** What its bytes go over */
  readonly transport: "tcp" | "websocket";

  /**
   * True if {@linkcode write} has copied the bytes when it returns; else they
   * must not change before they are out.
   */
  readonly copiesOnWrite: boolean;

  /**
   * Sends bytes. It must not be called again before they are out.
   *
   * @returns true if they are out; false if {@linkcode ConnectionHandler.drained}
   *   will tell when they are
   */
  write(bytes: Uint8Array): boolean;

  /** Reads no more for now; a piece that was read already may still come. */
  pause(): void;

  /** Reads again. */
  resume(): void;

  /** Ends the connection in order: what was written still arrives. */
  end(): void;

  /** Ends the connection at once, whatever is not out yet. */
  abort(): void;

  /**
   * True if another process can have it, false if not now, for what was written
   * is not out; left out where none ever can.
   */
  readonly isPassable?: boolean;

  /**
   * Stops everything, so that another process can have it: nothing is read,
   * sent or told until {@linkcode reattach}. It must be passable.
   */
  detach?(): Detached;

  /** Goes on where it was stopped. */
  reattach?(): void;
}

/** What is to be heard of one connection. */
export interface ConnectionHandler {
  /** @param bytes what came; they may be reused once this returns */
  data(bytes: Uint8Array): void;

  /** What {@linkcode Connection.write} could not send at once is out. */
  drained(): void;

  /**
   * Nothing more will come. It is called once.
   *
   * @param failure why, for others to read; null if the client has closed it in order
   */
  closed(failure: string | null): void;
}

/** What is to be heard of a listener. Nothing of it may throw. */
export interface ListenerHandler {
  /**
   * A connection was accepted; it is read once this returns.
   * @returns who hears of it; null for one that was aborted at once
   */
  accept(connection: Connection): ConnectionHandler | null;

  /** No file descriptors are left: connects wait until some are freed. */
  exhausted(): void;
}

/**
 * Takes a text apart into its lines.
 *
 * @param text ends in LF
 * @param take is given the lines without their LF or CR LF, once: before this
 *   returns, or soon
 */
export type LineSplitter = (
  text: string,
  take: (lines: string[]) => void,
) => void;

/** Where to listen. */
export interface ListenOptions {
  /** An address; `::` is every address of both IP versions */
  readonly hostname: string;
  /** A TCP port; 0 lets the system choose */
  readonly port: number;
  /** How many connects may wait to be accepted */
  readonly backlog: number;
  /** The socket of the process that went before, which is to be taken over */
  readonly inherited?: PassedSocket;
}

/** A bound socket. */
export interface Listener {
  readonly hostname: string;
  readonly port: number;
  /** What a process that takes over is to be passed; null if it binds a socket of its own beside it. */
  readonly fd: number | null;
  /** Accepts no more connections. */
  close(): void;
  /**
   * Leaves connects to wait until {@linkcode release}.
   *
   * @returns false if this is not possible
   */
  hold(): boolean;
  /** Accepts connections again. */
  release(): void;
  /**
   * Leaves the connects to the process that has taken over. Where that has a
   * socket of its own, those that wait here are accepted first.
   */
  letGo(): Promise<void>;
}

/** A file that is written to at its end. */
export interface Appender {
  /** @throws {Error} if it cannot be written */
  write(text: string): void;
  close(): void;
}

/** What to do at signals. */
export interface SignalHandlers {
  /** At SIGINT and SIGTERM */
  stop(): void;
  /** At SIGHUP */
  reload(): void;
  /** At SIGUSR2 */
  upgrade(): void;
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

  /** @returns all environment variables */
  variables(): Readonly<Record<string, string>>;

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
   * Replaces a file, whole or not at all, beside what else is done: it is on the
   * disk once this has resolved. It must not be called again before.
   *
   * @param path the file's path
   * @param text what it holds from now on
   * @returns a promise that rejects if it cannot be written
   */
  writeTextFile(path: string, text: string): Promise<void>;

  /**
   * Opens a file to write to its end; makes it where there is none.
   *
   * @throws {Error} if it cannot be opened
   */
  appendFile(path: string): Appender;

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

  /**
   * Calls back soon, but only once sockets and signals that are ready have been
   * served.
   */
  afterSockets(callback: () => void): void;

  /** How this runtime takes a text apart into lines. */
  readonly splitLines: LineSplitter;

  /**
   * True where processes can listen on one port each with a socket of its own,
   * and do so when one takes over from the other.
   */
  readonly sharesPorts: boolean;

  /**
   * Starts this program anew, from its file and with its arguments, to take over
   * from this process.
   *
   * @returns null where this runtime cannot
   * @throws {Error} if it cannot be started
   */
  startSuccessor(passed: Inheritance): Successor | null;

  /** @returns the process that this one takes over from, to be asked for once; null mostly */
  predecessor(): Predecessor | null;

  /**
   * Has the connection of another process, which is detached at first.
   *
   * @param fd its descriptor here
   * @param remoteAddress the address it comes from, as the other knew it
   * @param accept tells who hears of it
   * @returns false if it was broken meanwhile
   */
  adopt(
    fd: number,
    remoteAddress: string,
    accept: (connection: Connection) => ConnectionHandler,
  ): Promise<boolean>;

  /** @returns another descriptor of what a descriptor leads to; null if there is none to be had, or this runtime cannot */
  duplicate(fd: number): number | null;

  /** The number of this process. */
  readonly pid: number;

  /**
   * Prepares to tell systemd how the service is.
   *
   * @param path the socket that it reads, as `NOTIFY_SOCKET` has it
   * @returns sends it a text, and throws if it cannot; null if this runtime has no such sockets
   */
  openNotifySocket(path: string): ((text: string) => void) | null;

  /** @param handlers what to do at signals, as far as the system has them */
  onSignals(handlers: SignalHandlers): void;

  /** @param code the status that the process ends with */
  exit(code: number): never;
}
