import {
  type CertificateFiles,
  CertificateSet,
  type Pair,
  PairFault,
  readPair,
} from "../net/tls_certificates.ts";
import type { Runtime } from "../runtime/runtime.ts";

/** Milliseconds between two looks at the files. */
const LOOK_MS = 10_000;

const DAY_MS = 86_400_000;

/** How many days before the end of a certificate that is said. */
const WARNING_DAYS = [30, 14, 7, 1, 0] as const;

/**
 * The certificates of a running server: an ACME client renews the files at night,
 * and nobody need tell the server. New handshakes have the new ones; who is
 * connected stays so. A pair that cannot be used leaves the old one, and that is
 * said.
 */
export class CertificateKeeper {
  #set: CertificateSet;
  #lookedAt = -Infinity;
  /** By the certificate's file: what the files held when they could not be used, and whether that was said. */
  readonly #bad = new Map<string, { text: string; isSaid: boolean }>();
  /** By the certificate's file: for which certificate how many days were warned of last. */
  readonly #warned = new Map<string, { text: string; days: number }>();

  /**
   * @param say tells whoever runs the server, and operators
   * @throws {PairFault} if a certificate or its key cannot be used
   */
  constructor(
    files: readonly CertificateFiles[],
    readonly runtime: Runtime,
    readonly say: (text: string) => void,
  ) {
    this.#set = new CertificateSet(files.map((each) => this.#read(each)));
  }

  /** True if there is none. */
  get isEmpty(): boolean {
    return this.#set.pairs.length === 0;
  }

  /** Those in use, with when they end. */
  get pairs(): readonly Pair[] {
    return this.#set.pairs;
  }

  /** Chooses the certificate for a client that calls the server by a name, "" for none. */
  choose(name: string): Pair {
    return this.#set.choose(name);
  }

  /** Takes up what the configuration says now; without any it keeps what there is. */
  renew(files: readonly CertificateFiles[]): void {
    if (files.length === 0) return;
    try {
      this.#set = new CertificateSet(files.map((each) => this.#read(each)));
      this.#bad.clear();
    } catch (error) {
      this.say(`the certificates stay as they were: ${faultOf(error)}`);
    }
  }

  /** Looks at the files, and at the time that is left; to be called each second. */
  look(now: number): void {
    if (now < this.#lookedAt + LOOK_MS) return;
    this.#lookedAt = now;
    const pairs = this.#set.pairs.map((pair) => this.#renewed(pair));
    if (pairs.some((pair, index) => pair !== this.#set.pairs[index])) {
      this.#set = new CertificateSet(pairs);
    }
    for (const pair of pairs) this.#warn(pair, now);
  }

  #read(files: CertificateFiles): Pair {
    return readPair(files, (path) => this.runtime.readTextFile(path));
  }

  #renewed(pair: Pair): Pair {
    const { files: { certificate } } = pair;
    try {
      const renewed = this.#read(pair.files);
      this.#bad.delete(certificate);
      if (renewed.text === pair.text) return pair;
      this.say(
        `${certificate} was renewed: it holds until ${dayOf(renewed)}`,
      );
      return renewed;
    } catch (error) {
      this.#complain(pair, faultOf(error));
      return pair;
    }
  }

  /** The two files are written one after the other: it is said once they have stayed so. */
  #complain({ files: { certificate } }: Pair, fault: string): void {
    const bad = this.#bad.get(certificate);
    const isSaid = bad?.text === fault;
    if (isSaid && !bad.isSaid) {
      this.say(`the certificate stays as it was: ${fault}`);
    }
    this.#bad.set(certificate, { text: fault, isSaid });
  }

  #warn(pair: Pair, now: number): void {
    const { expiresAt, files: { certificate }, text } = pair;
    const left = (expiresAt - now) / DAY_MS;
    const days = WARNING_DAYS.findLast((days) => left <= days);
    const warned = this.#warned.get(certificate);
    if (days === undefined) return void this.#warned.delete(certificate);
    if (warned?.text === text && warned.days === days) return;
    this.#warned.set(certificate, { text, days });
    this.say(
      left <= 0
        ? `${certificate} has expired: it held until ${dayOf(pair)}`
        : `${certificate} expires within ${
          days === 1 ? "a day" : `${days} days`
        }: it holds until ${dayOf(pair)}`,
    );
  }
}

function dayOf({ expiresAt }: Pair): string {
  return new Date(expiresAt).toISOString().slice(0, 10);
}

function faultOf(error: unknown): string {
  if (error instanceof PairFault) return error.fault;
  return error instanceof Error ? error.message : String(error);
}
