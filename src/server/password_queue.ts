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

/**
 * Checks passwords one after the other: each takes memory, and a good deal of
 * time. IPv4 addresses and IPv6 networks take turns, so that one that asks
 * for many makes others wait for no more than one of them.
 */
export class PasswordQueue {
  readonly #waiting = new Map<string, (() => Promise<void>)[]>();
  #isBusy = false;

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
    if (!this.#isBusy) this.#run();
    return true;
  }

  async #run(): Promise<void> {
    this.#isBusy = true;
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
    this.#isBusy = false;
  }
}
