import { Buffer } from "node:buffer";
import { type Crowd, nicknames, settle, withCrowd } from "./client.ts";
import { type Connection } from "./connection.ts";
import {
  type Figures,
  Latencies,
  type Load,
  measure,
  type Timing,
} from "./measure.ts";
import type { ServerProcess } from "./process.ts";
import { registerAccount } from "./registering.ts";

const BODY = "x".repeat(60);
const UNEXPECTED = "clients got something other than the messages";

/** The size of a load of private messages. */
export interface PairsShape {
  /** Pairs of clients that talk to each other. */
  pairs: number;
  /** Messages of a pair that are on their way at any time. */
  inFlight: number;
  /** True if all have accounts: what they say is kept. */
  haveAccounts?: true;
}

/**
 * Measures private messages within pairs of clients, each message being answered by the next:
 * an operation is a message, its latency the time from sending until the other has it.
 */
export function pairs(
  server: ServerProcess,
  timing: Timing,
  shape: PairsShape,
): Promise<Figures> {
  return withCrowd(server.door("plain"), async (crowd) => {
    const clients = await registerPairs(crowd, shape.pairs);
    if (shape.haveAccounts) {
      // They wait for the reckoning of hashes, so not all do so at once.
      for (const { connection } of clients) await registerAccount(connection);
      await settle(clients.map(({ connection }) => connection));
    }
    const lineLength = await learnLineLength(clients);
    const load = new PairsLoad(clients, shape, lineLength);
    load.start();
    const figures = await measure(server, timing, load);
    await load.finish();
    return figures;
  });
}

/** One who is registered. */
export interface Client {
  nick: string;
  connection: Connection;
}

/** Registers this many pairs: each client is followed by its peer. */
export async function registerPairs(
  crowd: Crowd,
  count: number,
): Promise<Client[]> {
  const nicks = nicknames("p", count * 2);
  const connections = await crowd.registerAll(nicks);
  await settle(connections);
  return nicks.map((nick, index) => ({ nick, connection: connections[index] }));
}

/** A first message tells how long a delivered line is: all nicks are of one length. */
export async function learnLineLength(
  [first, second]: Client[],
): Promise<number> {
  first.connection.write(message(second.nick));
  return (await second.connection.waitFor(/\n/)).length;
}

function message(nick: string): Uint8Array {
  return Buffer.from(`PRIVMSG ${nick} :${BODY}\r\n`);
}

/** Keeps `inFlight` messages moving to and fro in each pair. */
class PairsLoad implements Load {
  readonly latencies = new Latencies();
  #messages = 0;
  #inFlight: number;
  #onTheirWay = 0;
  #starters: End[] = [];
  #ends: End[] = [];
  #finished?: () => void;

  constructor(clients: Client[], shape: PairsShape, lineLength: number) {
    this.#inFlight = shape.inFlight;
    for (let index = 0; index < clients.length; index += 2) {
      const here = new End(
        clients[index],
        clients[index + 1].nick,
        shape.inFlight,
      );
      const there = new End(clients[index + 1], here.nick, shape.inFlight);
      here.receive(there, lineLength, this.#received);
      there.receive(here, lineLength, this.#received);
      this.#starters.push(here);
      this.#ends.push(here, there);
    }
  }

  start(): void {
    for (const end of this.#starters) {
      this.#onTheirWay += this.#inFlight;
      end.send(this.#inFlight, performance.now());
    }
  }

  done(): number {
    return this.#messages;
  }

  /** Stops answering, waits for what is on its way, and makes sure that nothing else came. */
  async finish(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#finished = resolve;
    });
    if (!this.#ends.every((end) => end.isExact)) {
      throw new Error(UNEXPECTED);
    }
  }

  #received = (end: End, peer: End, count: number) => {
    if (count > this.#inFlight) throw new Error(UNEXPECTED);
    const now = performance.now();
    this.#messages += count;
    for (let index = 0; index < count; index++) {
      this.latencies.add(now - peer.oldestSent());
    }
    if (this.#finished === undefined) {
      end.send(count, now);
      return;
    }
    this.#onTheirWay -= count;
    if (this.#onTheirWay === 0) this.#finished();
  };
}

/** One client of a pair. */
export class End {
  readonly nick: string;
  #connection: Connection;
  #message: Uint8Array;
  /** When each message on its way to the peer was sent: a ring, as they arrive in order. */
  #sentAt: Float64Array;
  #sent = 0;
  #arrived = 0;
  #partial = 0;

  /** Takes how many messages may be on their way from it at most. */
  constructor({ nick, connection }: Client, peer: string, inFlight: number) {
    this.nick = nick;
    this.#connection = connection;
    this.#sentAt = new Float64Array(inFlight);
    this.#message = message(peer);
  }

  /** Calls `received` with this end, its peer and the number of messages that came from there. */
  receive(
    peer: End,
    lineLength: number,
    received: (end: End, peer: End, count: number) => void,
  ): void {
    this.#connection.count((bytes) => {
      const total = this.#partial + bytes;
      this.#partial = total % lineLength;
      const count = (total - this.#partial) / lineLength;
      if (count > 0) received(this, peer, count);
    });
  }

  /** Sends this many messages. */
  send(count: number, now: number): void {
    for (let index = 0; index < count; index++) {
      this.#sentAt[this.#sent++ % this.#sentAt.length] = now;
    }
    for (let index = 0; index < count; index++) {
      this.#connection.write(this.#message);
    }
  }

  /** When the oldest message on its way was sent; it is taken as arrived. */
  oldestSent(): number {
    return this.#sentAt[this.#arrived++ % this.#sentAt.length];
  }

  /** True if all that was sent has arrived, and nothing else. */
  get isExact(): boolean {
    return this.#partial === 0 && this.#sent === this.#arrived;
  }
}
