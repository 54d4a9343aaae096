import {
  type Address,
  type Block,
  isInBlock,
  parseAddress,
} from "../irc/names/address.ts";
import type { Peer } from "../irc/inputs.ts";
import type { ListenAt } from "../net/place.ts";

/** The headers of a request, as `node:http` gives them. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** One station on the way of a request. */
interface Hop {
  /** Null if it is not told, or is no address */
  readonly address: Address | null;
  /** What the client spoke to the next station; null if that is not told */
  readonly scheme: string | null;
}

/** Who is believed, and what. */
export interface TrustedProxies {
  /** The networks of the proxies */
  readonly proxies: readonly Block[];
  /** True if who connects to a Unix socket is one: its file says who may */
  readonly trustsUnix: boolean;
  /** The header that they tell their clients by */
  readonly forwardedHeader: "x-forwarded-for" | "forwarded";
}

/**
 * Tells whether who connects is believed.
 *
 * @param address where it comes from; "" for no address
 * @param place where it was accepted
 */
export function isTrustedProxy(
  address: string,
  { path, tor }: ListenAt,
  { proxies, trustsUnix }: TrustedProxies,
): boolean {
  // Behind Tor there is no proxy of ours.
  if (address === "") return trustsUnix && path !== null && !tor;
  const parsed = parseAddress(address);
  return parsed !== null && isProxy(proxies, parsed);
}

function isProxy(proxies: readonly Block[], address: Address): boolean {
  return proxies.some((block) => isInBlock(block, address));
}

/**
 * Finds who is behind a proxy that is believed. Only one header is read: a proxy passes on the other one as the client wrote it. Of the chain
 * the last address counts that is no listed proxy's, for what stands before it
 * is hearsay.
 *
 * @param peer the proxy, at the other end of the connection
 * @param headers of the request that came from there
 * @returns the client that it is from
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { parseBlock } from "../irc/names/address.ts";
 *
 * const proxies = [parseBlock("127.0.0.1") ?? []].flat();
 * const trusted = {
 *   proxies,
 *   trustsUnix: false,
 *   forwardedHeader: "x-forwarded-for",
 * } as const;
 * const proxy = { address: "127.0.0.1", secure: false, certificate: null, listener: "" };
 * const headers = { "x-forwarded-for": "192.0.2.1", "x-forwarded-proto": "https" };
 * const { address, secure } = clientBehind(proxy, headers, trusted);
 * assertEquals([address, secure], ["192.0.2.1", true]);
 * ```
 */
export function clientBehind(
  peer: Peer,
  headers: Headers,
  { proxies, forwardedHeader }: TrustedProxies,
): Peer {
  let address = parseAddress(peer.address);
  let { secure } = peer;
  for (const hop of HOPS[forwardedHeader](headers).toReversed()) {
    secure = hop.scheme === null ? secure : hop.scheme === "https";
    if (hop.address === null) break;
    address = hop.address;
    if (!isProxy(proxies, address)) break;
  }
  // Its certificate is not the client's.
  return {
    ...peer,
    address: address?.toString() ?? "",
    secure,
    certificate: null,
  };
}

const HOPS = { "x-forwarded-for": xForwardedHops, "forwarded": forwardedHops };

/** The scheme is a header of its own: of the client's connection to the first proxy. */
function xForwardedHops(headers: Headers): Hop[] {
  const [scheme = null] = itemsOf(headers["x-forwarded-proto"]).slice(-1);
  return itemsOf(headers["x-forwarded-for"]).map((text, index, all) => ({
    address: addressIn(text),
    scheme: index === all.length - 1 && scheme !== null
      ? scheme.toLowerCase()
      : null,
  }));
}

/** @see RFC 7239, section 4 */
function forwardedHops(headers: Headers): Hop[] {
  return itemsOf(headers["forwarded"]).map((element) => {
    const pairs = new Map(
      element.split(";").map((pair) => {
        const [, name = "", value = ""] =
          /^\s*([^=\s]+)=("(?:[^"\\]|\\.)*"|[^\s"]*)\s*$/.exec(pair) ?? [];
        const text = value.startsWith('"')
          ? value.slice(1, -1).replace(/\\(.)/g, "$1")
          : value;
        return [name.toLowerCase(), text];
      }),
    );
    const scheme = pairs.get("proto")?.toLowerCase() ?? null;
    return { address: addressIn(pairs.get("for") ?? ""), scheme };
  });
}

function itemsOf(header: string | string[] | undefined): string[] {
  const text = Array.isArray(header) ? header.join(",") : header ?? "";
  return text === "" ? [] : text.split(",").map((item) => item.trim());
}

/** An address with or without a port; what is hidden or unknown is none. */
function addressIn(text: string): Address | null {
  const [, bracketed] = /^\[([^\]]+)\](?::\d+)?$/.exec(text) ?? [];
  const [, withPort] = /^([^:]+):\d+$/.exec(text) ?? [];
  return parseAddress(bracketed ?? withPort ?? text);
}
