import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { Peer } from "../irc/inputs.ts";
import type { Tally } from "../net/tally.ts";
import { WebSockets } from "../net/websockets.ts";
import type { PeerHandler } from "../net/listeners.ts";
import { clientBehind, type TrustedProxies } from "./forwarded.ts";
import { HttpFront, refuseUpgrade } from "./http_front.ts";
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

/** What listeners of the kind `http` speak: a page for people, WebSocket for clients. */
export class WebSide {
  readonly #webSockets = new WebSockets();
  readonly #front: HttpFront;
  readonly #peers = new WeakMap<Socket, Peer>();

  /**
   * @param owner tells what is set now
   * @param handler who is told of the clients that come over WebSocket
   * @param refusals counts who is refused
   */
  constructor(
    readonly owner: () => WebOwner,
    readonly handler: PeerHandler,
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
   */
  serveHttp(socket: Socket, peer: Peer): void {
    this.#peers.set(socket, peer);
    this.#front.serve(socket);
  }

  /** Cuts off who is no client yet. */
  close(): void {
    this.#front.close();
  }

  #upgrade(request: IncomingMessage, socket: Socket, head: Uint8Array): void {
    const peer = this.#peers.get(socket);
    const { headers } = request;
    const { web } = this.owner();
    if (peer === undefined || !isOriginAllowed(web.origins, headers.origin)) {
      this.refusals.add("origin");
      return refuseUpgrade(socket, "403 Forbidden");
    }
    const client = clientBehind(peer, headers, web);
    this.#webSockets.accept(request, socket, head, client, this.handler);
  }
}
