import ipaddr from "ipaddr.js";
import { memo } from "./memo.ts";
import { asHost } from "./names.ts";

/** One that connects is read by its limits, by bans, by classes and for its cloak. */
const MOST_KEPT = 1024;

/** An IPv4 or IPv6 address. */
export type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** A CIDR block: the addresses that begin with the same bits. */
export interface Block {
  readonly network: Address;
  /** How many bits they share */
  readonly bits: number;
}

/**
 * Reads an address: IPv4 in its four parts, IPv6 in any form. IPv4 that is mapped
 * into IPv6 is the same address as without.
 *
 * @returns null if the text is no address, but a name or a cloak
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(parseAddress("::ffff:192.0.2.1")?.toString(), "192.0.2.1");
 * assertEquals(parseAddress("irc.example.org"), null);
 * ```
 */
export const parseAddress: (text: string) => Address | null = memo(
  MOST_KEPT,
  (text) => {
    const isAddress = text.includes(":")
      ? ipaddr.IPv6.isValid(text)
      : ipaddr.IPv4.isValidFourPartDecimal(text);
    return isAddress ? ipaddr.process(text) : null;
  },
);

/**
 * Reads a CIDR block, or an address, which is a block of one.
 *
 * @returns null if the text is neither
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(parseBlock("2001:db8::1/32")?.bits, 32);
 * assertEquals(parseBlock("192.0.2.1")?.bits, 32);
 * assertEquals(parseBlock("192.0.2.0/33"), null);
 * ```
 */
export function parseBlock(text: string): Block | null {
  const [, given, length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const address = given === undefined ? null : parseAddress(given);
  if (address === null) return null;
  const width = widthOf(address);
  const mapped = given.includes(":") && width === 32 ? 96 : 0;
  const bits = length === undefined ? width : Number(length) - mapped;
  if (bits < 0 || bits > width) return null;
  return { network: firstOf(address, bits), bits };
}

function firstOf(address: Address, bits: number): Address {
  const bytes = address.toByteArray().map((byte, index) => {
    const kept = Math.min(Math.max(bits - index * 8, 0), 8);
    return byte & (0xff00 >> kept);
  });
  return ipaddr.fromByteArray(bytes);
}

/**
 * Brings an address or a CIDR block into the form that server bans have: always
 * with the number of its bits.
 *
 * @returns null if the text is neither
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(normaliseBlock("192.0.2.77/24"), "192.0.2.0/24");
 * assertEquals(normaliseBlock("::1"), "0::1/128");
 * ```
 */
export function normaliseBlock(text: string): string | null {
  const block = parseBlock(text);
  return block && `${asHost(block.network.toString())}/${block.bits}`;
}

/**
 * Writes a block as the host of a mask: an address alone, without its bits, where
 * the block has but one.
 */
export function formatBlock({ network, bits }: Block): string {
  const host = asHost(network.toString());
  return bits === widthOf(network) ? host : `${host}/${bits}`;
}

function widthOf(address: Address): number {
  return address.kind() === "ipv4" ? 32 : 128;
}

/**
 * Tells whether an address is one of a block's.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 *
 * const block = parseBlock("192.0.2.0/24");
 * const address = parseAddress("192.0.2.77");
 * assert(block && address && isInBlock(block, address));
 * ```
 */
export function isInBlock({ network, bits }: Block, address: Address): boolean {
  return address.kind() === network.kind() && address.match(network, bits);
}

/**
 * Tells whether a host is an address of one of these.
 *
 * @param texts addresses and CIDR blocks
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 *
 * assert(isHostIn(["10.0.0.0/8", "192.0.2.1"], "192.0.2.1"));
 * assert(!isHostIn(["10.0.0.0/8"], "irc.example.org"));
 * ```
 */
export function isHostIn(texts: readonly string[], host: string): boolean {
  const address = parseAddress(host);
  return address !== null && texts.some((text) => {
    const block = parseBlock(text);
    return block !== null && isInBlock(block, address);
  });
}
