import { errorMessage } from "../irc/session/send.ts";
import {
  LineConnection,
  type LineConnectionOptions,
  type LineHandler,
} from "../net/line_connection.ts";
import type { PeerHandler } from "../net/listeners.ts";
import type { SendQueue } from "../net/send_queue.ts";
import { Traffic } from "../net/traffic.ts";
import { Turns } from "../net/turns.ts";
import type {
  Connection,
  ConnectionHandler,
  Runtime,
} from "../runtime/runtime.ts";
import type { Clock } from "./clock.ts";
import type { Core } from "../irc/core.ts";
import type { Effect } from "../irc/effects.ts";
import type { Input, Peer } from "../irc/inputs.ts";
import type { SessionId } from "../irc/state/session_id.ts";
import { describeFault } from "./fault.ts";

/** Milliseconds that the last lines to a client have to get out. */
export const LINGER_MS = 1500;

/** Milliseconds until the same complaint is made again. */
const SILENCE_MS = 60_000;

/** How many connections there are of a kind. */
export interface ConnectionCount {
  readonly transport: Connection["transport"];
  /** True for those over TLS */
  readonly secure: boolean;
  readonly count: number;
}

/** Carries out what the core asks for. It must not throw. */
export type CarryOut = (effect: Effect) => void;

/**
 * The connections, each a session of the core: what they say goes in, what the
 * core says to them goes out. Whoever does not read what others send is cut off;
 * a fault ends whom it met, and no more.
 */
export class Sessions implements LineHandler, PeerHandler {
  readonly #connections = new Map<SessionId, LineConnection>();
  /** When those that are closing are aborted. */
  readonly #closing = new Map<LineConnection, number>();
  readonly #overflowed = new Set<LineConnection>();
  /** What all connections have carried. */
  readonly traffic = new Traffic();
  /** Marks the ids of this run: no other run, on whichever machine, has the same. */
  readonly #mark = randomMark();
  #accepted = 0;
  #exhaustedSaidAt = -Infinity;
  #isEnding = false;
  readonly #emptied = Promise.withResolvers<void>();
  #options: LineConnectionOptions;

  /** @param sendQueueBytes how many bytes may wait for a client */
  constructor(
    readonly core: Core,
    readonly clock: Clock,
    readonly runtime: Runtime,
    readonly carryOut: CarryOut,
    sendQueueBytes: number,
  ) {
    const { splitLines, afterSockets } = runtime;
    const { traffic } = this;
    const turns = new Turns(() => clock.read(), afterSockets, traffic.turns);
    this.#options = { turns, splitLines, sendQueueBytes, traffic };
  }

  /** How many bytes may wait for who connects from now on. */
  set sendQueueBytes(sendQueueBytes: number) {
    this.#options = { ...this.#options, sendQueueBytes };
  }

  /**
   * Gives the core an input, and carries out what it asks for.
   *
   * @param asker the session that what is written meanwhile answers, if there is one
   */
  apply(input: Input, asker?: SessionId): void {
    const connection = asker === undefined
      ? undefined
      : this.#connections.get(asker);
    this.#apply(input, connection?.output ?? null);
  }

  /** @returns where a session comes from; null if it is gone */
  addressOf(session: SessionId): string | null {
    return this.#connections.get(session)?.connection.remoteAddress ?? null;
  }

  /** How many connections were accepted. */
  get accepted(): number {
    return this.#accepted;
  }

  /** What waits to be sent, in bytes. */
  get waitingBytes(): number {
    let bytes = 0;
    for (const { output } of this.#connections.values()) {
      bytes += output.waitingBytes;
    }
    return bytes;
  }

  /** How many connections there are of each kind. */
  countKinds(): ConnectionCount[] {
    const kinds = new Map<string, ConnectionCount>();
    for (
      const { id, connection: { transport } } of this.#connections.values()
    ) {
      const secure = this.core.isSecure(id);
      const name = `${transport} ${secure}`;
      const count = (kinds.get(name)?.count ?? 0) + 1;
      kinds.set(name, { transport, secure, count });
    }
    return [...kinds.values()];
  }

  /** Aborts who has had the time to close. */
  abortOverdue(): void {
    const now = this.clock.now();
    for (const [connection, deadline] of this.#closing) {
      if (now < deadline) break;
      this.#closing.delete(connection);
      connection.abort();
    }
  }

