import { normaliseBlock } from "../irc/names/address.ts";
import { TurnQueue } from "./turn_queue.ts";

/** How many checks of one asker may wait; a gateway has many clients. */
const MAX_WAITING = 32;

/** Whoever has one IPv6 address mostly has a whole network of so many bits. */
const IPV6_NETWORK_BITS = 64;

/** Who shares a turn: an IPv4 address, or a whole network of IPv6. */
function askerAt(address: string): string {
  return address.includes(":")
    ? normaliseBlock(`${address}/${IPV6_NETWORK_BITS}`) ?? address
    : address;
}

/** At once, however many cores there are: each check takes 32 MiB. */
const MAX_AT_ONCE = 4;

/**
 * Checks as many passwords at once as there are cores to do it, for each takes
 * a good deal of time, and few on large machines, for each takes memory. IPv4
 * addresses and IPv6 networks take turns.
 */
export class PasswordQueue {
  readonly #turns: TurnQueue;

  /** @param cores how many there are */
  constructor(cores = navigator.hardwareConcurrency) {
    this.#turns = new TurnQueue({
      atOnce: Math.min(cores, MAX_AT_ONCE),
      mostOfOne: MAX_WAITING,
      mostOfAll: Infinity,
    });
  }

  /**
   * @param address where it is asked from
   * @param check checks one password and tells the outcome; it must not fail
   * @returns false if too many from there wait already
   */
  add(address: string, check: () => Promise<void>): boolean {
    return this.#turns.add(askerAt(address), check);
  }
}
