import type { Socket } from "node:net";
import type { Connection, ConnectionHandler } from "../runtime/runtime.ts";
import type { Detached } from "../runtime/succession.ts";
import { descriptorOf } from "./descriptor_of.ts";

/** Milliseconds that what was written has to get out once its client sends no more. */
const CLOSE_MS = 1500;

/** Those that tell of a client who went away without a word. */
const NOTHING = new Uint8Array(0);

const RESETS: readonly unknown[] = ["ECONNRESET", "EPIPE"];

/**
 * A connection over a socket of `node:net` or `node:tls`, on either runtime:
 * everything that is not plain TCP by itself.
 */
export class SocketConnection implements Connection {
  readonly transport = "tcp";
  readonly copiesOnWrite = false;
  #readEnded = false;
  #writeEnded = false;
  #failure: string | null = null;
  #handler: ConnectionHandler | null = null;
  #isDetached = false;
  /** True if it has ended while it was detached. */
  #hasMissedEnd = false;

  /**
   * @param socket what speaks to the client
   * @param raw what is beneath it; the same where there is no TLS
   * @param remoteAddress where the client comes from; "" for no address
   */
  constructor(
    readonly socket: Socket,
    readonly raw: Socket,
    readonly remoteAddress: string,
  ) {}

  /**
   * Begins to read.
   *
   * @param handler who is told
   */
  start(handler: ConnectionHandler): void {
    this.#handler = handler;
    const ended = () => this.#ended();
    this.socket.on("data", (chunk: Uint8Array) => {
      const { buffer, byteOffset, byteLength } = chunk;
      handler.data(new Uint8Array(buffer, byteOffset, byteLength));
    });
    this.socket.on("drain", () => handler.drained());
    this.socket.on("end", ended);
    this.socket.on("error", (error) => {
      this.#failure ??= reasonOf(error);
      this.abort();
    });
    this.socket.on("close", ended);
    this.raw.on("close", ended);
    // It may have paused behind the header of a proxy.
    this.socket.resume();
  }

  get isPassable(): boolean | undefined {
    if (this.socket !== this.raw || descriptorOf(this.raw) === null) {
      return undefined;
    }
    const { destroyed, writableLength } = this.raw;
    return !destroyed && writableLength === 0 && !this.#readEnded &&
      !this.#writeEnded;
  }

  detach(): Detached {
    this.#isDetached = true;
    this.raw.pause();
    const unread: Uint8Array = this.raw.read() ?? NOTHING;
    return { fd: descriptorOf(this.raw) ?? -1, unread, unsent: NOTHING };
  }

  reattach(): void {
    this.#isDetached = false;
    if (this.#hasMissedEnd) this.#ended();
    this.raw.resume();
  }

  write(bytes: Uint8Array): boolean {
    if (this.socket.destroyed) return true;
    return this.socket.write(bytes);
  }

  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    this.socket.resume();
  }

  end(): void {
    this.#writeEnded = true;
    this.socket.end();
    if (this.#readEnded) this.#closeSoon();
  }

  abort(): void {
    this.socket.destroy();
    this.raw.destroy();
  }

  #ended(): void {
    this.#hasMissedEnd = this.#isDetached;
    if (this.#readEnded || this.#isDetached) return;
    this.#readEnded = true;
    this.#handler?.closed(this.#failure);
    if (this.#writeEnded) this.#closeSoon();
  }

  #closeSoon(): void {
    if (this.socket.writableFinished) return this.abort();
    const timer = setTimeout(() => this.abort(), CLOSE_MS);
    this.socket.once("finish", () => {
      clearTimeout(timer);
      this.abort();
    });
  }
}

function reasonOf(error: Error): string {
  const code = "code" in error ? error.code : undefined;
  return RESETS.includes(code) ? "Connection reset by peer" : "Read error";
}