  /**
   * Says to all why the server goes, and ends all connections.
   *
   * @returns a promise for the end of the last
   */
  end(reason: string): Promise<void> {
    this.#isEnding = true;
    const farewell = errorMessage(reason).share();
    for (const { output } of this.#connections.values()) {
      output.write(farewell);
      output.close();
    }
    this.#noteIfEmpty();
    return this.#emptied.promise;
  }

  /** Aborts those who have everything and do not close. */
  abortEnded(): void {
    for (const connection of this.#connections.values()) {
      if (connection.output.hasEnded) connection.abort();
    }
  }

  /** Aborts all that are left. */
  abortAll(): void {
    for (const connection of this.#connections.values()) connection.abort();
    this.#emptied.resolve();
  }

  accept(connection: Connection, peer: Peer): ConnectionHandler | null {
    const session = `${this.#mark}-${++this.#accepted}`;
    const client = new LineConnection(session, connection, this.#options, this);
    this.#connections.set(session, client);
    try {
      this.#open(client, peer);
    } catch (error) {
      this.failed(client, error);
    }
    if (this.core.has(session) || client.output.isClosing) return client;
    this.#remove(client);
    return null;
  }

  exhausted(): void {
    const now = this.clock.now();
    if (now < this.#exhaustedSaidAt + SILENCE_MS) return;
    this.#exhaustedSaidAt = now;
    this.runtime.printError(
      "ircd: out of file descriptors; new connections wait (raise `ulimit -n`)",
    );
  }

  line(from: LineConnection, text: string): void {
    // The turns have just read it.
    const at = this.clock.nowAsRead();
    this.#apply({ kind: "line", at, session: from.id, text }, from.output);
  }

  isFull({ id }: LineConnection): boolean {
    return this.core.isFull(id);
  }

  overflowed(connection: LineConnection): void {
    this.#overflowed.add(connection);
    this.traffic.refusals.add("send-queue");
  }

  closing(connection: LineConnection): void {
    this.#closing.set(connection, this.clock.now() + LINGER_MS);
  }

  closed(connection: LineConnection, reason: string): void {
    this.#close(connection.id, reason);
    this.#remove(connection);
  }

  failed({ id }: LineConnection, error: unknown): void {
    this.report(error);
    try {
      this.#close(id, "Internal error");
    } catch (another) {
      this.report(another);
    }
  }

  /** Reports a fault of ours, which is survived. */
  report(error: unknown, cause?: string): void {
    const where = cause === undefined ? "" : ` in ${cause}`;
    this.runtime.printError(`ircd: a fault${where}: ${describeFault(error)}`);
  }

  #open({ id: session, output }: LineConnection, peer: Peer): void {
    const at = this.clock.now();
    this.core.attach(session, output);
    this.#apply(
      { kind: "open", at, session, peer, seed: randomSeed() },
      output,
    );
  }

  #close(session: SessionId, reason: string): void {
    const at = this.clock.now();
    this.#apply({ kind: "close", at, session, reason }, null);
  }

  #apply(input: Input, answers: SendQueue | null): void {
    this.#carryOutInput(input, answers);
    if (this.#overflowed.size > 0) this.#cutOff();
  }

  #carryOutInput(input: Input, answers: SendQueue | null): void {
    answers?.answer(true);
    try {
      for (const effect of this.core.apply(input)) this.carryOut(effect);
    } finally {
      answers?.answer(false);
    }
  }

  /** Telling others that one is cut off can be too much for another, who is added meanwhile. */
  #cutOff(): void {
    for (const { id: session } of this.#overflowed) {
      const at = this.clock.now();
      const reason = "SendQ exceeded";
      this.#carryOutInput({ kind: "close", at, session, reason }, null);
    }
    this.#overflowed.clear();
  }

  #remove(connection: LineConnection): void {
    this.#connections.delete(connection.id);
    this.#closing.delete(connection);
    this.#noteIfEmpty();
  }

  #noteIfEmpty(): void {
    if (this.#isEnding && this.#connections.size === 0) this.#emptied.resolve();
  }
}

/** 48 random bits. */
function randomMark(): string {
  return crypto.randomUUID().replaceAll("-", "").slice(-12);
}

/** A whole number of 32 bits, which all chance of a session comes from. */
function randomSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0];
}
