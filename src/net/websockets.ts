import { Buffer } from "node:buffer";
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
// @ts-types="@types/ws"
import { WebSocketServer } from "ws";
import type { Peer } from "../irc/inputs.ts";
import type { Ticket } from "./admission.ts";
import type { PeerHandler } from "./listeners.ts";
import { WebSocketConnection } from "./websocket_connection.ts";
import { isSubprotocol, pickSubprotocol } from "./websocket_frames.ts";

/**
 * The longest message that is read: more than a line may have, so that who goes
 * over it a little is told so (417), as over TCP.
 */
export const MAX_MESSAGE_BYTES = 16 * 1024;

/** In how many frames a message may come, and in how many pieces a frame: each costs memory beside what it holds. */
const MAX_FRAGMENTS = 256;
const MAX_PIECES = 8192;

/** Milliseconds that a client has to answer the close. */
const CLOSE_MS = 1500;

/** What clients that name no subprotocol, or none of ours, are sent: all that we write is UTF-8. */
const DEFAULT_SUBPROTOCOL = "text.ircv3.net";

/** Some are too new for the types. */
const OPTIONS = {
  noServer: true,
  clientTracking: false,
  perMessageDeflate: false,
  handleProtocols: pickSubprotocol,
  maxPayload: MAX_MESSAGE_BYTES,
  maxFragments: MAX_FRAGMENTS,
  maxBufferedChunks: MAX_PIECES,
  // The connection does it, and takes no more than it can answer.
  autoPong: false,
  closeTimeout: CLOSE_MS,
};

/** Makes connections of requests to upgrade to WebSocket. */
export class WebSockets {
  readonly #server = new WebSocketServer(OPTIONS);

  /**
   * Answers a request to upgrade.
   *
   * @param head what the client has sent behind it
   * @param peer who it is
   * @param ticket is given back when it has ended
   * @param handler who is told of the connection; not of a request that was refused
   */
  accept(
    request: IncomingMessage,
    socket: Socket,
    head: Uint8Array,
    peer: Peer,
    ticket: Ticket,
    handler: PeerHandler,
  ): void {
    const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
    this.#server.handleUpgrade(request, socket, bytes, (webSocket) => {
      const { protocol } = webSocket;
      new WebSocketConnection(
        webSocket,
        socket,
        isSubprotocol(protocol) ? protocol : DEFAULT_SUBPROTOCOL,
        peer,
      ).start(handler, ticket);
    });
  }
}
