import type { Socket } from "node:net";
import type { Peer } from "../irc/inputs.ts";
import type {
  Connection,
  ConnectionHandler,
  Runtime,
} from "../runtime/runtime.ts";
import type { PassedSocket } from "../runtime/succession.ts";
import type { Ticket } from "./admission.ts";
import type { Gate } from "./gate.ts";
import type { ChooseContext } from "./handshake.ts";
import { type Bound, isAt, type ListenAt, placeName } from "./place.ts";
import { httpRefusal, refusalLine } from "./refused_connection.ts";
import { SocketConnection } from "./socket_connection.ts";
import { listenBySocket } from "./socket_listener.ts";
import { Tally } from "./tally.ts";

/** Who hears of the connections of all listeners. Nothing of it may throw. */
export interface PeerHandler {
  /**
   * A connection was let in; it is read once this returns.
   *
   * @param ticket is given back when it has ended
   * @returns who hears of it; null for one that was aborted at once
   */
  accept(
    connection: Connection,
    peer: Peer,
    ticket: Ticket,
  ): ConnectionHandler | null;

  /** No file descriptors are left: connects wait until some are freed. */
  exhausted(): void;
}

/**
 * Speaks HTTP to a client.
 *
 * @param socket nothing of it is read yet
 * @param peer where it comes from
 * @param place where it was accepted
 * @param ticket is given back when it has ended
 */
export type ServeHttp = (
  socket: Socket,
  peer: Peer,
  place: ListenAt,
  ticket: Ticket,
) => void;

/** What listening needs. */
export interface ListenMeans {
  readonly runtime: Runtime;
  readonly gate: Gate;
  readonly handler: PeerHandler;
  /** Undefined if there is no certificate */
  readonly choose?: ChooseContext;
  /** Counts TLS handshakes, by what came of them */
  readonly handshakes?: Tally;
  /** Undefined if nothing speaks HTTP */
  readonly serveHttp?: ServeHttp;
}

/** A place where it was not possible to listen. */
export class ListenFault extends Error {
  constructor(readonly place: ListenAt, override readonly cause: unknown) {
    super(`cannot listen on ${placeName(place, place.port)}`);
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
export async function listenAll(
  places: readonly ListenAt[],
  means: ListenMeans,
  inherited: readonly PassedSocket[] = [],
): Promise<Bound[]> {
  const bound: Bound[] = [];
  const left = new Set(inherited);
  for (const place of places) {
    try {
      // Several may leave their port to the system.
      const socket = [...left].find((socket) => isAt(socket, place));
      if (socket !== undefined) left.delete(socket);
      bound.push(await listen(place, means, socket));
    } catch (error) {
      for (const each of bound) each.close();
      throw new ListenFault(place, error);
    }
  }
  return bound;
}

/** IRC over plain TCP is the hot path: the runtime's own sockets cost the least. */
function listen(
  place: ListenAt,
  means: ListenMeans,
  inherited: PassedSocket | undefined,
): Bound | Promise<Bound> {
  const { kind, path, proxy, tls, tor } = place;
  const isPlain = kind === "irc" && path === null && proxy.length === 0 &&
    !tls && !tor;
  if (isPlain) return listenNatively(place, means, inherited);
  const { choose, gate, handler, handshakes = new Tally() } = means;
  const { runtime, serveHttp } = means;
  if (tls && choose === undefined) throw new Error("there is no certificate");
  const speaksHttp = kind !== "irc";
  if (speaksHttp && serveHttp === undefined) {
    throw new Error("nothing here speaks HTTP");
  }
  return listenBySocket(place, {
    backlog: BACKLOG,
    inherited,
    sharesPorts: runtime.sharesPorts,
    duplicate: (fd) => runtime.duplicate(fd),
    choose: tls ? choose : undefined,
    handshakes,
    gate,
    welcome: (socket, raw, peer, ticket) => {
      if (!speaksHttp) {
        const connection = new SocketConnection(socket, raw, peer.address);
        return begin(connection, handler.accept(connection, peer, ticket));
      }
      // Who ends it need not know what is beneath it.
      socket.once("close", () => raw.destroy());
      serveHttp?.(socket, peer, place, ticket);
      // It may have paused behind the header of a proxy.
      socket.resume();
    },
    refuse: (raw, peer, reason) => {
      const connection = new SocketConnection(raw, raw, peer.address);
      const words = speaksHttp
        ? httpRefusal(reason)
        : refusalLine(peer, reason).bytes;
      begin(connection, gate.refuse(connection, words));
    },
    exhausted: () => handler.exhausted(),
  });
}

function listenNatively(
  place: ListenAt,
  { gate, handler, runtime }: ListenMeans,
  inherited: PassedSocket | undefined,
): Bound {
  const { host: hostname, name, port } = place;
  const listener = runtime.listen(
    { hostname, port, backlog: BACKLOG, inherited },
    {
      accept: (connection) => {
        const { remoteAddress: address } = connection;
        const peer = {
          address,
          secure: false,
          certificate: null,
          listener: name,
        };
        const ticket = gate.admit(address, place);
        return typeof ticket === "string"
          ? gate.refuse(connection, refusalLine(peer, ticket).bytes)
          : handler.accept(connection, peer, ticket);
      },
      exhausted: () => handler.exhausted(),
    },
  );
  return {
    place,
    port: listener.port,
    get fd() {
      return listener.fd;
    },
    pending: 0,
    close: () => listener.close(),
    hold: () => listener.hold(),
    release: () => listener.release(),
    letGo: () => listener.letGo(),
  };
}

function begin(
  connection: SocketConnection,
  own: ConnectionHandler | null,
): void {
  if (own === null) connection.abort();
  else connection.start(own);
}
