import { Buffer } from "node:buffer";
import { bun, type BunSocket } from "./bun_api.ts";
import { sleep } from "./wait.ts";

/** The address on which all servers listen. */
export const HOST = "127.0.0.1";

const END_OF_MOTD = / (?:376|422) [^\n]*\n/;
// ngIRCd has a backlog of only 10 connections to be accepted, and what does not fit waits for
// seconds; InspIRCd completes registrations only once a second, so waiting for each takes long.
const CONNECTING_AT_ONCE = 10;
const CONNECTING_SECONDS = 0.01;

interface Waiter {
  pattern: RegExp;
  resolve(text: string): void;
}

/**
 * One client. It starts in text mode, in which `waitFor` looks for a pattern in what has come;
 * with `count` it hands on nothing but the number of bytes, so that a chunk costs next to nothing.
 */
export class Connection {
  #crowd: Crowd;
  #socket?: BunSocket<Connection>;
  #unsent?: Uint8Array;
  #text = "";
  #waiter?: Waiter;
  #counter?: (bytes: number) => void;
  #leaving?: () => void;
  #repeated?: Uint8Array;
  #ready = Promise.withResolvers<void>();

  /** Takes the crowd to which the connection reports its failures. */
  constructor(crowd: Crowd) {
    this.#crowd = crowd;
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

  /** Sends one line, given without its line end. */
  send(line: string): void {
    this.write(Buffer.from(`${line}\r\n`));
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
      this.#crowd.fail(new Error(`unexpected text: ${this.#text.slice(-200)}`));
    }
    this.#counter = counter;
  }

  /** Ends text mode: whatever comes from now on is read, and no more. */
  discard(): void {
    this.#text = "";
    this.#counter = () => {};
  }

  /** Sends these bytes, and again whenever all of them are out. */
  repeat(bytes: Uint8Array): void {
    this.#repeated = bytes;
    this.write(bytes);
  }

  /** Sends QUIT and resolves when the server has closed the connection. */
  quit(): Promise<void> {
    return new Promise((resolve) => {
      this.#leaving = resolve;
      this.send("QUIT");
    });
  }

  /** Resolves when the TLS handshake is done. */
  get shaken(): Promise<void> {
    return this.#ready.promise;
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
    if (this.#repeated !== undefined && this.#unsent === undefined) {
      this.write(this.#repeated);
    }
  }

  /** Called when the connection is gone. */
  closed(): void {
    this.#crowd.forget(this);
    if (this.#leaving !== undefined) {
      this.#leaving();
    } else {
      const text = this.#text.slice(-200).replaceAll(/\s+/g, " ");
      this.#crowd.fail(new Error(`a connection was lost after '${text}'`));
    }
  }

  /** Called when the socket has failed. */
  failed(error: Error): void {
    this.#crowd.fail(error);
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

const HANDLERS = {
  open: (socket: BunSocket<Connection>) => socket.data.opened(socket),
  data: (socket: BunSocket<Connection>, chunk: Uint8Array) =>
    socket.data.received(chunk),
  drain: (socket: BunSocket<Connection>) => socket.data.drained(),
  close: (socket: BunSocket<Connection>) => socket.data.closed(),
  error: (socket: BunSocket<Connection>, error: Error) =>
    socket.data.failed(error),
  handshake: (socket: BunSocket<Connection>) => socket.data.shake(),
};

/** The clients of one run. Losing any of them, unless it quits, fails the run. */
export class Crowd {
  /** Rejects when a connection fails; never resolves. */
  readonly failure: Promise<never>;
  #port: number;
  #reject: (error: Error) => void = () => {};
  #connections = new Set<Connection>();
  #closing = false;

  #tls: boolean;

  /** Takes the port of the server on loopback, and whether TLS is spoken there. */
  constructor(port: number, tls: boolean) {
    this.#port = port;
    this.#tls = tls;
    this.failure = new Promise((_resolve, reject) => {
      this.#reject = reject;
    });
    // It is awaited only beside other work, and may well reject before or after that.
    this.failure.catch(() => {});
  }

  /** Connects one client, registers it under `nick`, and returns it after the MOTD. */
  async register(nick: string): Promise<Connection> {
    const connection = await this.connect();
    connection.send(`NICK ${nick}\r\nUSER bench 0 * :bench`);
    await connection.waitFor(END_OF_MOTD);
    return connection;
  }

  /** Connects one client; with TLS, its handshake is done. */
  async connect(): Promise<Connection> {
    const connection = new Connection(this);
    this.#connections.add(connection);
    await bun!.connect({
      hostname: HOST,
      port: this.#port,
      socket: HANDLERS,
      data: connection,
      ...(this.#tls ? { tls: { rejectUnauthorized: false } } : {}),
    });
    if (this.#tls) await connection.shaken;
    return connection;
  }

  /** Registers all these nicks and returns their connections in the same order. */
  async registerAll(nicks: string[]): Promise<Connection[]> {
    const connections: Promise<Connection>[] = [];
    await together(CONNECTING_AT_ONCE, async () => {
      while (connections.length < nicks.length) {
        const connection = this.register(nicks[connections.length]);
        connections.push(connection);
        await Promise.race([connection, sleep(CONNECTING_SECONDS)]);
      }
    });
    return await Promise.all(connections);
  }

  /** Fails the run with this error, unless it is over already. */
  fail(error: Error): void {
    if (!this.#closing) this.#reject(error);
  }

  /** Takes a closed connection off the list. */
  forget(connection: Connection): void {
    this.#connections.delete(connection);
  }

  /** Drops all connections. */
  close(): void {
    this.#closing = true;
    for (const connection of this.#connections) connection.terminate();
  }
}

/** Gives `work` a crowd for the server on this port; rejects as soon as one of its clients fails. */
export async function withCrowd<T>(
  port: number,
  work: (crowd: Crowd) => Promise<T>,
  tls = false,
): Promise<T> {
  const crowd = new Crowd(port, tls);
  try {
    return await Promise.race([work(crowd), crowd.failure]);
  } finally {
    crowd.close();
  }
}

/** Runs `count` workers beside each other and resolves when all of them have ended. */
export async function together(
  count: number,
  worker: () => Promise<void>,
): Promise<void> {
  await Promise.all(Array.from({ length: count }, worker));
}

/** Waits until the server has done all that these text mode clients sent and they have read it. */
export async function settle(clients: Connection[]): Promise<void> {
  await Promise.all(clients.map((client) => {
    const pong = client.waitFor(/ PONG [^\n]*settled[^\n]*\n/);
    client.send("PING settled");
    return pong;
  }));
}

/** Names `count` clients, all with names of equal length, as the fixed length of a line asks. */
export function nicknames(prefix: string, count: number): string[] {
  return Array.from(
    { length: count },
    (_none, index) => prefix + String(index).padStart(5, "0"),
  );
}
