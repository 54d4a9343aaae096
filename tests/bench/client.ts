import { bun } from "./bun_api.ts";
import {
  Connection,
  type Door,
  HANDLERS,
  HOST,
  type Keeper,
  type Way,
} from "./connection.ts";
import { sleep } from "./wait.ts";

/** A message over WebSocket has no line end. */
const END_OF_MOTD: Record<Way, RegExp> = {
  plain: / (?:376|422) [^\n]*\n/,
  tls: / (?:376|422) [^\n]*\n/,
  websocket: / (?:376|422) /,
};
// ngIRCd has a backlog of only 10 connections to be accepted, and what does not fit waits for
// seconds; InspIRCd completes registrations only once a second, so waiting for each takes long.
const CONNECTING_AT_ONCE = 10;
const CONNECTING_SECONDS = 0.01;

/** The clients of one run. Losing any of them, unless it quits, fails the run. */
export class Crowd implements Keeper {
  /** Rejects when a connection fails; never resolves. */
  readonly failure: Promise<never>;
  /** Where they come in. */
  readonly door: Door;
  #reject: (error: Error) => void = () => {};
  #connections = new Set<Connection>();
  #closing = false;

  /** Takes where they come in. */
  constructor(door: Door) {
    this.door = door;
    this.failure = new Promise((_resolve, reject) => {
      this.#reject = reject;
    });
    // It is awaited only beside other work, and may well reject before or after that.
    this.failure.catch(() => {});
  }

  /** Connects one client, registers it under `nick`, and returns it after the MOTD. */
  async register(nick: string): Promise<Connection> {
    const connection = await this.connect();
    connection.send(`NICK ${nick}`, "USER bench 0 * :bench");
    await connection.waitFor(END_OF_MOTD[this.door.way]);
    return connection;
  }

  /** Connects one client, which then can send lines. */
  async connect(): Promise<Connection> {
    const connection = new Connection(this);
    this.#connections.add(connection);
    await bun!.connect({
      hostname: HOST,
      port: this.door.port,
      socket: HANDLERS,
      data: connection,
      ...(this.door.way === "tls"
        ? { tls: { rejectUnauthorized: false } }
        : {}),
    });
    await connection.ready();
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

  /** How many of its clients are connected. */
  get size(): number {
    return this.#connections.size;
  }

  /** True once it has failed or was closed. */
  get isClosed(): boolean {
    return this.#closing;
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

/** Gives `work` a crowd that comes in there; rejects as soon as one of its clients fails. */
export async function withCrowd<T>(
  door: Door,
  work: (crowd: Crowd) => Promise<T>,
): Promise<T> {
  const crowd = new Crowd(door);
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
