import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { Socket } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";

/** Milliseconds that a request has to come whole, and its answer to be read. */
export const REQUEST_MS = 10_000;

const MAX_HEADER_BYTES = 16 * 1024;

/** Takes over a socket whose client asks for another protocol. */
export type Upgrade = (
  request: IncomingMessage,
  socket: Socket,
  head: Uint8Array,
) => void;

/**
 * Serves HTTP on sockets that others have accepted, with TLS or without: on both
 * runtimes the same. A connection is for one request; whoever is slow with it is
 * cut off.
 */
export class HttpFront {
  readonly #server: Server;
  /** The sockets that speak HTTP still, and what will cut them off. */
  readonly #deadlines = new Map<Socket, ReturnType<typeof setTimeout>>();

  /**
   * @param app what answers requests
   * @param upgrade what answers those to upgrade
   */
  constructor(app: Hono, upgrade: Upgrade) {
    const answer = getRequestListener(app.fetch, {
      overrideGlobalObjects: false,
    });
    const listener = (request: IncomingMessage, response: ServerResponse) => {
      response.shouldKeepAlive = false;
      answer(request, response);
    };
    const options = { maxHeaderSize: MAX_HEADER_BYTES };
    this.#server = createServer(options, listener);
    this.#server.on("upgrade", (request, _, head) => {
      const { socket } = request;
      this.#forget(socket);
      upgrade(request, socket, head);
    });
    this.#server.on("clientError", (_, socket) => socket.destroy());
  }

  /** Takes over a socket that was accepted. */
  serve(socket: Socket): void {
    // What fails then is closed, too.
    socket.on("error", () => {});
    socket.on("close", () => this.#forget(socket));
    const deadline = setTimeout(() => socket.destroy(), REQUEST_MS);
    this.#deadlines.set(socket, deadline);
    this.#server.emit("connection", socket);
  }

  /** Cuts off all that speak HTTP still. */
  close(): void {
    for (const socket of this.#deadlines.keys()) socket.destroy();
  }

  #forget(socket: Socket): void {
    clearTimeout(this.#deadlines.get(socket));
    this.#deadlines.delete(socket);
  }
}

/** Refuses a request to upgrade, and closes. */
export function refuseUpgrade(socket: Socket, status: string): void {
  closeWith(
    socket,
    encoder.encode(
      `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
    ),
  );
}

/** Sends the last bytes of a socket that speaks HTTP no more. */
export function closeWith(socket: Socket, bytes: Uint8Array): void {
  socket.end(bytes, () => socket.destroy());
}

const encoder = new TextEncoder();
