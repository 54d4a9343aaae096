import { parseAddress } from "../irc/names/address.ts";

/** What a proxy says first of the connection that it passes on. */
export type ProxyHeader =
  | {
    readonly kind: "complete";
    /** How many bytes it has */
    readonly length: number;
    /** Where the client comes from; null if it is the proxy itself, or the proxy does not say */
    readonly address: string | null;
  }
  /** There must be more bytes before it can be read */
  | { readonly kind: "unfinished" }
  /** It is none */
  | { readonly kind: "broken" };

const BROKEN: ProxyHeader = { kind: "broken" };
const UNFINISHED: ProxyHeader = { kind: "unfinished" };

const ascii = new TextDecoder("latin1");
const encoder = new TextEncoder();

const V1_BEGIN = encoder.encode("PROXY ");
/** With its CR LF. */
const V1_MAX_BYTES = 107;
const LF = 0x0a;

const V2_BEGIN = Uint8Array.of(
  ...[0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a],
);
/** What stands before the addresses. */
const V2_FIXED_BYTES = 16;
/** Far more than addresses and every TLV that is in use. */
const V2_MAX_BYTES = 4096;

/** The high half of the byte behind the signature. */
const VERSION_2 = 2;
const COMMANDS = { local: 0, proxy: 1 } as const;

/** Each family by the high half of its byte: how many bytes a pair of addresses has, and how one is read. */
const FAMILIES: readonly {
  readonly bytes: number;
  readonly address: ((bytes: Uint8Array) => string) | null;
}[] = [
  // Nobody knows (UNSPEC).
  { bytes: 0, address: null },
  { bytes: 12, address: (bytes) => bytes.subarray(0, 4).join(".") },
  { bytes: 36, address: (bytes) => ipv6(bytes.subarray(0, 16)) },
  // A path on the proxy's machine (UNIX).
  { bytes: 216, address: null },
];

/** The low half of it: nobody knows, or a stream. */
const STREAMS: readonly number[] = [0, 1];

/**
 * Reads the header of the PROXY protocol, in either version, from the bytes that
 * have come so far. What it says of ports is not kept; TLVs are skipped.
 *
 * @see https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const text = "PROXY TCP4 192.0.2.1 198.51.100.1 40000 6667\r\n";
 * const bytes = new TextEncoder().encode(`${text}NICK ann\r\n`);
 * assertEquals(readProxyHeader(bytes), {
 *   kind: "complete",
 *   length: text.length,
 *   address: "192.0.2.1",
 * });
 * assertEquals(readProxyHeader(bytes.subarray(0, 9)), { kind: "unfinished" });
 * ```
 */
export function readProxyHeader(bytes: Uint8Array): ProxyHeader {
  if (beginsLike(bytes, V1_BEGIN)) return readText(bytes);
  if (beginsLike(bytes, V2_BEGIN)) return readBinary(bytes);
  return BROKEN;
}

/** Tells whether the bytes begin with others, as far as they have come. */
function beginsLike(bytes: Uint8Array, begin: Uint8Array): boolean {
  return begin.subarray(0, bytes.length)
    .every((byte, index) => byte === bytes[index]);
}

function readText(bytes: Uint8Array): ProxyHeader {
  const end = bytes.subarray(0, V1_MAX_BYTES).indexOf(LF) + 1;
  if (end === 0) return bytes.length < V1_MAX_BYTES ? UNFINISHED : BROKEN;
  const line = ascii.decode(bytes.subarray(0, end));
  if (/^PROXY UNKNOWN(?: [^\r\n]*)?\r\n$/.test(line)) {
    return { kind: "complete", length: end, address: null };
  }
  const [, version, source, target, ...ports] =
    /^PROXY TCP([46]) (\S+) (\S+) (\d{1,5}) (\d{1,5})\r\n$/.exec(line) ?? [];
  const address = addressOf(version, source);
  if (address === null || addressOf(version, target) === null) return BROKEN;
  if (ports.some((port) => Number(port) > 65_535)) return BROKEN;
  return { kind: "complete", length: end, address };
}

function addressOf(version: string | undefined, text = ""): string | null {
  if (text.includes(":") !== (version === "6") || text.includes("%")) {
    return null;
  }
  return parseAddress(text)?.toString() ?? null;
}

function readBinary(bytes: Uint8Array): ProxyHeader {
  if (bytes.length < V2_FIXED_BYTES) return UNFINISHED;
  const [versionAndCommand, familyAndProtocol, high, low] = bytes.subarray(
    V2_BEGIN.length,
  );
  const length = V2_FIXED_BYTES + high * 256 + low;
  const command = versionAndCommand & 0x0f;
  if (versionAndCommand >> 4 !== VERSION_2 || length > V2_MAX_BYTES) {
    return BROKEN;
  }
  if (command !== COMMANDS.local && command !== COMMANDS.proxy) return BROKEN;
  const family = FAMILIES[familyAndProtocol >> 4];
  const isLocal = command === COMMANDS.local;
  // What stands there is not looked at where the proxy speaks for itself.
  if (
    !isLocal && (family === undefined ||
      !STREAMS.includes(familyAndProtocol & 0x0f) ||
      length < V2_FIXED_BYTES + family.bytes)
  ) return BROKEN;
  if (bytes.length < length) return UNFINISHED;
  const addresses = bytes.subarray(V2_FIXED_BYTES, length);
  const address = isLocal ? null : family.address?.(addresses) ?? null;
  return { kind: "complete", length, address };
}

function ipv6(bytes: Uint8Array): string {
  const groups: string[] = [];
  for (let index = 0; index < bytes.length; index += 2) {
    groups.push((bytes[index] * 256 + bytes[index + 1]).toString(16));
  }
  return parseAddress(groups.join(":"))?.toString() ?? "";
}
