import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { createSecureContext, type SecureContext } from "node:tls";
import { endPointOf } from "./end_point.ts";

/** Where a certificate and its key are, both in PEM. */
export interface CertificateFiles {
  /** The certificate, and behind it those that lead to its authority */
  readonly certificate: string;
  readonly key: string;
}

/** A certificate and its key that cannot be used. */
export class PairFault extends Error {
  /**
   * @param file which of the two it is
   * @param fault what is wrong, to be read behind the name of a setting
   * @param isFailure true if it cannot be read, and not for what it holds
   */
  constructor(
    readonly file: keyof CertificateFiles,
    readonly fault: string,
    readonly isFailure = false,
  ) {
    super(fault);
  }
}

/** A certificate and its key, ready for use. */
export interface Pair {
  readonly files: CertificateFiles;
  /** What both files hold */
  readonly text: string;
  /** The names it is for, in lower case; `*.` begins one that is for many */
  readonly names: readonly string[];
  /** In milliseconds since 1970 */
  readonly expiresAt: number;
  readonly context: SecureContext;
  /** What clients bind exchanges to, in hexadecimal; null for nothing */
  readonly endPoint: string | null;
}

const CERTIFICATE =
  /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * Reads a certificate and its key.
 *
 * @param readTextFile throws if it cannot read
 * @throws {PairFault} if they cannot be used
 */
export function readPair(
  files: CertificateFiles,
  readTextFile: (path: string) => string,
): Pair {
  const cert = read(files, "certificate", readTextFile);
  const key = read(files, "key", readTextFile);
  const leaf = parseCertificate(files, cert);
  if (!leaf.checkPrivateKey(parseKey(files, key))) {
    throw new PairFault(
      "key",
      `${files.key} does not belong to ${files.certificate}`,
    );
  }
  return {
    files,
    text: `${cert}\n${key}`,
    names: namesOf(leaf),
    expiresAt: Date.parse(leaf.validTo),
    context: contextOf(files, cert, key),
    endPoint: endPointOf(leaf),
  };
}

function read(
  files: CertificateFiles,
  file: keyof CertificateFiles,
  readTextFile: (path: string) => string,
): string {
  try {
    return readTextFile(files[file]);
  } catch {
    throw new PairFault(file, `${files[file]} cannot be read`, true);
  }
}

/** Those behind the first are looked at too: a broken one would break every handshake. */
function parseCertificate(
  { certificate: path }: CertificateFiles,
  text: string,
): X509Certificate {
  try {
    const [leaf] = (text.match(CERTIFICATE) ?? [])
      .map((block) => new X509Certificate(block));
    if (leaf !== undefined) return leaf;
  } catch { /* It is said below. */ }
  throw new PairFault("certificate", `${path} holds no certificate in PEM`);
}

function parseKey({ key: path }: CertificateFiles, text: string): KeyObject {
  try {
    return createPrivateKey(text);
  } catch {
    const fault = "holds no private key in PEM, or one under a passphrase";
    throw new PairFault("key", `${path} ${fault}`);
  }
}

function contextOf(
  { certificate }: CertificateFiles,
  cert: string,
  key: string,
): SecureContext {
  try {
    return createSecureContext({ cert, key, minVersion: "TLSv1.2" });
  } catch {
    const fault = `${certificate} and its key cannot be used for TLS`;
    throw new PairFault("certificate", fault);
  }
}

function namesOf({ subject, subjectAltName }: X509Certificate): string[] {
  const names = [...(subjectAltName ?? "").matchAll(/DNS:([^,\s"]+)/g)];
  const common = /(?:^|[\n,/])\s*CN=([^\n,/]+)/.exec(subject);
  const found = names.length === 0 && common !== null ? [common] : names;
  return found.map(([, name]) => name.toLowerCase());
}

/** All certificates at hand, from which SNI chooses. */
export class CertificateSet {
  readonly #byName = new Map<string, Pair>();

  /** @param pairs at least one; the first is for who asks for none of their names */
  constructor(readonly pairs: readonly Pair[]) {
    for (const pair of pairs) {
      for (const name of pair.names) {
        if (!this.#byName.has(name)) this.#byName.set(name, pair);
      }
    }
  }

  /**
   * Chooses a certificate.
   *
   * @param name what the client calls the server; "" if it does not say
   * @see RFC 6066, section 3, and RFC 9525, section 6.3
   */
  choose(name: string): Pair {
    const wanted = name.toLowerCase();
    const many = wanted.replace(/^[^.]*/, "*");
    return this.#byName.get(wanted) ?? this.#byName.get(many) ?? this.pairs[0];
  }
}
