import type { Core } from "../irc/core.ts";
import { LINE_WORK } from "../irc/session/work.ts";
import type { SessionId } from "../irc/state/session_id.ts";
import {
  Admission,
  type AdmissionLimits,
  type Ticket,
} from "../net/admission.ts";
import { FloodBudget, type FloodLimits } from "../net/flood.ts";
import type { LineConnection } from "../net/line_connection.ts";
import type { Clock } from "./clock.ts";

/** What holds for clients that come in. */
export interface DoorLimits {
  /** How many connections there may be */
  readonly admission: AdmissionLimits;
  /** What a client may have carried out; null for as much as it likes */
  readonly flood: FloodLimits | null;
}

/** Lets connections in or turns them away, and tells what each may have carried out. */
export class Door {
  readonly #admission: Admission;
  #flood: FloodLimits | null;
  /** Of those who are in. */
  readonly #tickets = new Map<SessionId, Ticket>();

  constructor(
    { admission, flood }: DoorLimits,
    readonly core: Core,
    readonly clock: Clock,
  ) {
    this.#admission = new Admission(admission);
    this.#flood = flood;
  }

  /** What holds for those who come from now on. */
  set limits({ admission, flood }: DoorLimits) {
    this.#admission.limits = admission;
    this.#flood = flood;
  }

  /**
   * @param address where it comes from
   * @returns its ticket, or why it may not come in
   */
  admit(address: string): Ticket | string {
    return this.#admission.admit(address, this.clock.now());
  }

  /**
   * A connection comes in.
   *
   * @returns what it may have carried out; null for as much as it likes
   */
  enter(session: SessionId, ticket: Ticket): FloodBudget | null {
    this.#tickets.set(session, ticket);
    const { connectionClass } = ticket;
    if (this.#flood === null || connectionClass?.flood === false) return null;
    return new FloodBudget(this.#flood, this.clock.read());
  }

  /**
   * A connection that another process has let in is here now.
   *
   * @param address where it comes from
   * @returns what it may have carried out; null for as much as it likes
   */
  enterPassed(session: SessionId, address: string): FloodBudget | null {
    const from = this.core.hostOf(session) ?? address;
    const isRegistered = this.core.isRegistered(session);
    const ticket = this.#admission.admitPassed(from, isRegistered);
    return this.enter(session, ticket);
  }

  /** See {@linkcode Admission.busyPlaces}. */
  get busyPlaces(): Admission["busyPlaces"] {
    return this.#admission.busyPlaces;
  }

  set busyPlaces(places: Admission["busyPlaces"]) {
    this.#admission.busyPlaces = places;
  }

  /** A connection has ended. */
  leave(session: SessionId): void {
    const ticket = this.#tickets.get(session);
    if (ticket !== undefined) this.#admission.release(ticket);
    this.#tickets.delete(session);
  }

  /**
   * A gateway has told where a client really comes from: it is that address whose limits hold.
   *
   * @returns why the client may not stay; null if it may
   */
  enterAgain(client: LineConnection, host: string): string | null {
    this.leave(client.id);
    const ticket = this.admit(host);
    if (typeof ticket === "string") return ticket;
    client.budget = this.enter(client.id, ticket);
    return null;
  }

  /**
   * Tells what a client has to pay, once a line of it was carried out.
   *
   * @param work what it has cost the core
   * @returns that in the tokens of flood control
   */
  costOf({ budget, id }: LineConnection, work: number): number {
    const ticket = this.#tickets.get(id);
    if (ticket?.isRegistered === false && this.core.isRegistered(id)) {
      this.#admission.register(ticket);
      budget?.register(this.clock.read());
    }
    return budget === null || this.core.mayFlood(id) ? 0 : work / LINE_WORK;
  }

  /** To be called each second. */
  tick(): void {
    this.#admission.forget(this.clock.now());
  }
}
