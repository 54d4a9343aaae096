import ipaddr from "ipaddr.js";
import { asHost } from "./names.ts";

/** An IPv4 or IPv6 address. */
export type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** A CIDR block: the addresses that begin with the same bits. */
export interface Block {
  readonly network: Address;
  /** How many bits they share */
  readonly bits: number;
}

/**
 * @param text an address, or what else stands as a host
 * @returns the address, IPv4 where it is mapped into IPv6; null if it is none
 */
export function parseAddress(text: string): Address | null {
  const isAddress = text.includes(":")
    ? ipaddr.IPv6.isValid(text)
    : ipaddr.IPv4.isValidFourPartDecimal(text);
  return isAddress ? ipaddr.process(text) : null;
}

/**
 * @param text an address or a CIDR block
 * @returns the block, of one address where no number of bits is given; null if it is neither
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
 * @param text what a client gave
 * @returns the address or CIDR block in its usual form, with the number of bits; null if it is neither
 */
export function normaliseBlock(text: string): string | null {
  const block = parseBlock(text);
  return block && `${asHost(block.network.toString())}/${block.bits}`;
}

/**
 * Writes a block as the host of a mask.
 *
 * @returns the address alone where the block has but one
 */
export function formatBlock({ network, bits }: Block): string {
  const host = asHost(network.toString());
  return bits === widthOf(network) ? host : `${host}/${bits}`;
}

function widthOf(address: Address): number {
  return address.kind() === "ipv4" ? 32 : 128;
}

/**
 * @param block a CIDR block
 * @param address an address
 * @returns true if the address is in the block
 */
export function isInBlock({ network, bits }: Block, address: Address): boolean {
  return address.kind() === network.kind() && address.match(network, bits);
}
