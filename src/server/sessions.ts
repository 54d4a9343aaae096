import { copy } from "../irc/names/text.ts";
import { message } from "../irc/wire/outgoing.ts";
import { errorMessage } from "../irc/session/send.ts";
import {
  LineConnection,
  type LineConnectionOptions,
  type LineHandler,
} from "../net/line_connection.ts";
import type { Ticket } from "../net/admission.ts";
import type { PeerHandler } from "../net/listeners.ts";
import { refusalLine } from "../net/refused_connection.ts";
import { Asker, type SendQueue } from "../net/send_queue.ts";
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
import type { Outcome } from "../irc/state/request.ts";
import type { SessionId } from "../irc/state/session_id.ts";
import { Door, type DoorLimits } from "./door.ts";
import { describeFault } from "./fault.ts";
import { Leaving, READ_MS } from "./leaving.ts";
import type { Log } from "./log.ts";
import { Vetting, type VettingSettings } from "./vetting.ts";

/** Milliseconds until the same complaint is made again. */
const SILENCE_MS = 60_000;

/** A gateway tells with it where its client comes from. */
const WEBIRC = /^WEBIRC /i;

/**
 * Carries out what the core asks for. It must not throw. An outcome that it
 * returns is given to the core before anything else.
 */
export type CarryOut = (effect: Effect) => Outcome | void;

/** What clients may take of the server. */
export interface ClientLimits extends DoorLimits, VettingSettings {
  /** How many bytes may wait for a client that does not read */
  readonly sendQueueBytes: number;
  /** How many bytes of a client may wait that sends faster than it may */
  readonly receiveQueueBytes: number;
}

/**
 * The connections, each a session of the core: what they say goes in, what the
 * core says to them goes out. Whoever does not read what others send is cut off;
 * a fault ends whom it met, and no more.
 */
export class Sessions implements LineHandler, PeerHandler {
  readonly #connections = new Map<SessionId, LineConnection>();
  /** Who comes in, and what each may do. */
  readonly door: Door;
  #vetting: Vetting;
  readonly #leaving = new Leaving();
  /** Those who send no more, and may still read. */
  readonly #reading = new Leaving(READ_MS);
  readonly #overflowed = new Set<LineConnection>();
  readonly #asker = new Asker();
  /** What all connections have carried. */
  readonly traffic = new Traffic();
  /** Marks the ids of this run: no other run, on whichever machine, has the same. */
  readonly #mark = randomMark();
  #accepted = 0;
  #exhaustedSaidAt = -Infinity;
  #isEnding = false;
  /** What the core is not given for now; null while it is given everything. */
  #postponed: (() => void)[] | null = null;
  /** Those that are not opened yet, for something is to be found out about them. */
  readonly strangers = new Map<SessionId, Peer>();
  readonly #emptied = Promise.withResolvers<void>();
  #options: LineConnectionOptions;

