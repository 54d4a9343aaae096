import type {
  Listener,
  ListenerHandler,
  PassedSocket,
  Runtime,
} from "../runtime/runtime.ts";

/** Where to listen, and for what. */
export interface ListenAt {
  /** What clients speak there */
  readonly kind: "plain";
  /** An address; `::` is every address of both IP versions */
  readonly host: string;
  /** A TCP port; 0 lets the system choose */
  readonly port: number;
}

/** A place where it was not possible to listen. */
export class ListenFault extends Error {
  constructor(readonly place: ListenAt, override readonly cause: unknown) {
    super(`cannot listen on ${socketAddress(place.host, place.port)}`);
  }
}

/** How many connects may wait to be accepted. */
const BACKLOG = 4096;

/**
 * Binds everywhere, or nowhere.
 *
 * @param inherited sockets of the process before, which are taken over where
 *   they are in the right place
 * @returns what is bound, in the order of the places
 * @throws {ListenFault} for the first that cannot be bound
 */
export function listenAll(
  places: readonly ListenAt[],
  handler: ListenerHandler,
  runtime: Runtime,
  inherited: readonly PassedSocket[] = [],
): Listener[] {
  const listeners: Listener[] = [];
  for (const place of places) {
    const { host: hostname, port } = place;
    try {
      const options = {
        hostname,
        port,
        backlog: BACKLOG,
        inherited: inherited.find((socket) => isAt(socket, place)),
      };
      listeners.push(runtime.listen(options, handler));
    } catch (error) {
      for (const listener of listeners) listener.close();
      throw new ListenFault(place, error);
    }
  }
  return listeners;
}

/** Tells whether a socket is where one is to listen. */
export function isAt(socket: PassedSocket, { host, port }: ListenAt): boolean {
  return socket.host === host && socket.port === port;
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
