import { createHash, type X509Certificate } from "node:crypto";

/**
 * The hash of each algorithm that a certificate is signed with, by its object
 * identifier in hexadecimal. MD5 and SHA-1 give way to SHA-256.
 */
const HASHES: Readonly<Record<string, string>> = {
  // RSA: 1.2.840.113549.1.1.*
  "2a864886f70d010104": "sha256",
  "2a864886f70d010105": "sha256",
  "2a864886f70d01010e": "sha224",
  "2a864886f70d01010b": "sha256",
  "2a864886f70d01010c": "sha384",
  "2a864886f70d01010d": "sha512",
  // ECDSA: 1.2.840.10045.4.*
  "2a8648ce3d0401": "sha256",
  "2a8648ce3d040301": "sha224",
  "2a8648ce3d040302": "sha256",
  "2a8648ce3d040303": "sha384",
  "2a8648ce3d040304": "sha512",
};

/**
 * Gives the hash of a server's certificate that a client binds an exchange to, in hexadecimal.
 *
 * @returns null for a certificate of which none is agreed upon, like one that is signed with Ed25519
 * @see RFC 5929, section 4.1
 */
export function endPointOf({ raw }: X509Certificate): string | null {
  const hash = HASHES[signatureAlgorithmOf(raw)];
  return hash === undefined ? null : createHash(hash).update(raw).digest("hex");
}

/** @see RFC 5280, section 4.1: it stands behind what is signed, and begins with its object identifier */
function signatureAlgorithmOf(certificate: Uint8Array): string {
  const signed = open(open(certificate).content);
  const algorithm = open(signed.rest);
  return toHex(open(algorithm.content).content);
}

/** Opens the first element of DER. */
function open(der: Uint8Array): { content: Uint8Array; rest: Uint8Array } {
  const first = der[1] ?? 0;
  const count = first < 0x80 ? 0 : first & 0x7f;
  const bytes = der.subarray(2, 2 + count);
  const length = count === 0
    ? first
    : bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  const start = 2 + count;
  return {
    content: der.subarray(start, start + length),
    rest: der.subarray(start + length),
  };
}

function toHex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
