import { Buffer } from "node:buffer";
import type { BunSocket } from "./bun_api.ts";

/** The address on which all servers listen. */
export const HOST = "127.0.0.1";

/** What clients speak: IRC over TCP, over TLS or over WebSocket. */
export type Way = "plain" | "tls" | "websocket";

/** Where clients come in. */
export interface Door {
  /** The port on loopback. */
  port: number;
  way: Way;
}

const UPGRADE = [
  "GET / HTTP/1.1",
  `Host: ${HOST}`,
  `Origin: http://${HOST}`,
  "Connection: Upgrade",
  "Upgrade: websocket",
  "Sec-WebSocket-Version: 13",
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
  "Sec-WebSocket-Protocol: text.ircv3.net",
  "",
  "",
].join("\r\n");
/** Who hears what becomes of a connection. */
export interface Keeper {
  readonly door: Door;
  /** It has failed. */
  fail(error: Error): void;
  /** It is closed. */
  forget(connection: Connection): void;
}

interface Waiter {
  pattern: RegExp;
  resolve(text: string): void;
}

/**
 * One client. It starts in text mode, in which `waitFor` looks for a pattern in what has come;
 * with `count` it hands on nothing but the number of bytes, so that a chunk costs next to nothing.
 */
export class Connection {
  #keeper: Keeper;
  #socket?: BunSocket<Connection>;
  #unsent?: Uint8Array;
  #text = "";
  #waiter?: Waiter;
  #counter?: (bytes: number) => void;
  #leaving?: () => void;
  #ready = Promise.withResolvers<void>();

  /** Takes whom it tells what becomes of it. */
  constructor(keeper: Keeper) {
    this.#keeper = keeper;
  }

  /** True while the kernel takes no more bytes. */
  get isFull(): boolean {
    return this.#unsent !== undefined;
  }

  /** Sends bytes; what the kernel does not take at once follows when it can. */
  write(bytes: Uint8Array): void {
    if (this.#unsent !== undefined) {
      this.#unsent = Buffer.concat([this.#unsent, bytes]);
      return;
    }
    const taken = Math.max(this.#socket?.write(bytes) ?? 0, 0);
    if (taken < bytes.length) this.#unsent = bytes.subarray(taken);
  }

  /** Sends lines at once, given without their line ends. */
  send(...lines: string[]): void {
    const isFramed = this.#keeper.door.way === "websocket";
    this.write(
      isFramed
        ? Buffer.concat(lines.map(frame))
        : Buffer.from(lines.map((line) => `${line}\r\n`).join("")),
    );
  }

  /** Waits in text mode for a pattern and returns the text up to the end of the match. */
  waitFor(pattern: RegExp): Promise<string> {
    return new Promise((resolve) => {
      this.#waiter = { pattern, resolve };
      this.#search();
    });
  }

  /** Ends text mode: from now on `counter` is called with the number of bytes of each chunk. */
  count(counter: (bytes: number) => void): void {
    if (this.#text !== "") {
      this.#keeper.fail(
        new Error(`unexpected text: ${this.#text.slice(-200)}`),
      );
    }
    this.#counter = counter;
  }

  /** Ends text mode: whatever comes from now on is read, and no more. */
  discard(): void {
    this.#text = "";
    this.#counter = () => {};
  }

  /** Sends QUIT and resolves when the server has closed the connection. */
  quit(): Promise<void> {
    return new Promise((resolve) => {
      this.#leaving = resolve;
      this.send("QUIT");
    });
  }

  /** Resolves when lines can be sent: the handshake of TLS or WebSocket is done. */
  async ready(): Promise<void> {
    const { way } = this.#keeper.door;
    if (way === "tls") await this.#ready.promise;
    if (way !== "websocket") return;
    this.write(Buffer.from(UPGRADE));
    await this.waitFor(/^HTTP\/1.1 101 [^]*?\r\n\r\n/);
  }

  /** Called when the TLS handshake is done. */
  shake(): void {
    this.#ready.resolve();
  }

  /** Drops the connection without a word. */
  terminate(): void {
    this.#leaving ??= () => {};
    this.#socket?.terminate();
  }

  /** Called when the connection is open. */
  opened(socket: BunSocket<Connection>): void {
    this.#socket = socket;
    socket.setNoDelay(true);
  }

  /** Called with each chunk that comes. */
  received(chunk: Uint8Array): void {
    if (this.#counter !== undefined) {
      this.#counter(chunk.length);
    } else {
      this.#text += Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length)
        .toString("latin1");
      this.#search();
    }
  }

  /** Called when the kernel takes more bytes again. */
  drained(): void {
    const unsent = this.#unsent;
    this.#unsent = undefined;
    if (unsent !== undefined) this.write(unsent);
  }

  /** Called when the connection is gone. */
  closed(): void {
    this.#keeper.forget(this);
    if (this.#leaving !== undefined) {
      this.#leaving();
    } else {
      const text = this.#text.slice(-200).replaceAll(/\s+/g, " ");
      this.#keeper.fail(new Error(`a connection was lost after '${text}'`));
    }
  }

  /** Called when the socket has failed. */
  failed(error: Error): void {
    this.#keeper.fail(error);
  }

  #search(): void {
    if (this.#waiter === undefined) return;
    const match = this.#waiter.pattern.exec(this.#text);
    if (match === null) return;
    const { resolve } = this.#waiter;
    const end = match.index + match[0].length;
    const found = this.#text.slice(0, end);
    this.#text = this.#text.slice(end);
    this.#waiter = undefined;
    resolve(found);
  }
}

/** What `connect` of Bun is given for connections. */
export const HANDLERS = {
  open: (socket: BunSocket<Connection>) => socket.data.opened(socket),
  data: (socket: BunSocket<Connection>, chunk: Uint8Array) =>
    socket.data.received(chunk),
  drain: (socket: BunSocket<Connection>) => socket.data.drained(),
  close: (socket: BunSocket<Connection>) => socket.data.closed(),
  error: (socket: BunSocket<Connection>, error: Error) =>
    socket.data.failed(error),
  handshake: (socket: BunSocket<Connection>) => socket.data.shake(),
};

/** A text message of WebSocket, of less than 126 bytes, masked with zeros. */
function frame(line: string): Uint8Array {
  const text = Buffer.from(line);
  const head = [0x81, 0x80 | text.length, 0, 0, 0, 0];
  return Buffer.concat([Buffer.from(head), text]);
}
