import { hmac } from "@noble/hashes/hmac.js";
import { pbkdf2 } from "@noble/hashes/pbkdf2.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { decodeBase64, encodeBase64 } from "@std/encoding/base64";
import type { ScramKeys } from "../../src/irc/state/account.ts";

const encoder = new TextEncoder();

/** @returns the keys of a password, made at once and the same each time; with few iterations, to be quick */
export function scramKeysOf(password: string, iterations = 2): ScramKeys {
  const salt = encoder.encode("salt of a test..");
  const salted = pbkdf2(sha256, password, salt, { c: iterations, dkLen: 32 });
  const clientKey = hmac(sha256, salted, encoder.encode("Client Key"));
  const serverKey = hmac(sha256, salted, encoder.encode("Server Key"));
  return {
    salt: encodeBase64(salt),
    iterations,
    storedKey: encodeBase64(sha256(clientKey)),
    serverKey: encodeBase64(serverKey),
  };
}

/**
 * The proof of a client that has a password.
 *
 * @param server the first message of the server, with the salt
 * @param signed what the proof is about
 * @see RFC 5802, section 3
 */
export function proofFor(
  server: string,
  signed: string,
  password: string,
): string {
  const [, salt = "", count] = /,s=([^,]+),i=(\d+)/.exec(server) ?? [];
  const options = { c: Number(count), dkLen: 32 };
  const salted = pbkdf2(sha256, password, decodeBase64(salt), options);
  const clientKey = hmac(sha256, salted, encoder.encode("Client Key"));
  const signature = hmac(sha256, sha256(clientKey), encoder.encode(signed));
  return encodeBase64(clientKey.map((byte, index) => byte ^ signature[index]));
}

/**
 * The last message of a client that authenticates with SCRAM-SHA-256, without channel binding.
 *
 * @param first its first message, which begins with `n,,`
 * @param server what the server has answered
 */
export function scramFinal(
  first: string,
  server: string,
  password: string,
): string {
  const [, nonce = ""] = /r=([^,]+)/.exec(server) ?? [];
  const withoutProof = `c=biws,r=${nonce}`;
  const signed = `${first.slice("n,,".length)},${server},${withoutProof}`;
  return `${withoutProof},p=${proofFor(server, signed, password)}`;
}
