import { normaliseBlock } from "../irc/names/address.ts";

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
 * addresses and IPv6 networks take turns, so that one that asks for many makes
 * others wait for no more than one of them.
 */
export class PasswordQueue {
  readonly #waiting = new Map<string, (() => Promise<void>)[]>();
  readonly #atOnce: number;
  #running = 0;

  /** @param cores how many there are */
  constructor(cores = navigator.hardwareConcurrency) {
    this.#atOnce = Math.min(cores, MAX_AT_ONCE);
  }

  /**
   * @param address where it is asked from
   * @param check checks one password and tells the outcome; it must not fail
   * @returns false if too many from there wait already
   */
  add(address: string, check: () => Promise<void>): boolean {
    const asker = askerAt(address);
    const waiting = this.#waiting.get(asker) ?? [];
    if (waiting.length >= MAX_WAITING) return false;
    waiting.push(check);
    this.#waiting.set(asker, waiting);
    if (this.#running < this.#atOnce) this.#run();
    return true;
  }

  /** One after the other; there may be several runs at once. */
  async #run(): Promise<void> {
    this.#running++;
    for (;;) {
      const [next] = this.#waiting;
      if (next === undefined) break;
      const [asker, checks] = next;
      this.#waiting.delete(asker);
      const check = checks.shift();
      // Behind all others.
      if (checks.length > 0) this.#waiting.set(asker, checks);
      await check?.();
    }
    this.#running--;
  }
}
