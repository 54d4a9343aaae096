import { hmac } from "@noble/hashes/hmac.js";
import { pbkdf2 } from "@noble/hashes/pbkdf2.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { encodeBase64 } from "@std/encoding/base64";
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
