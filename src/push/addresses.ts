import { lookup, type LookupAddress, type LookupOptions } from "node:dns";
import type { LookupFunction } from "node:net";
import { parseAddress } from "../irc/names/address.ts";

/** A push service is, or pretends to be, where no push service may be. */
export class ForbiddenAddress extends Error {
  constructor() {
    super("no push service may be at a private address");
  }
}

/**
 * Tells whether an address is one of the public internet's: whoever names it must not reach through this server what
 * is inside of its network. What is set aside for anything else is not, IPv4 that is wrapped into IPv6 too.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 *
 * assert(isPublic("9.9.9.9"));
 * assert(!isPublic("10.0.0.1"));
 * assert(!isPublic("::ffff:127.0.0.1"));
 * ```
 */
export function isPublic(address: string): boolean {
  return parseAddress(address)?.range() === "unicast";
}

/** Gives the host of a URL as an address, without the brackets that IPv6 has there; null for a name. */
export function addressIn({ hostname }: URL): string | null {
  const bare = hostname.replace(/^\[(.*)\]$/, "$1");
  return parseAddress(bare) === null ? null : bare;
}

/** Finds all addresses of a name, as `lookup` of `node:dns` does. */
export type FindAddresses = (
  hostname: string,
  options: LookupOptions & { readonly all: true },
  tell: (error: Error | null, found: readonly LookupAddress[]) => void,
) => void;

/**
 * Makes what looks up a name for a socket that is about to connect, and lets it connect to nothing but what is public:
 * between looking and connecting nobody can change what the name stands for. If one of its addresses is not public,
 * none is used.
 */
export function lookupPublic(find: FindAddresses = lookup): LookupFunction {
  return (hostname, options, tell) =>
    find(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return tell(error, "");
      const [first] = found;
      const areGood = found.every(({ address }) => isPublic(address));
      if (first === undefined || !areGood) {
        return tell(new ForbiddenAddress(), "");
      }
      if (options.all) tell(null, [...found]);
      else tell(null, first.address, first.family);
    });
}