  constructor(
    readonly core: Core,
    readonly clock: Clock,
    readonly runtime: Runtime,
    readonly log: Log,
    readonly carryOut: CarryOut,
    limits: ClientLimits,
  ) {
    const { receiveQueueBytes, sendQueueBytes } = limits;
    const { splitLines, afterSockets } = runtime;
    const { traffic } = this;
    const turns = new Turns(() => clock.read(), afterSockets, traffic.turns);
    this.door = new Door(limits, core, clock, traffic.refusals);
    this.#vetting = this.#vettingBy(limits);
    this.#options = {
      handler: this,
      asker: this.#asker,
      turns,
      splitLines,
      traffic,
      sendQueueBytes,
      receiveQueueBytes,
    };
  }

  /** What holds for those who connect from now on. */
  set limits(limits: ClientLimits) {
    const { receiveQueueBytes, sendQueueBytes } = limits;
    this.door.limits = limits;
    this.#vetting = this.#vettingBy(limits);
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
    if (connection === undefined) return;
    const cost = this.door.costOf(connection, work);
    connection.budget?.spend(cost, this.clock.read());
  }

  /** @returns where a session comes from; null if it is gone */
  addressOf(session: SessionId): string | null {
    return this.#connections.get(session)?.connection.remoteAddress ?? null;
  }

  /** How many connections were accepted. */
  get accepted(): number {
    return this.#accepted;
  }

  /** All that there are. */
  get connections(): Iterable<LineConnection> {
    return this.#connections.values();
  }

  /**
   * Lets the core know that those are there whose answers to PING wait: behind
   * their other lines, because they say too much at once, or PING itself behind
   * what they are still reading.
   */
  vouchForBusy(): void {
    for (const { id: session, isThrottled, output } of this.connections) {
      const readsOn = output.readsOn();
      if (!isThrottled && !readsOn) continue;
      const at = this.clock.now();
      this.#apply({ kind: "line", at, session, text: "PONG" }, null);
    }
  }

  /** Aborts who has had the time to close, and forgets where nobody came from. */
  abortOverdue(): void {
    this.door.tick();
    this.#leaving.abortOverdue(this.clock.now());
    this.#reading.abortOverdue(this.clock.now());
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

  /** How many connections there are. */
  get size(): number {
    return this.#connections.size;
  }

  /** True if some have been told that they are ended, and have not gone. */
  get hasLeaving(): boolean {
    return this.#leaving.count > 0 || this.#reading.count > 0 ||
      this.door.hasRefused;
  }

  /** Gives the core nothing from now on: another process is to have all. */
  freeze(): void {
    this.#postponed ??= [];
  }

  /** All goes on, with what the core was not given meanwhile. */
  thaw(): void {
    const postponed = this.#postponed ?? [];
    this.#postponed = null;
    for (const connection of this.#connections.values()) connection.reattach();
    for (const apply of postponed) apply();
  }

  /** Tells all who are connected what happens to the server. */
  tellAll(text: string): void {
    const { serverName } = this.core.network.settings;
    const line = message(serverName, "NOTICE", ["*"], `*** ${text}`).share();
    for (const { output } of this.#connections.values()) output.write(line);
  }

  /** Ends some connections, those first that came first. */
  endSome(count: number, reason: string): void {
    for (const { id } of [...this.#connections.values()].slice(0, count)) {
      this.#close(id, reason);
    }
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

  accept(
    connection: Connection,
    peer: Peer,
    ticket: Ticket,
  ): ConnectionHandler | null {
    const session = copy(`${this.#mark}-${++this.#accepted}`);
    const client = this.enter(session, connection, ticket);
    if (this.#vetting.isNeeded && ticket.crowds !== null) {
      this.findOut(client, peer);
      return client;
    }
    this.#open(client, peer);
    if (this.core.has(session) || client.output.isClosing) return client;
    this.#remove(client);
    return null;
  }

  /** Has a connection among the others from now on. */
  enter(
    session: SessionId,
    connection: Connection,
    ticket: Ticket,
  ): LineConnection {
    const client = new LineConnection(
      session,
      connection,
      this.#options,
      ticket,
      this.door.budgetOf(ticket),
    );
    this.#connections.set(session, client);
    return client;
  }

  exhausted(): void {
    const now = this.clock.now();
    if (now < this.#exhaustedSaidAt + SILENCE_MS) return;
    this.#exhaustedSaidAt = now;
    const text = "out of file descriptors; new connections wait " +
      "(raise `ulimit -n`)";
    this.log.write("listen", "warning", text);
  }

  line(from: LineConnection, text: string): number {
    // The turns have just read it.
    const at = this.clock.nowAsRead();
    const input = { kind: "line", at, session: from.id, text } as const;
    if (!from.ticket.isRegistered && WEBIRC.test(text)) {
      return this.#lineOfGateway(from, input);
    }
    const work = this.#apply(input, from.output);
    this.#options.turns.worked(work);
    return this.door.costOf(from, work);
  }

  flooded({ id: session, ticket }: LineConnection): void {
    if (this.core.mayFlood(session)) return;
    this.traffic.refusals.add("flood");
    this.door.flooded(ticket);
    const at = this.clock.now();
    const reason = "Excess Flood";
    this.#apply({ kind: "close", at, session, reason, isCutOff: true }, null);
  }

  isFull({ id }: LineConnection): boolean {
    return this.core.isFull(id);
  }

  get isHeld(): boolean {
    return this.core.isStoring;
  }

  overflowed(connection: LineConnection): void {
    this.#overflowed.add(connection);
    this.traffic.refusals.add("send-queue");
  }

  closing(connection: LineConnection): void {
    if (!connection.isOver) {
      return this.#leaving.add(connection, this.clock.now());
    }
    this.#reading.add(connection, this.clock.now());
    this.#remove(connection);
  }

  closed(connection: LineConnection, failure: string | null): void {
    if (this.#postponed !== null) {
      return void this.#postponed.push(() => this.closed(connection, failure));
    }
    const reason = failure ?? "Connection closed";
    const values = { session: connection.id, reason };
    this.log.write("listen", "debug", "{session} has ended: {reason}", values);
    const at = this.clock.now();
    const input = {
      kind: "close",
      at,
      session: connection.id,
      reason,
      isOrderly: failure === null,
    } as const;
    this.#apply({ ...input, afterLines: true }, null);
    // Else it is there until what it has said before is carried out.
    if (this.core.has(connection.id)) return;
    connection.output.close();
    this.#leaving.delete(connection);
    if (!connection.output.hasEnded) {
      this.#reading.add(connection, this.clock.now());
    }
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
    const values = { where, fault: describeFault(error) };
    this.log.write("fault", "error", "a fault{where}: {fault}", values);
  }

  /** Where its client comes from is another address from now on. */
  #lineOfGateway(from: LineConnection, input: Input): number {
    const before = this.core.hostOf(from.id);
    const work = this.#apply(input, from.output);
    const host = this.core.hostOf(from.id);
    const reason = host === null || host === before
      ? null
      : this.door.enterAgain(from, host);
    if (reason !== null) this.#close(from.id, reason);
    return this.door.costOf(from, work);
  }

  /** Finds out about a connection what takes time, then opens it or refuses it. */
  async findOut(client: LineConnection, peer: Peer): Promise<void> {
    const { id, output } = client;
    client.holdBack();
    this.strangers.set(id, peer);
    const vetted = await this.#vetting.vet(peer);
    this.strangers.delete(id);
    if (!this.#connections.has(id) || output.isClosing) return;
    if (typeof vetted === "string") {
      this.traffic.refusals.add("check");
      output.write(refusalLine(peer, vetted));
      return output.close();
    }
    this.#open(client, vetted);
    client.letIn();
  }

  #open(client: LineConnection, peer: Peer): void {
    const { id: session, output } = client;
    const at = this.clock.now();
    this.log.write("listen", "debug", "{session} comes from {address}", {
      session,
      address: { address: peer.address || peer.listener },
    });
    try {
      this.core.attach(session, output);
      this.#apply({ kind: "open", at, session, peer }, output);
    } catch (error) {
      this.failed(client, error);
    }
  }

  #vettingBy(settings: VettingSettings): Vetting {
    return new Vetting(
      settings,
      (text) => this.log.write("check", "warning", "{text}", { text }),
    );
  }

  #close(session: SessionId, reason: string): void {
    const at = this.clock.now();
    this.#apply({ kind: "close", at, session, reason }, null);
  }

  /** @returns what it has cost the core */
  #apply(input: Input, answers: SendQueue | null): number {
    const work = this.#carryOutInput(input, answers);
    if (this.#overflowed.size > 0) this.#cutOff();
    return work;
  }

  #carryOutInput(input: Input, answers: SendQueue | null): number {
    if (this.#postponed !== null) {
      this.#postponed.push(() => this.#apply(input, answers));
      return 0;
    }
    const before = this.#asker.queue;
    this.#asker.queue = answers;
    try {
      const effects = this.core.apply(input);
      const { work } = this.core;
      if (effects.length === 0) return work;
      return work + this.#carryOutEffects(effects, input.at, answers);
    } finally {
      this.#asker.queue = before;
    }
  }

  #carryOutEffects(
    effects: readonly Effect[],
    at: number,
    answers: SendQueue | null,
  ): number {
    let work = 0;
    for (const effect of effects) {
      const outcome = this.carryOut(effect);
      if (outcome === undefined || !("request" in effect)) continue;
      const { request } = effect;
      const answer = { kind: "answer", at, request, outcome } as Input;
      work += this.#carryOutInput(answer, answers);
    }
    return work;
  }

  /** Telling others that one is cut off can be too much for another, who is added meanwhile. */
  #cutOff(): void {
    for (const { id: session } of this.#overflowed) {
      const at = this.clock.now();
      const reason = "SendQ exceeded";
      const isCutOff = true;
      this.#carryOutInput(
        { kind: "close", at, session, reason, isCutOff },
        null,
      );
    }
    this.#overflowed.clear();
  }

  #remove(connection: LineConnection): void {
    this.#connections.delete(connection.id);
    this.door.release(connection.ticket);
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
