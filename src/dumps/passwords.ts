import { pbkdf2Sync } from "node:crypto";
import { Buffer } from "node:buffer";
import { isForeignHash, scramKeysIn } from "../config/foreign_passwords.ts";
import { SCRAM_ITERATIONS } from "../irc/names/login_rules.ts";
import type { DumpedPassword } from "./dump.ts";

/**
 * Reads a password of Anope.
 *
 * @param text the method and what it has made, with a colon between them
 * @returns null if it cannot be checked here
 */
export function readAnopePassword(text: string): DumpedPassword | null {
  const [method, value = "", start = ""] = text.split(":");
  const [, form, digest] = /^(hmac|raw)-(sha\d+)$/.exec(method) ?? [];
  if (form === "hmac") return checkable(`$hmac$${digest}$${value}$${start}`);
  if (form === "raw") return checkable(`$raw${digest}$${value}`);
  switch (method) {
    case "plain":
      return hashPlain(fromBase64(value));
    case "md5":
    case "sha1":
      return checkable(`$raw${method}$${value.toLowerCase()}`);
    case "sha256": {
      const [from, hash] = [start, value].map((hex) =>
        Buffer.from(hex, "hex").toString("base64")
      );
      return checkable(`$anope$enc_sha256$${from}$${hash}`);
    }
    default:
      return null;
  }
}

/**
 * Reads a password of Atheme.
 *
 * @param isHashed false if it is the password itself
 * @returns null if it cannot be checked here
 */
export function readAthemePassword(
  text: string,
  isHashed: boolean,
): DumpedPassword | null {
  if (!isHashed) return text === "*" ? null : hashPlain(text);
  const [, plain] = /^\$base64\$(.+)$/.exec(text) ?? [];
  if (plain !== undefined) return hashPlain(fromBase64(plain));
  const [, salt, hash] = LEGACY.exec(text) ?? [];
  if (salt === undefined) return checkable(text);
  return checkable([
    "$z$26$128000",
    Buffer.from(salt).toString("base64"),
    Buffer.from(hash, "hex").toString("base64"),
  ].join("$"));
}

/** What crypto/pbkdf2 writes: its salt and its hash, and nothing between them. */
const LEGACY = /^([0-9A-Za-z]{16})([0-9A-Fa-f]{128})$/;

function checkable(passwordHash: string): DumpedPassword | null {
  return isForeignHash(passwordHash)
    ? { passwordHash, scram: scramKeysIn(passwordHash) }
    : null;
}

/** Nobody's password is kept as it is, not even until the next login. */
function hashPlain(password: string): DumpedPassword | null {
  if (password === "") return null;
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const key = pbkdf2Sync(password, salt, SCRAM_ITERATIONS, 32, "sha256");
  const [salt64, key64] = [salt, key].map((bytes) =>
    Buffer.from(bytes).toString("base64")
  );
  return checkable(`$z$25$${SCRAM_ITERATIONS}$${salt64}$${key64}`);
}

function fromBase64(text: string): string {
  return Buffer.from(text, "base64").toString();
}
