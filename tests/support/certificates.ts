import { makeSelfSigned, type PemPair } from "../../src/net/tls_self_signed.ts";

const DAY_MS = 86_400_000;

/** Makes a certificate that holds for some days from a time on. */
export function pairFor(
  names: readonly string[],
  days = 365,
  at = Date.now(),
): PemPair {
  return makeSelfSigned(names, at - DAY_MS, at + days * DAY_MS);
}
