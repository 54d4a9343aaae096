import type { PassedSocket } from "../runtime/succession.ts";

/** How many connections a listener takes. */
export interface ListenerLimits {
  /** At once */
  readonly connections: number;
  /** New ones within a minute */
  readonly minute: number;
  /** That have not registered yet */
  readonly unregistered: number;
}

/** Where to listen, and for what. */
export interface ListenAt {
  /** What is spoken there; `metrics` is HTTP for those who watch the server, and not for clients */
  readonly kind: "irc" | "http" | "metrics";
  /** What the listener is called; "" for no name */
  readonly name: string;
  /** An address; `::` is every address of both IP versions */
  readonly host: string;
  /** A TCP port; 0 lets the system choose */
  readonly port: number;
  /** A Unix socket, in place of host and port; null for none */
  readonly path: string | null;
  /** The mode of its file */
  readonly mode: number;
  readonly tls: boolean;
  /** The networks of proxies, whose connections begin with a PROXY header; nobody else may connect if there are any */
  readonly proxy: readonly string[];
  /** True if nobody's address counts: all come from an anonymising network */
  readonly tor: boolean;
  /** What holds for this listener beside what holds for addresses; null for nothing */
  readonly limits: ListenerLimits | null;
}

/** A place that is listened on. */
export interface Bound {
  readonly place: ListenAt;
  /** The port, which the system may have chosen */
  readonly port: number;
  /** What a process that takes over is to be passed; null if it binds a socket of its own beside it. */
  readonly fd: number | null;
  /** How many connections are accepted, and have not come to their first line yet. */
  readonly pending: number;
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
  /** Leaves the connects to the process that has taken over. */
  letGo(): Promise<void>;
}

/** Tells whether a socket of the process before is where one is to listen. */
export function isAt(
  socket: Pick<PassedSocket, "host" | "path" | "port">,
  { host, path, port }: ListenAt,
): boolean {
  return path === null
    ? socket.path === null && socket.host === host && socket.port === port
    : socket.path === path;
}

/**
 * Names a place as one writes it.
 *
 * @param port the port that is bound
 */
export function placeName(
  { host, path, tls }: ListenAt,
  port: number,
): string {
  return `${path ?? socketAddress(host, port)}${tls ? " with TLS" : ""}`;
}

/**
 * @returns the place as one writes it
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(socketAddress("::", 6667), "[::]:6667");
 * assertEquals(socketAddress("127.0.0.1", 6667), "127.0.0.1:6667");
 * ```
 */
export function socketAddress(host: string, port: number): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}
