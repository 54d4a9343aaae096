import type { Core } from "../irc/core.ts";
import type { SessionId } from "../irc/state/session_id.ts";
import { LINE_WORK } from "../irc/session/work.ts";
import {
  Admission,
  type AdmissionLimits,
  type Arrival,
  type Ticket,
} from "../net/admission.ts";
import { FloodBudget, type FloodLimits } from "../net/flood.ts";
import type { Gate } from "../net/gate.ts";
import type { LineConnection } from "../net/line_connection.ts";
import type { ListenAt } from "../net/place.ts";
import { type PassedPurse, Purses } from "../net/purses.ts";
import { RefusedConnection } from "../net/refused_connection.ts";
import type { Tally } from "../net/tally.ts";
import type { Connection, ConnectionHandler } from "../runtime/runtime.ts";
import { isTrustedProxy, type TrustedProxies } from "../web/forwarded.ts";
import type { Clock } from "./clock.ts";
import { Leaving } from "./leaving.ts";

/** So many that were refused may take their time to close. */
const MOST_REFUSED = 256;

/** What holds for clients that come in. */
export interface DoorLimits {
  /** How many connections there may be */
  readonly admission: AdmissionLimits;
  /** Who tells over HTTP whom it speaks for */
  readonly web: TrustedProxies;
  /** What a client may have carried out; null for as much as it likes */
  readonly flood: FloodLimits | null;
}

/** Lets connections in or turns them away, and tells what each may have carried out. */
export class Door implements Gate {
  readonly #admission: Admission;
  #flood: FloodLimits | null;
  #web: TrustedProxies;
  readonly #refused = new Leaving();
  readonly #purses = new Purses();

  /** @param refusals counts who is turned away */
  constructor(
    { admission, flood, web }: DoorLimits,
    readonly core: Core,
    readonly clock: Clock,
    readonly refusals: Tally,
  ) {
    this.#admission = new Admission(admission);
    this.#flood = flood;
    this.#web = web;
  }

  /** What holds for those who come from now on. */
  set limits({ admission, flood, web }: DoorLimits) {
    this.#admission.limits = admission;
    this.#flood = flood;
    this.#web = web;
  }

  admit(address: string, place: ListenAt): Ticket | string {
    const counts = COUNTED[place.kind](address, place, this.#web);
    const arrival = { address, place, counts };
    return this.#counted(this.#admission.admit(arrival, this.clock.now()));
  }

  move(ticket: Ticket, address: string): string | null {
    const at = this.clock.now();
    return this.#counted(this.#admission.move(ticket, address, at));
  }

  release(ticket: Ticket): void {
    this.#admission.release(ticket);
  }

  refuse(connection: Connection, words: Uint8Array): ConnectionHandler | null {
    const refused = new RefusedConnection(connection, words);
    if (this.#refused.count >= MOST_REFUSED) return null;
    this.#refused.add(refused, this.clock.now());
    return refused;
  }

  /** Tells what a connection may have carried out; null for as much as it likes. */
  budgetOf({ connectionClass, origin }: Ticket): FloodBudget | null {
    const flood = this.#flood;
    if (flood === null || connectionClass?.flood === false) return null;
    const now = this.clock.read();
    const purse = this.#purses.of(origin, flood.addressMinute, now);
    return new FloodBudget(flood, now, purse);
  }

  /** One was cut off for a flood: who comes from the same place has to begin slowly for a while. */
  flooded({ origin }: Ticket): void {
    const now = this.clock.read();
    this.#purses.of(origin, this.#flood?.addressMinute ?? 0, now).empty(now);
  }

  /**
   * A connection is here now that another process has let in.
   *
   * @param address where it comes from, unless the core knows better
   * @param place where it was accepted, if that has limits of its own
   */
  adopt(
    session: SessionId,
    address: string,
    place: ListenAt | undefined,
  ): Ticket {
    const from = this.core.hostOf(session) ?? address;
    const isRegistered = this.core.isRegistered(session);
    return this.#admission.adopt({ address: from, place }, isRegistered);
  }

  /** See {@linkcode Admission.placeOf}. */
  placeOf(ticket: Ticket): ListenAt | null {
    return this.#admission.placeOf(ticket);
  }

  /** See {@linkcode Admission.busyPlaces}. */
  get busyPlaces(): Admission["busyPlaces"] {
    return this.#admission.busyPlaces;
  }

  set busyPlaces(places: Admission["busyPlaces"]) {
    this.#admission.busyPlaces = places;
  }

  /** What those who come from one place have left for their starts, where that is not all. */
  get purses(): PassedPurse[] {
    return this.#purses.states(this.clock.read());
  }

  set purses(states: readonly PassedPurse[]) {
    const size = this.#flood?.addressMinute ?? 0;
    this.#purses.restore(states, size, this.clock.read());
  }

  /** True if some were turned away that have not gone. */
  get hasRefused(): boolean {
    return this.#refused.count > 0;
  }

  /**
   * A gateway has told where a client really comes from: it is that address whose limits hold.
   *
   * @returns why the client may not stay; null if it may
   */
  enterAgain(client: LineConnection, host: string): string | null {
    const refusal = this.move(client.ticket, host);
    if (refusal === null) client.budget = this.budgetOf(client.ticket);
    return refusal;
  }

  /**
   * Tells what a client has to pay, once a line of it was carried out.
   *
   * @param work what it has cost the core
   * @returns that in the tokens of flood control
   */
  costOf({ budget, id, ticket }: LineConnection, work: number): number {
    if (!ticket.isRegistered && this.core.isRegistered(id)) {
      this.#admission.register(ticket);
      budget?.register(this.clock.read());
    }
    return budget === null || this.core.mayFlood(id) ? 0 : work / LINE_WORK;
  }

  /** To be called each second. */
  tick(): void {
    const now = this.clock.now();
    this.#admission.forget(now);
    this.#purses.forget(this.clock.read());
    this.#refused.abortOverdue(now);
  }

  #counted<T>(outcome: T): T {
    if (typeof outcome === "string") this.refusals.add("connections");
    return outcome;
  }
}

type Counted = NonNullable<Arrival["counts"]>;

/** What connections count for, by what is spoken there. */
const COUNTED: Readonly<
  Record<
    ListenAt["kind"],
    (address: string, place: ListenAt, web: TrustedProxies) => Counted
  >
> = {
  irc: () => "address",
  http: (address, place, web) =>
    isTrustedProxy(address, place, web) ? "total" : "address",
  // They are to be had when the server is full.
  metrics: () => "nothing",
};
