/** A bound socket that one process passes on to the next. */
export interface PassedSocket {
  /** Where it is to listen, as configured */
  readonly host: string;
  readonly port: number;
  /** Of a Unix socket; null for TCP */
  readonly path: string | null;
  /** The port that it has */
  readonly boundPort: number;
  /** Its file descriptor; null where the next process binds a socket of its own beside it */
  readonly fd: number | null;
}

/** What a process is passed that is to take over, before anything else. */
export interface Inheritance {
  readonly sockets: readonly PassedSocket[];
  /** The secret behind hidden hosts where none is configured */
  readonly cloakKey: string;
}

/** What is passed on of a connection. */
export interface Detached {
  /** Its file descriptor */
  readonly fd: number;
  /** What has come and was not told yet */
  readonly unread: Uint8Array;
  /** What was written and is not out yet */
  readonly unsent: Uint8Array;
}

/** Open connections, as one process gets them from the other. */
export interface PassedConnections {
  /** Their file descriptors */
  readonly fds: readonly number[];
  /** All else there is to know, in the format that was asked for */
  readonly state: string;
}

/** The process that lets this one take over. */
export interface Predecessor extends Inheritance {
  /**
   * Asks for its open connections, and waits for them.
   *
   * @param format what this process understands
   * @returns null if there are none to be had: the other lets its clients go
   */
  takeOver(format: string): PassedConnections | null;

  /**
   * Tells it that this process listens, and has what it was passed. Whoever has
   * taken connections over waits for the other to end.
   *
   * @param unused sockets that nobody listens on any more
   */
  started(unused: readonly PassedSocket[]): void;
}

/** A process that is to take over. */
export interface Successor {
  readonly pid: number;
  /** True if it can be passed connections */
  readonly takesConnections: boolean;
  /** The format in which it asks for connections; null if it does not come to that */
  readonly asked: Promise<string | null>;
  /** Tells it that it gets none. */
  refuse(): void;
  /**
   * Passes them on, at once.
   *
   * @returns false if that is not possible
   */
  pass(connections: PassedConnections): boolean;
  /** True once it listens, false if it does not come to that */
  readonly started: Promise<boolean>;
  /** Ends it: it is to take over no more. */
  stop(): void;
}
