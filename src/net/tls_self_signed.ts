import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { isIP } from "node:net";
import { parseAddress } from "../irc/names/address.ts";

/** A certificate and its key, both in PEM. */
export interface PemPair {
  readonly certificate: string;
  readonly key: string;
}

// The tags of DER that a certificate takes (X.690).
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const OBJECT_ID = 0x06;
const UTF8_STRING = 0x0c;
const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;
const SEQUENCE = 0x30;
const SET = 0x31;
const VERSION = 0xa0;
const EXTENSIONS = 0xa3;
const DNS_NAME = 0x82;
const IP_ADDRESS = 0x87;

// Object identifiers, encoded (RFC 5280, RFC 5758).
const COMMON_NAME = [0x55, 0x04, 0x03];
const ECDSA_WITH_SHA256 = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
const SUBJECT_ALT_NAME = [0x55, 0x1d, 0x11];

/** From this year on times have four digits of it (RFC 5280, section 4.1.2.5). */
const FOUR_DIGIT_YEAR = 2050;

/**
 * Makes a certificate that is signed with its own key (ECDSA with P-256), for
 * trying out TLS, and for clients that show one.
 *
 * @param names what it is for: names of machines or addresses, at least one
 * @param from when it begins to hold, in milliseconds since 1970
 * @param to when it ends
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { X509Certificate } from "node:crypto";
 *
 * const { certificate } = makeSelfSigned(["irc.test"], 0, 86_400_000);
 * const { validTo, subjectAltName } = new X509Certificate(certificate);
 * assertEquals(subjectAltName, "DNS:irc.test");
 * assertEquals(Date.parse(validTo), 86_400_000);
 * ```
 *
 * @see RFC 5280, section 4.1
 */
export function makeSelfSigned(
  names: readonly string[],
  from: number,
  to: number,
): PemPair {
  const { privateKey, publicKey } = generateKeyPairSync("ec", {
    namedCurve: "P-256",
  });
  const algorithm = der(SEQUENCE, der(OBJECT_ID, ECDSA_WITH_SHA256));
  const name = nameOf(names[0]);
  const signed = der(
    SEQUENCE,
    der(VERSION, der(INTEGER, [2])),
    der(INTEGER, serialNumber()),
    algorithm,
    name,
    der(SEQUENCE, timeOf(from), timeOf(to)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(EXTENSIONS, der(SEQUENCE, alternativeNames(names))),
  );
  const signature = sign("sha256", signed, privateKey);
  const certificate = der(
    SEQUENCE,
    signed,
    algorithm,
    der(BIT_STRING, [0], signature),
  );
  return {
    certificate: pem(certificate),
    key: String(privateKey.export({ type: "pkcs8", format: "pem" })),
  };
}

function der(tag: number, ...parts: readonly ArrayLike<number>[]): Uint8Array {
  const content = parts.flatMap((part) => Array.from(part));
  return Uint8Array.from([tag, ...lengthOf(content.length), ...content]);
}

function lengthOf(length: number): number[] {
  if (length < 0x80) return [length];
  if (length < 0x100) return [0x81, length];
  return [0x82, length >> 8, length & 0xff];
}

/** Positive, and with no zeros before it. */
function serialNumber(): Uint8Array {
  const bytes = Uint8Array.from(randomBytes(16));
  bytes[0] = bytes[0] & 0x3f | 0x40;
  return bytes;
}

function nameOf(common: string): Uint8Array {
  const bytes = new TextEncoder().encode(common.slice(0, 64));
  const value = der(
    SEQUENCE,
    der(OBJECT_ID, COMMON_NAME),
    der(UTF8_STRING, bytes),
  );
  return der(SEQUENCE, der(SET, value));
}

function timeOf(at: number): Uint8Array {
  const date = new Date(at);
  const digits = date.toISOString().replace(/[-:T]|\.\d+/g, "");
  const isLong = date.getUTCFullYear() >= FOUR_DIGIT_YEAR;
  const text = isLong ? digits : digits.slice(2);
  const tag = isLong ? GENERALIZED_TIME : UTC_TIME;
  return der(tag, new TextEncoder().encode(text));
}

function alternativeNames(names: readonly string[]): Uint8Array {
  const each = names.map((name) =>
    isIP(name) === 0
      ? der(DNS_NAME, new TextEncoder().encode(name))
      : der(IP_ADDRESS, parseAddress(name)?.toByteArray() ?? [])
  );
  const value = der(OCTET_STRING, der(SEQUENCE, ...each));
  return der(SEQUENCE, der(OBJECT_ID, SUBJECT_ALT_NAME), value);
}

function pem(bytes: Uint8Array): string {
  const base64 = btoa(String.fromCharCode(...bytes)).replace(/.{64}/g, "$&\n");
  return `-----BEGIN CERTIFICATE-----\n${base64.trimEnd()}\n-----END CERTIFICATE-----\n`;
}
