import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { encodeBase64 } from "@std/encoding/base64";
import { fold } from "../names/casemapping.ts";
import { SCRAM_ITERATIONS } from "../names/login_rules.ts";
import type { ScramKeys } from "../state/account.ts";
import type { Network } from "../state/network.ts";
import { findAccount } from "./accounts.ts";

const SALT_BYTES = 16;

const encoder = new TextEncoder();

/**
 * Gives what SCRAM checks a password with. For an account that there is not, or that has no such keys, they
 * are made up, the same each time: no password is right for them, and nobody can tell them from others.
 *
 * @see RFC 5802, section 9
 */
export function scramKeysOf(network: Network, account: string): ScramKeys {
  const { cloakKey } = network.settings;
  const made = (what: string) =>
    hmac(
      sha256,
      encoder.encode(cloakKey),
      encoder.encode(`scram ${what} ${fold(account)}`),
    );
  return findAccount(network, account)?.scram ?? {
    salt: encodeBase64(made("salt").slice(0, SALT_BYTES)),
    iterations: SCRAM_ITERATIONS,
    storedKey: encodeBase64(made("stored key")),
    serverKey: encodeBase64(made("server key")),
  };
}
