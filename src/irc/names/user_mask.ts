import {
  type Block,
  formatBlock,
  isInBlock,
  parseAddress,
  parseBlock,
} from "./address.ts";
import type { Limits } from "./limits.ts";
import { canFit, matchesMask } from "./mask.ts";
import { memo } from "./memo.ts";
import { asHost, isNickname, isUsername } from "./names.ts";
import { byteLength } from "./text.ts";

/** A mask of users, taken apart to be held against many. */
export interface UserMask {
  /** True if the mask fits what stands before the `@`. */
  fitsName(nick: string, username: string): boolean;
  /** True if it fits a host: by its letters, or by its address where the mask names addresses. */
  fitsHost(host: string): boolean;
}

/** Each message to a channel is held against all its bans: masks are read once. */
const MOST_MASKS = 8192;
const MOST_ADDRESSES = 8192;

const ANY = "*";

/**
 * Prepares a mask of the form `nick!user@host`, whose host may be an address or
 * a CIDR block.
 *
 * @param mask as {@linkcode normaliseMask} made it
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 *
 * const mask = userMask("*!~web*@192.0.2.0/24");
 * assert(mask.fitsName("ann", "~webchat"));
 * assert(mask.fitsHost("192.0.2.77"));
 * assert(!mask.fitsHost("192.0.3.77"));
 * ```
 */
export const userMask: (mask: string) => UserMask = memo(
  MOST_MASKS,
  (mask) => {
    const { nick, user, host } = partsOf(mask);
    return new PreparedMask(nick, user, host, parseBlock(host));
  },
);

class PreparedMask implements UserMask {
  constructor(
    readonly nick: string,
    readonly user: string,
    readonly host: string,
    readonly block: Block | null,
  ) {}

  fitsName(nick: string, username: string): boolean {
    return (this.nick === ANY || matchesMask(this.nick, nick)) &&
      (this.user === ANY || matchesMask(this.user, username));
  }

  fitsHost(host: string): boolean {
    if (this.block === null) {
      return this.host === ANY || matchesMask(this.host, host);
    }
    const address = mayBeAddress(host) ? addressOf(host) : null;
    return address !== null && isInBlock(this.block, address);
  }
}

const addressOf = memo(MOST_ADDRESSES, parseAddress);

/** Hosts that +x shows end otherwise, and need not be kept. */
function mayBeAddress(host: string): boolean {
  return !host.endsWith(".ip");
}

interface Parts {
  readonly nick: string;
  readonly user: string;
  readonly host: string;
}

/** The parts of `nick!user@host`, empty where they were left out. */
function partsOf(mask: string): Parts {
  const at = mask.lastIndexOf("@");
  const host = at === -1 ? "" : mask.slice(at + 1);
  const left = at === -1 ? mask : mask.slice(0, at);
  const bang = left.indexOf("!");
  const nick = bang === -1 ? "" : left.slice(0, bang);
  const user = bang === -1 ? left : left.slice(bang + 1);
  return { nick, user, host };
}

/**
 * Brings a mask into the form `nick!user@host`: each part is `*` where it was
 * left out, an address or a CIDR block stands in its usual form, the groups of an
 * IPv6 address with wildcards too, and a host that begins with a colon has a zero
 * before it, as hosts have.
 *
 * @param mask what a client gave: `nick`, `user@host`, `nick!user`, a host with a dot or colon, ...
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(normaliseMask("troll"), "troll!*@*");
 * assertEquals(normaliseMask("192.0.2.9/24"), "*!*@192.0.2.0/24");
 * assertEquals(normaliseMask("~web@::1"), "*!~web@0::1");
 * ```
 */
export function normaliseMask(mask: string): string {
  if (!/[!@]/.test(mask)) {
    return /[.:]/.test(mask)
      ? `*!*@${normaliseHost(mask)}`
      : `${mask || ANY}!*@*`;
  }
  const { nick, user, host } = partsOf(mask);
  return `${nick || ANY}!${user || ANY}@${normaliseHost(host) || ANY}`;
}

/** Whole groups of an IPv6 address, then whatever follows. */
const GROUPS = /^((?:[\da-f]{1,4}:){1,7})\*$/i;
const GROUP_BITS = 16;

/** A group of an IPv6 address with zeros before it, which addresses have not. */
const ZEROS = /(^|:)0+(?=[\da-f]+:)/gi;

/**
 * Brings the groups of a mask of IPv6 addresses into the form that addresses have: else it would fit none. Where
 * one is zero, addresses may leave it out: a block says the same.
 */
function canonicalGroups(host: string): string {
  const [, groups] = GROUPS.exec(host) ?? [];
  if (groups !== undefined && /(?:^|:)0+:/.test(groups)) {
    const bits = groups.split(":").length - 1;
    const filled = groups + Array(8 - bits).fill("0").join(":");
    const block = parseBlock(`${filled}/${bits * GROUP_BITS}`);
    if (block !== null) return formatBlock(block);
  }
  return host.replace(ZEROS, "$1");
}

const MAPPED = /^::ffff:([\d*?]+\.[\d.*?]+)$/i;

function normaliseHost(host: string): string {
  const block = parseBlock(host);
  if (block !== null) return formatBlock(block);
  const address = MAPPED.exec(host)?.[1] ?? host;
  return asHost(address.includes(":") ? canonicalGroups(address) : address);
}

/**
 * Reads a mask that a client wants to be kept: one that can match nobody is a
 * mistake, and whoever made it must learn of it.
 *
 * That usernames begin with a tilde is not asked for: masks of other networks
 * and of later times name some that do not.
 *
 * @param text what the client gave
 * @param limits how long names and masks may be
 * @returns the form that is kept, as {@linkcode normaliseMask} makes it; null
 *   if it is too long or nobody's nickname, username and host can fit
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { DEFAULT_LIMITS } from "./limits.ts";
 *
 * assertEquals(parseUserMask("*@192.0.2.0/24", DEFAULT_LIMITS), "*!*@192.0.2.0/24");
 * assertEquals(parseUserMask("*@192.0.2.0/33", DEFAULT_LIMITS), null);
 * assertEquals(parseUserMask("ann!bob!eve@*", DEFAULT_LIMITS), null);
 * ```
 */
export function parseUserMask(text: string, limits: Limits): string | null {
  const mask = normaliseMask(text);
  if (byteLength(mask) > limits.mask) return null;
  const { nick, user, host } = partsOf(mask);
  const isPossible = canFit(nick, (name) => isNickname(name, limits)) &&
    canFit(user, (name) => isUsername(name, limits)) && canBeHost(host);
  return isPossible ? mask : null;
}

/** As a name in the DNS has at most. */
const MAX_HOST_BYTES = 253;

/** `%` is before the zone of an address. */
const HOST = /^[a-z\d.:%_*?-]+$/i;
const IPV6 = /^[a-f\d:.*?]+(?:%.*)?$/i;
const ADDRESS = /^[\d.]+$|^[^*?]*:[^*?]*$/;

/** A host is an address, a name, or what +x makes of them. */
function canBeHost(host: string): boolean {
  if (parseBlock(host) !== null) return true;
  if (!HOST.test(host) || host.replaceAll("*", "").length > MAX_HOST_BYTES) {
    return false;
  }
  return (!host.includes(":") || IPV6.test(host)) && !ADDRESS.test(host);
}
