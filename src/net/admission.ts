import {
  type Address,
  type Block,
  isInBlock,
  normaliseBlock,
  parseAddress,
  parseBlock,
} from "../irc/names/address.ts";
import { busyAfter, secondsOver } from "../irc/names/rate.ts";

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

/** A connection that was let in, until it is given back. */
export class Ticket {
  isRegistered = false;

  /**
   * @param connectionClass its class; null for none
   * @param places where it comes from, if that is counted; else it is exempt
   */
  constructor(
    readonly connectionClass: ConnectionClass | null,
    readonly places: readonly Place[] | null,
  ) {}
}

const MINUTE_MS = 60_000;

/** For so many places it is known how many came from there; of others it is forgotten. */
const MOST_PLACES = 100_000;

/** How often what is not needed any more is looked for. */
const FORGET_MS = 10_000;

/** An IPv4 address or an IPv6 network, and the connections from there. */
interface Place {
  count: number;
  /** When those that came until now count no more: see {@linkcode busyAfter}. */
  busyUntil: number;
}

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
 * const ticket = admission.admit("192.0.2.1", 0);
 * const refusal = "Too many connections from your address";
 * assertEquals(admission.admit("192.0.2.1", 0), refusal);
 * if (typeof ticket !== "string") admission.release(ticket);
 * assertEquals(typeof admission.admit("192.0.2.1", 0), "object");
 * ```
 */
export class Admission {
  #limits: AdmissionLimits;
  #exempt: readonly Block[] = [];
  #classes: readonly (readonly [ConnectionClass, readonly Block[]])[] = [];
  #total = 0;
  #unregistered = 0;
  readonly #places = new Map<string, Place>();
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
   * @param from the address it comes from; "" for none
   * @param at now, in milliseconds
   * @returns why it may not come in, for it to read, or its ticket
   */
  admit(from: string, at: number): Ticket | string {
    const { total, unregistered } = this.#limits;
    if (this.#total >= total) return "The server is full, try again later";
    const address = parseAddress(from);
    const connectionClass = address && this.#classOf(address);
    if (address === null || isInAny(this.#exempt, address)) {
      return this.#enter(null, connectionClass);
    }
    if (this.#unregistered >= unregistered) {
      return "Too many connections that have not registered, try again later";
    }
    const limits = connectionClass?.places ?? this.#limits.places;
    const places = placesOf(from, address, limits);
    for (const { key, what, most, mostNew } of places) {
      const place = this.#places.get(key);
      if (place === undefined) continue;
      if (place.count >= most) return `Too many connections from your ${what}`;
      const rate = { times: mostNew, milliseconds: MINUTE_MS };
      if (secondsOver(rate, busyAfter(rate, place.busyUntil, at), at) > 0) {
        return `Too many new connections from your ${what}, wait a minute`;
      }
    }
    const entered = places.map(({ key, mostNew }) =>
      this.#come(key, mostNew, at)
    );
    return this.#enter(entered, connectionClass);
  }

  /**
   * A connection that another process has let in is here now: no limit keeps it out.
   *
   * @param from the address it comes from; "" for none
   */
  admitPassed(from: string, isRegistered: boolean): Ticket {
    const address = parseAddress(from);
    const connectionClass = address && this.#classOf(address);
    const limits = connectionClass?.places ?? this.#limits.places;
    const isCounted = address !== null && !isInAny(this.#exempt, address);
    const places = isCounted
      ? placesOf(from, address, limits).map(({ key }) => this.#meet(key))
      : null;
    const ticket = this.#enter(places, connectionClass);
    if (isRegistered) this.register(ticket);
    return ticket;
  }

  /** The places where too many new ones may come from soon, and until when that counts. */
  get busyPlaces(): [key: string, busyUntil: number][] {
    return [...this.#places].map(([key, { busyUntil }]) => [key, busyUntil]);
  }

  set busyPlaces(places: readonly (readonly [string, number])[]) {
    for (const [key, busyUntil] of places) {
      this.#places.set(key, { count: 0, busyUntil });
    }
  }

  /** A connection has registered. */
  register(ticket: Ticket): void {
    if (ticket.isRegistered) return;
    ticket.isRegistered = true;
    if (ticket.places !== null) this.#unregistered--;
  }

  /** A connection has ended. It is called once for each. */
  release(ticket: Ticket): void {
    this.register(ticket);
    this.#total--;
    for (const place of ticket.places ?? []) place.count--;
  }

  /** Forgets the places that nobody has come from for a while; to be called each second. */
  forget(at: number): void {
    if (at < this.#forgetAt) return;
    this.#forgetAt = at + FORGET_MS;
    for (const [key, { busyUntil, count }] of this.#places) {
      if (count === 0 && busyUntil <= at) this.#places.delete(key);
    }
  }

  #classOf(address: Address): ConnectionClass | null {
    const found = this.#classes.find(([, blocks]) => isInAny(blocks, address));
    return found?.[0] ?? null;
  }

  #come(key: string, mostNew: number, at: number): Place {
    const place = this.#meet(key);
    const rate = { times: mostNew, milliseconds: MINUTE_MS };
    place.busyUntil = busyAfter(rate, place.busyUntil, at);
    return place;
  }

  /** One more is from there. */
  #meet(key: string): Place {
    const place = this.#places.get(key) ?? { count: 0, busyUntil: 0 };
    place.count++;
    if (this.#places.size < MOST_PLACES) this.#places.set(key, place);
    return place;
  }

  #enter(
    places: readonly Place[] | null,
    connectionClass: ConnectionClass | null,
  ): Ticket {
    this.#total++;
    if (places !== null) this.#unregistered++;
    return new Ticket(connectionClass, places);
  }
}

/** One of the places that a connection comes from. */
interface Origin {
  readonly key: string;
  /** What its owner calls it */
  readonly what: string;
  /** How many may come from there at once, and within a minute */
  readonly most: number;
  readonly mostNew: number;
}

/** The largest first: nothing is kept of the small ones while it is full. */
function placesOf(
  from: string,
  address: Address,
  limits: PlaceLimits,
): Origin[] {
  const { addressMinute, networkMinute } = limits;
  const own = { what: "address", most: limits.address, mostNew: addressMinute };
  if (address.kind() === "ipv4") return [{ key: address.toString(), ...own }];
  const key = (bits: number) => normaliseBlock(`${from}/${bits}`) ?? from;
  const most = limits.network;
  return [
    { key: key(48), what: "network", most, mostNew: networkMinute },
    { key: key(64), ...own },
  ];
}

function blocksOf(texts: readonly string[]): Block[] {
  return texts.map(parseBlock).filter((block) => block !== null);
}

function isInAny(blocks: readonly Block[], address: Address): boolean {
  return blocks.some((block) => isInBlock(block, address));
}
