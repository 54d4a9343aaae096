import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { Peer } from "../irc/inputs.ts";
import type { Tally } from "../net/tally.ts";
import { WebSockets } from "../net/websockets.ts";
import type { Ticket } from "../net/admission.ts";
import type { Gate } from "../net/gate.ts";
import type { PeerHandler } from "../net/listeners.ts";
import type { ListenAt } from "../net/place.ts";
import { httpRefusal } from "../net/refused_connection.ts";
import {
  clientBehind,
  isTrustedProxy,
  type TrustedProxies,
} from "./forwarded.ts";
import { closeWith, HttpFront, refuseUpgrade } from "./http_front.ts";
import { isOriginAllowed } from "./origins.ts";
import { page } from "./page.ts";

/** What holds for clients that come over HTTP. */
export interface WebRules extends TrustedProxies {
  /** The origins of the web pages that may connect, `*` in them for any text; none for all */
  readonly origins: readonly string[];
}

/** What the HTTP side asks the server for, whose settings change while it runs. */
export interface WebOwner {
  readonly web: WebRules;
  readonly networkName: string;
}

/** Who has opened a connection that speaks HTTP. */
interface Visitor {
  readonly peer: Peer;
  /** Where it was accepted */
  readonly place: ListenAt;
  readonly ticket: Ticket;
}

/** What listeners of the kind `http` speak: a page for people, WebSocket for clients. */
export class WebSide {
  readonly #webSockets = new WebSockets();
  readonly #front: HttpFront;
  readonly #visitors = new WeakMap<Socket, Visitor>();

  /**
   * @param owner tells what is set now
   * @param handler who is told of the clients that come over WebSocket
   * @param gate decides who may come in whom a proxy speaks for
   * @param refusals counts who is refused
   */
  constructor(
    readonly owner: () => WebOwner,
    readonly handler: PeerHandler,
    readonly gate: Gate,
    readonly refusals: Tally,
  ) {
    this.#front = new HttpFront(
      page(() => owner().networkName),
      (request, socket, head) => this.#upgrade(request, socket, head),
    );
  }

  /**
   * Takes over a socket that was accepted, behind TLS and what a PROXY header says.
   *
   * @param peer who it is
   * @param place where it was accepted
   */
  serveHttp(socket: Socket, peer: Peer, place: ListenAt, ticket: Ticket): void {
    this.#visitors.set(socket, { peer, place, ticket });
    this.#front.serve(socket);
  }

  /** Cuts off who is no client yet. */
  close(): void {
    this.#front.close();
  }

  #upgrade(request: IncomingMessage, socket: Socket, head: Uint8Array): void {
    const visitor = this.#visitors.get(socket);
    const { headers } = request;
    const { web } = this.owner();
    if (
      visitor === undefined || !isOriginAllowed(web.origins, headers.origin)
    ) {
      this.refusals.add("origin");
      return refuseUpgrade(socket, "403 Forbidden");
    }
    const { peer, place, ticket } = visitor;
    const isProxy = isTrustedProxy(peer.address, place, web);
    const client = isProxy ? clientBehind(peer, headers, web) : peer;
    // It was counted for nobody until now.
    const refusal = isProxy ? this.gate.move(ticket, client.address) : null;
    if (refusal !== null) return closeWith(socket, httpRefusal(refusal));
    const { handler } = this;
    this.#webSockets.accept(request, socket, head, client, ticket, handler);
  }
}
