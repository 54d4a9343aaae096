import { errorMessage } from "../irc/session/send.ts";
import { LINE_WORK } from "../irc/session/work.ts";
import { FloodBudget, type FloodLimits } from "../net/flood.ts";
import {
  LineConnection,
  type LineConnectionOptions,
  type LineHandler,
} from "../net/line_connection.ts";
import type { SendQueue } from "../net/send_queue.ts";
import { Turns } from "../net/turns.ts";
import type {
  Connection,
  ConnectionHandler,
  ListenerHandler,
  Runtime,
} from "../runtime/runtime.ts";
import type { Clock } from "./clock.ts";
import type { Core } from "../irc/core.ts";
import type { Effect } from "../irc/effects.ts";
import type { Input } from "../irc/inputs.ts";
import type { SessionId } from "../irc/state/session_id.ts";
import { describeFault } from "./fault.ts";

/** Milliseconds that the last lines to a client have to get out. */
export const LINGER_MS = 1500;

/** Milliseconds until the same complaint is made again. */
const SILENCE_MS = 60_000;

/** Carries out what the core asks for. It must not throw. */
export type CarryOut = (effect: Effect) => void;

/** What clients may take of the server. */
export interface ClientLimits {
  /** How many bytes may wait for a client that does not read */
  readonly sendQueueBytes: number;
  /** How many bytes of a client may wait that sends faster than it may */
  readonly receiveQueueBytes: number;
  /** What a client may have carried out; null for as much as it likes */
  readonly flood: FloodLimits | null;
}

/**
 * The connections, each a session of the core: what they say goes in, what the
 * core says to them goes out. Whoever does not read what others send is cut off;
 * a fault ends whom it met, and no more.
 */
export class Sessions implements LineHandler, ListenerHandler {
  readonly #connections = new Map<SessionId, LineConnection>();
  /** When those that are closing are aborted. */
  readonly #closing = new Map<LineConnection, number>();
  readonly #overflowed = new Set<LineConnection>();
  /** Marks the ids of this run: no other run, on whichever machine, has the same. */
  readonly #mark = randomMark();
  #accepted = 0;
  #exhaustedSaidAt = -Infinity;
  #isEnding = false;
  readonly #emptied = Promise.withResolvers<void>();
  #options: LineConnectionOptions;
  #flood: FloodLimits | null;

  constructor(
    readonly core: Core,
    readonly clock: Clock,
    readonly runtime: Runtime,
    readonly carryOut: CarryOut,
    { flood, receiveQueueBytes, sendQueueBytes }: ClientLimits,
  ) {
    const { splitLines, afterSockets } = runtime;
    const turns = new Turns(() => clock.read(), afterSockets);
    this.#flood = flood;
    this.#options = { turns, splitLines, sendQueueBytes, receiveQueueBytes };
  }

  /** What holds for those who connect from now on. */
  set limits({ flood, receiveQueueBytes, sendQueueBytes }: ClientLimits) {
    this.#flood = flood;
    this.#options = { ...this.#options, sendQueueBytes, receiveQueueBytes };
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
    const work = this.#apply(input, connection?.output ?? null);
    const budget = connection?.budget;
    if (budget) budget.spend(this.#cost(connection, work), this.clock.read());
  }

  /** @returns where a session comes from; null if it is gone */
  addressOf(session: SessionId): string | null {
    return this.#connections.get(session)?.connection.remoteAddress ?? null;
  }

  /**
   * Lets the core know that those are there whose lines wait because they say too much at once: what they answer
   * to PING waits with the rest.
   */
  vouchForThrottled(): void {
    for (const { id: session, isThrottled } of this.#connections.values()) {
      if (!isThrottled) continue;
      const at = this.clock.now();
      this.#apply({ kind: "line", at, session, text: "PONG" }, null);
    }
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

  accept(connection: Connection): ConnectionHandler | null {
    const session = `${this.#mark}-${++this.#accepted}`;
    const budget = this.#flood &&
      new FloodBudget(this.#flood, this.clock.read());
    const client = new LineConnection(
      session,
      connection,
      this.#options,
      this,
      budget,
    );
    this.#connections.set(session, client);
    try {
      this.#open(client);
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

  line(from: LineConnection, text: string): number {
    // The turns have just read it.
    const at = this.clock.nowAsRead();
    const input = { kind: "line", at, session: from.id, text } as const;
    return this.#cost(from, this.#apply(input, from.output));
  }

  flooded({ id: session }: LineConnection): void {
    const at = this.clock.now();
    this.#apply({ kind: "close", at, session, reason: "Excess Flood" }, null);
  }

  overflowed(connection: LineConnection): void {
    this.#overflowed.add(connection);
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

  #open({ id: session, connection, output }: LineConnection): void {
    const at = this.clock.now();
    const peer = {
      address: connection.remoteAddress,
      secure: false,
      certificate: null,
    };
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

  /** What the work for a client costs it, in tokens. */
  #cost({ budget, id }: LineConnection, work: number): number {
    if (budget === null) return 0;
    if (!budget.isRegistered && this.core.isRegistered(id)) {
      budget.register(this.clock.read());
    }
    return this.core.mayFlood(id) ? 0 : work / LINE_WORK;
  }

  /** @returns what it has cost the core */
  #apply(input: Input, answers: SendQueue | null): number {
    this.#carryOutInput(input, answers);
    const { work } = this.core;
    if (this.#overflowed.size > 0) this.#cutOff();
    return work;
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
