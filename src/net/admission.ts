import {
  type Address,
  type Block,
  isInBlock,
  normaliseBlock,
  parseAddress,
  parseBlock,
} from "../irc/names/address.ts";
import { Crowd, type CrowdLimits } from "./crowd.ts";
import { type ListenAt, type ListenerLimits, placeName } from "./place.ts";

/** How many connections may come from one place. */
export interface PlaceLimits {
  /** At once from one address: an IPv4 address, or a /64 of IPv6 */
  readonly address: number;
  /** At once from one /48 of IPv6 */
  readonly network: number;
  /** New ones within a minute, from one address */
  readonly addressMinute: number;
  /** New ones within a minute, from one /48 of IPv6 */
  readonly networkMinute: number;
}

/** What holds for those who come from certain networks. */
export interface ConnectionClass {
  readonly name: string;
  /** Addresses and CIDR blocks */
  readonly networks: readonly string[];
  readonly places: PlaceLimits;
  /** False if flood control does not hold for them */
  readonly flood: boolean;
}

/** How many connections there may be. */
export interface AdmissionLimits {
  readonly total: number;
  /** That have not registered yet */
  readonly unregistered: number;
  readonly places: PlaceLimits;
  /** Addresses and CIDR blocks that only the total holds for */
  readonly exempt: readonly string[];
  /** The first one whose networks fit is a connection's class */
  readonly classes: readonly ConnectionClass[];
}

/** Where a connection comes from, and which of the limits hold for it. */
export interface Arrival {
  /** "" for none */
  readonly address: string;
  /** Where it was accepted */
  readonly place?: ListenAt;
  /**
   * What it counts for beside its listener: the total alone for a proxy that
   * tells later whom it speaks for, nothing for who is no client
   */
  readonly counts?: "address" | "total" | "nothing";
}

/** The place that a connection takes, until it is given back. */
export class Ticket {
  isRegistered = false;
  isReleased = false;
  /** What holds for where it comes from; null for nothing of its own. */
  connectionClass: ConnectionClass | null = null;
  /** Those who come from the same address and network; null while nobody counts it there. */
  crowds: readonly Crowd[] | null = null;
  /** Whom it shares with what its start may cost: who comes from the same address, or to the same listener if that is none. */
  origin = "";

  /**
   * @param isCounted true if it counts in the total
   * @param listener those who came to the same listener, if that is counted
   */
  constructor(readonly isCounted: boolean, readonly listener: Crowd | null) {}
}

/** For so many places it is known how many came from there; of others it is forgotten. */
const MOST_PLACES = 100_000;

/** How often what is not needed any more is looked for. */
const FORGET_MS = 10_000;

const FULL = "The server is full, try again later";
const UNREGISTERED = "that have not registered, try again later";

/**
 * Lets connections in, or tells why not. It costs little to refuse one: nothing
 * is kept of it.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const places = { address: 1, network: 9, addressMinute: 9, networkMinute: 9 };
 * const admission = new Admission(
 *   { total: 9, unregistered: 9, places, exempt: [], classes: [] },
 * );
 * const client = { address: "192.0.2.1" };
 * const ticket = admission.admit(client, 0);
 * const refusal = "Too many connections from your address";
 * assertEquals(admission.admit(client, 0), refusal);
 * if (typeof ticket !== "string") admission.release(ticket);
 * assertEquals(typeof admission.admit(client, 0), "object");
 * ```
 */
export class Admission {
  #limits: AdmissionLimits;
  #exempt: readonly Block[] = [];
  #classes: readonly (readonly [ConnectionClass, readonly Block[]])[] = [];
  #total = 0;
  #unregistered = 0;
  readonly #crowds = new Map<string, Crowd>();
  /** Of the listeners that have limits of their own. */
  readonly #listeners = new Map<ListenAt, Crowd>();
  #forgetAt = 0;

  constructor(limits: AdmissionLimits) {
    this.#limits = limits;
    this.limits = limits;
  }

