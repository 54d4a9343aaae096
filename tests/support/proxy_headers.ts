/** What a header of the PROXY protocol, version 2, is made of; each part may be wrong. */
export interface BinaryHeader {
  readonly version?: number;
  /** 0 is LOCAL, 1 PROXY */
  readonly command?: number;
  /** 0 is UNSPEC, 1 IPv4, 2 IPv6, 3 UNIX */
  readonly family?: number;
  /** 1 is a stream, 2 are datagrams */
  readonly protocol?: number;
  /** Addresses, ports and TLVs */
  readonly body: readonly number[];
}

/** Writes a header of version 2. */
export function binaryHeader(
  { version = 2, command = 1, family = 1, protocol = 1, body }: BinaryHeader,
): Uint8Array {
  return Uint8Array.of(
    ...[0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a],
    version * 16 + command,
    family * 16 + protocol,
    body.length >> 8,
    body.length & 0xff,
    ...body,
  );
}

/** 192.0.2.7 port 256 to 198.51.100.1 port 512. */
export const IPV4_BODY = [192, 0, 2, 7, 198, 51, 100, 1, 1, 0, 2, 0];

/** 2001:db8::7 to 2001:db8::1. */
export const IPV6_BODY = [
  ...[0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7],
  ...[0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
  ...[1, 0, 2, 0],
];

/** A TLV of a kind that says nothing (PP2_TYPE_NOOP), and one with the name that a client asked for. */
export const TLVS = [4, 0, 2, 9, 9, 2, 0, 3, 97, 46, 98];
