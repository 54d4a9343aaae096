import type { Socket } from "node:net";
import type { Peer } from "../irc/inputs.ts";
import type { Listener, ListenerHandler, Runtime } from "../runtime/runtime.ts";
import { listenNode } from "./node_listener.ts";

/** Where to listen, and for what. */
export interface ListenAt {
  /** What clients speak there */
  readonly kind: "plain" | "http";
  /** An address; `::` is every address of both IP versions */
  readonly host: string;
  /** A TCP port; 0 lets the system choose */
  readonly port: number;
}

/** A place where it was not possible to listen. */
export class ListenFault extends Error {
  constructor(
    readonly place: Pick<ListenAt, "host" | "port">,
    override readonly cause: unknown,
  ) {
    super(`cannot listen on ${socketAddress(place.host, place.port)}`);
  }
}

/** A place where it listens. */
export interface Bound {
  readonly kind: ListenAt["kind"];
  readonly listener: Listener;
}

/** Takes over sockets whose clients speak HTTP. */
export type ServeHttp = (socket: Socket, peer: Peer) => void;

/** How many connects may wait to be accepted. */
const BACKLOG = 4096;

/**
 * Binds everywhere, or nowhere.
 *
 * @param handler who is told of clients
 * @returns what is bound, in the order of the places
 * @throws {ListenFault} for the first that cannot be bound
 */
export async function listenAll(
  places: readonly ListenAt[],
  handler: ListenerHandler,
  serveHttp: ServeHttp,
  runtime: Runtime,
): Promise<Bound[]> {
  const bound: Bound[] = [];
  for (const place of places) {
    const { kind, host: hostname, port } = place;
    const options = { hostname, port, backlog: BACKLOG };
    try {
      const listener = kind === "http"
        ? await listenNode(options, (socket) => accept(socket, serveHttp))
        : runtime.listen(options, handler);
      bound.push({ kind, listener });
    } catch (error) {
      for (const { listener } of bound) listener.close();
      throw new ListenFault(place, error);
    }
  }
  return bound;
}

function accept(socket: Socket, serveHttp: ServeHttp): void {
  const { remoteAddress } = socket;
  // The client has reset the connection before it was accepted.
  if (remoteAddress === undefined) return void socket.destroy();
  const peer = { address: remoteAddress, secure: false, certificate: null };
  serveHttp(socket, peer);
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
