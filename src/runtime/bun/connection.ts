import type { Connection, ConnectionHandler } from "../runtime.ts";
import type { Detached } from "../succession.ts";
import type { BunSocket } from "./bun_api.ts";

const NOTHING = new Uint8Array(0);

/** A connection on Bun. */
export class BunConnection implements Connection {
  readonly remoteAddress: string;
  #handler: ConnectionHandler | null = null;
  #unsent: Uint8Array | null = null;
  #readEnded = false;
  #writeEnded = false;
  #writeFailed = false;
  /** What has happened while it is detached; null while it is not. */
  #missed: (() => void)[] | null = null;

  /** @param socket what was accepted */
  constructor(
    readonly socket: BunSocket<BunConnection>,
    remoteAddress = socket.remoteAddress ?? "",
  ) {
    this.remoteAddress = remoteAddress;
  }

  get isPassable(): boolean {
    return !this.#readEnded && !this.#writeEnded && this.socket.fd >= 0;
  }

  detach(): Detached {
    this.socket.pause();
    this.#missed = [];
    const unsent = this.#unsent ?? NOTHING;
    return { fd: this.socket.fd, unread: NOTHING, unsent };
  }

  reattach(): void {
    const missed = this.#missed ?? [];
    this.#missed = null;
    for (const tell of missed) tell();
    this.drain();
    this.socket.resume();
  }

  get transport(): "tcp" {
    return "tcp";
  }

  get copiesOnWrite(): boolean {
    return true;
  }

  /** @param handler who is told of the connection */
  start(handler: ConnectionHandler): void {
    this.#handler = handler;
  }

  write(bytes: Uint8Array): boolean {
    if (this.#missed !== null) {
      this.#unsent = bytes.slice();
      return false;
    }
    const sent = this.socket.write(bytes);
    if (sent < 0) this.#fail();
    if (sent < 0 || sent === bytes.length) return true;
    this.#unsent = bytes.slice(sent);
    return false;
  }

  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    this.socket.resume();
  }

  end(): void {
    this.#writeEnded = true;
    if (this.#readEnded) this.socket.end();
    else this.socket.shutdown();
  }

  abort(): void {
    this.socket.terminate();
  }

  /** Bytes came. */
  receive(bytes: Uint8Array): void {
    if (this.#missed === null) return this.#handler?.data(bytes);
    const later = bytes.slice();
    this.#missed.push(() => this.receive(later));
  }

  /** The system takes more. */
  drain(): void {
    if (this.#unsent === null || this.#missed !== null) return;
    const sent = this.socket.write(this.#unsent);
    if (sent < 0) this.#fail();
    if (sent >= 0 && sent < this.#unsent.length) {
      this.#unsent = this.#unsent.subarray(sent);
      return;
    }
    this.#unsent = null;
    this.#handler?.drained();
  }

  /** The client is gone: what it has sent before is not carried out any more. */
  #fail(): void {
    if (this.#writeFailed) return;
    this.#writeFailed = true;
    // Not in the middle of the input that wrote.
    queueMicrotask(() => this.abort());
  }

  /**
   * Nothing more will come.
   *
   * @param error what ended it, if the client did not close it in order
   */
  readEnded(error?: Error): void {
    if (this.#missed !== null) {
      return void this.#missed.push(() => this.readEnded(error));
    }
    if (this.#readEnded) return;
    this.#readEnded = true;
    this.#handler?.closed(
      error || this.#writeFailed ? "Connection reset by peer" : null,
    );
    if (this.#writeEnded) this.socket.end();
  }
}