  /** What holds for those who connect from now on. */
  set limits(limits: AdmissionLimits) {
    this.#limits = limits;
    this.#exempt = blocksOf(limits.exempt);
    this.#classes = limits.classes.map((each) =>
      [each, blocksOf(each.networks)] as const
    );
  }

  /**
   * @param at now, in milliseconds
   * @returns why it may not come in, for it to read, or its ticket
   */
  admit(
    { address, counts = "address", place }: Arrival,
    at: number,
  ): Ticket | string {
    const isCounted = counts !== "nothing";
    if (isCounted && this.#total >= this.#limits.total) return FULL;
    const own = place?.limits ?? null;
    const listener = place && own && this.#crowdAt(place);
    const refusal = listener && listenerRefusal(listener, own, at);
    if (refusal) return refusal;
    const ticket = new Ticket(isCounted, listener ?? null);
    if (place !== undefined) ticket.origin = placeName(place, place.port);
    const located = counts === "address" && this.#locate(ticket, address, at);
    if (located) return located;
    if (isCounted) this.#total++;
    if (listener && own) {
      listener.enter(crowdLimitsOf(own), at);
      listener.unregistered++;
    }
    return ticket;
  }

  /**
   * Counts a connection that has not registered where it really comes from, once
   * that is told: there, and no more where it was counted before. It keeps its
   * place in all and at its listener.
   *
   * @returns why it may not stay, for it to read; null if it may
   */
  move(ticket: Ticket, address: string, at: number): string | null {
    if (ticket.isReleased) return null;
    this.#leaveCrowds(ticket);
    return this.#locate(ticket, address, at);
  }

  /** A connection is here now that another process has let in: no limit keeps it out. */
  adopt({ address, place }: Arrival, isRegistered: boolean): Ticket {
    const listener = place?.limits ? this.#crowdAt(place) : null;
    const ticket = new Ticket(true, listener);
    if (place !== undefined) ticket.origin = placeName(place, place.port);
    this.#total++;
    if (listener !== null) listener.unregistered++;
    listener?.adopt();
    const origins = this.#originsOf(ticket, address);
    if (origins !== null) {
      ticket.crowds = origins.map(({ key }) => this.#crowdOf(key));
      for (const crowd of ticket.crowds) crowd.adopt();
      this.#unregistered++;
    }
    if (isRegistered) this.register(ticket);
    return ticket;
  }

  /** Tells where a connection was accepted; null where that has no limits of its own. */
  placeOf({ listener }: Ticket): ListenAt | null {
    const found = [...this.#listeners].find(([, crowd]) => crowd === listener);
    return found?.[0] ?? null;
  }

  /** The places that somebody has come from lately, and until when that counts. */
  get busyPlaces(): (readonly [key: string, busyUntil: number])[] {
    return [...this.#crowds].map(([key, { busyUntil }]) => [key, busyUntil]);
  }

  set busyPlaces(places: readonly (readonly [string, number])[]) {
    for (const [key, busyUntil] of places) {
      this.#crowdOf(key).busyUntil = busyUntil;
    }
  }

  /** A connection has registered. */
  register(ticket: Ticket): void {
    if (ticket.isRegistered) return;
    ticket.isRegistered = true;
    if (ticket.crowds !== null) this.#unregistered--;
    if (ticket.listener !== null) ticket.listener.unregistered--;
  }

  /** A connection has ended: its place is another's. More than once does nothing. */
  release(ticket: Ticket): void {
    if (ticket.isReleased) return;
    this.register(ticket);
    this.#leaveCrowds(ticket);
    ticket.isReleased = true;
    ticket.listener?.leave();
    if (ticket.isCounted) this.#total--;
  }

  /** Forgets the places that nobody has come from for a while; to be called each second. */
  forget(at: number): void {
    if (at < this.#forgetAt) return;
    this.#forgetAt = at + FORGET_MS;
    for (const [key, crowd] of this.#crowds) {
      if (crowd.isOver(at)) this.#crowds.delete(key);
    }
  }

  /** Counts a connection at its address, unless that is exempt or none. */
  #locate(ticket: Ticket, from: string, at: number): string | null {
    const origins = this.#originsOf(ticket, from);
    if (origins === null) return null;
    if (this.#unregistered >= this.#limits.unregistered) {
      return `Too many connections ${UNREGISTERED}`;
    }
    for (const origin of origins) {
      const refusal = this.#crowds.get(origin.key)
        ?.refusal(origin, `from your ${origin.what}`, at) ?? null;
      if (refusal !== null) return refusal;
    }
    ticket.crowds = origins.map((origin) => this.#enter(origin, at));
    if (!ticket.isRegistered) this.#unregistered++;
    return null;
  }

  /** Tells its class, and the places that it comes from; null if it is not counted there. */
  #originsOf(ticket: Ticket, from: string): Origin[] | null {
    const address = parseAddress(from);
    const connectionClass = address && this.#classOf(address);
    ticket.connectionClass = connectionClass;
    if (address !== null) ticket.origin = originOf(from, address);
    if (address === null || isInAny(this.#exempt, address)) return null;
    const limits = connectionClass?.places ?? this.#limits.places;
    return originsOf(from, address, limits);
  }

  #leaveCrowds(ticket: Ticket): void {
    if (ticket.crowds === null) return;
    for (const crowd of ticket.crowds) crowd.leave();
    if (!ticket.isRegistered) this.#unregistered--;
    ticket.crowds = null;
  }

  #classOf(address: Address): ConnectionClass | null {
    const found = this.#classes.find(([, blocks]) => isInAny(blocks, address));
    return found?.[0] ?? null;
  }

  #enter(origin: Origin, at: number): Crowd {
    const crowd = this.#crowdOf(origin.key);
    crowd.enter(origin, at);
    return crowd;
  }

  #crowdOf(key: string): Crowd {
    const crowd = this.#crowds.get(key) ?? new Crowd();
    if (this.#crowds.size < MOST_PLACES) this.#crowds.set(key, crowd);
    return crowd;
  }

  #crowdAt(place: ListenAt): Crowd {
    const crowd = this.#listeners.get(place) ?? new Crowd();
    this.#listeners.set(place, crowd);
    return crowd;
  }
}

function listenerRefusal(
  crowd: Crowd,
  limits: ListenerLimits,
  at: number,
): string | null {
  const where = "to this listener";
  return crowd.unregistered >= limits.unregistered
    ? `Too many connections ${where} ${UNREGISTERED}`
    : crowd.refusal(crowdLimitsOf(limits), where, at);
}

function crowdLimitsOf({ connections, minute }: ListenerLimits): CrowdLimits {
  return { most: connections, mostNew: minute };
}

/** One of the places that a connection comes from. */
interface Origin extends CrowdLimits {
  readonly key: string;
  /** What its owner calls it */
  readonly what: string;
}

/** The largest first: nothing is kept of the small ones while it is full. */
function originsOf(
  from: string,
  address: Address,
  limits: PlaceLimits,
): Origin[] {
  const { addressMinute, networkMinute } = limits;
  const own = { what: "address", most: limits.address, mostNew: addressMinute };
  const key = originOf(from, address);
  if (address.kind() === "ipv4") return [{ key, ...own }];
  const network = normaliseBlock(`${from}/48`) ?? from;
  const most = limits.network;
  return [
    { key: network, what: "network", most, mostNew: networkMinute },
    { key, ...own },
  ];
}

/** An IPv4 address, or a /64 of IPv6. */
function originOf(from: string, address: Address): string {
  if (address.kind() === "ipv6") return normaliseBlock(`${from}/64`) ?? from;
  const text = address.toString();
  // Then no second one is kept.
  return text === from ? from : text;
}

function blocksOf(texts: readonly string[]): Block[] {
  return texts.map(parseBlock).filter((block) => block !== null);
}

function isInAny(blocks: readonly Block[], address: Address): boolean {
  return blocks.some((block) => isInBlock(block, address));
}
