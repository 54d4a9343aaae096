import type { Socket } from "node:net";
// @ts-types="@types/ws"
import type { RawData, WebSocket } from "ws";
import type { Peer } from "../irc/inputs.ts";
import type { Connection, ConnectionHandler } from "../runtime/runtime.ts";
import type { Ticket } from "./admission.ts";
import type { PeerHandler } from "./listeners.ts";
import { type Subprotocol, toFrames, toLines } from "./websocket_frames.ts";

/** Milliseconds between two pings: proxies cut what is silent for a minute. */
export const PING_MS = 30_000;

/** How many pings and pongs of a client are taken between two of ours: they cost, and are no lines. */
export const MAX_CONTROL_FRAMES = 64;

/** @see RFC 6455, section 7.4.1 */
const NORMAL_CLOSURE = 1000;
/** The connection ended without a closing handshake: how is not known. */
const NO_CLOSE_FRAME = 1006;
const GOING_ON = 1;

/**
 * A WebSocket as a connection of lines: its messages come in as lines, lines go
 * out as frames. What is common to all clients (turns, send queues, the length
 * of lines) so stays where it is.
 *
 * Messages are read by `ws`. Frames go out by the socket itself, because `ws`
 * would write each for itself; its own, of pings and of the close, go between
 * two writes.
 */
export class WebSocketConnection implements Connection {
  readonly remoteAddress: string;
  readonly transport = "websocket";
  readonly copiesOnWrite = true;
  #handler: ConnectionHandler | null = null;
  /** The messages that the piece of the stream has that is read. */
  #messages: Uint8Array[] = [];
  /** What the last ping of the piece asks for; null for none. */
  #ping: Uint8Array | null = null;
  #isGathering = false;
  #isPonging = false;
  #controlFrames = 0;
  #failure: string | null = null;
  #pinging: ReturnType<typeof setInterval> | undefined;

  /** @param socket what it goes over, which must have been left to `ws` */
  constructor(
    readonly webSocket: WebSocket,
    readonly socket: Socket,
    readonly subprotocol: Subprotocol,
    readonly peer: Peer,
  ) {
    this.remoteAddress = peer.address;
  }

  /**
   * Begins to read.
   *
   * @param handler who is told
   * @param ticket is given back when it has ended
   */
  start(handler: PeerHandler, ticket: Ticket): void {
    const { webSocket } = this;
    webSocket.on("message", (message) => this.#received(message));
    webSocket.on("ping", (payload) => this.#pinged(payload));
    webSocket.on("pong", () => this.#countControlFrame());
    webSocket.on("error", (error) => this.#failure ??= reasonOf(error));
    webSocket.on("close", (code) => this.#closed(code));
    this.#pinging = setInterval(() => this.#sendPing(), PING_MS);
    this.#handler = handler.accept(this, this.peer, ticket);
    if (this.#handler === null) this.abort();
  }

  write(lines: Uint8Array): boolean {
    // After a close frame nothing may follow.
    if (this.webSocket.readyState !== GOING_ON) return true;
    const frames = toFrames(lines, this.subprotocol);
    this.socket.write(frames, () => this.#handler?.drained());
    return false;
  }

  pause(): void {
    this.webSocket.pause();
  }

  resume(): void {
    this.webSocket.resume();
  }

  end(): void {
    this.webSocket.close(NORMAL_CLOSURE);
  }

  abort(): void {
    this.webSocket.terminate();
  }

  #received(message: RawData): void {
    // It is one piece unless something else is asked for.
    if (!(message instanceof Uint8Array)) return;
    this.#messages.push(message);
    this.#gather();
  }

  #pinged(payload: Uint8Array): void {
    this.#ping = payload;
    this.#countControlFrame();
    this.#gather();
  }

  /** A piece may hold thousands of messages: one by one they would be joined again and again. */
  #gather(): void {
    if (this.#isGathering) return;
    this.#isGathering = true;
    queueMicrotask(() => this.#deliver());
  }

  #deliver(): void {
    this.#isGathering = false;
    const ping = this.#ping;
    if (ping !== null && !this.#isPonging) this.#sendPong(ping);
    if (this.#messages.length === 0) return;
    const lines = toLines(this.#messages);
    this.#messages = [];
    this.#handler?.data(lines);
  }

  /**
   * Answers the latest ping alone, and none before the last answer is out.
   *
   * @see RFC 6455, section 5.5.3
   */
  #sendPong(payload: Uint8Array): void {
    this.#ping = null;
    this.#isPonging = true;
    this.webSocket.pong(payload, false, () => {
      this.#isPonging = false;
      if (this.#ping !== null) this.#gather();
    });
  }

  #sendPing(): void {
    this.#controlFrames = 0;
    this.webSocket.ping();
  }

  #countControlFrame(): void {
    if (++this.#controlFrames <= MAX_CONTROL_FRAMES) return;
    this.#failure ??= "Too many pings";
    this.abort();
  }

  #closed(code: number): void {
    clearInterval(this.#pinging);
    if (code === NO_CLOSE_FRAME) this.#failure ??= "Connection closed";
    this.#handler?.closed(this.#failure);
  }
}

/** What others may read of it; `ws` says more than they need. */
function reasonOf(error: Error): string {
  const code = "code" in error ? String(error.code) : "";
  if (code === "WS_ERR_INVALID_UTF8") return "Text that is no UTF-8";
  if (code === "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH") return "Message too long";
  if (code.startsWith("WS_ERR_")) return "WebSocket protocol error";
  return code === "ECONNRESET" || code === "EPIPE"
    ? "Connection reset by peer"
    : "Read error";
}
