import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import ipaddr from "ipaddr.js";

const encoder = new TextEncoder();
const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
const LETTERS = 8;

/**
 * Hides a host. The same host always looks the same, and those of one network
 * share an ending, so that bans go on working.
 *
 * @param host an IPv4 or IPv6 address, or a name; one without a dot is a listener's, which hides nobody's address
 * @param key what the network keeps secret: who knows it can try all addresses
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const [one, other] = ["192.0.2.1", "192.0.2.2"]
 *   .map((host) => cloak(host, "secret"));
 * assertEquals(one, "eneibhns.hclicgka.wa5zvhxg.ip");
 * assertEquals(one.slice(8), other.slice(8));
 * ```
 */
export function cloak(host: string, key: string): string {
  if (!/[.:]/.test(host)) return host;
  return [...networksOf(host).map((network) => digest(network, key)), "ip"]
    .join(".");
}

/** The host itself, then the networks around it. */
function networksOf(host: string): string[] {
  if (!ipaddr.isValid(host)) return [host];
  const bytes = ipaddr.parse(host).toByteArray();
  const lengths = bytes.length === 4 ? [4, 3, 2] : [16, 8, 6];
  return lengths.map((length) => bytes.slice(0, length).join("."));
}

function digest(text: string, key: string): string {
  const bytes = hmac(sha256, encoder.encode(key), encoder.encode(text));
  let letters = "";
  for (const byte of bytes.subarray(0, LETTERS)) letters += ALPHABET[byte & 31];
  return letters;
}
