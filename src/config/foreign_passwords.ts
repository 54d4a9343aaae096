import { createHash, createHmac, pbkdf2, scrypt } from "node:crypto";
import { _SHA256 } from "@noble/hashes/sha2.js";
import { decodeBase64, encodeBase64 } from "@std/encoding/base64";
import { timingSafeEqual } from "@std/crypto/timing-safe-equal";
import type { ScramKeys } from "../irc/state/account.ts";
import { prepare, scramKeysFrom } from "./scram.ts";

// Hashes of passwords as other programs keep them. One that has let somebody in
// is replaced by one of ours: see EffectRunner.

/** A way of hashing: what its hashes look like, and how a password is checked. */
interface Way {
  readonly form: RegExp;
  /** @param parts what the groups of the form have caught */
  check(parts: readonly string[], password: string): Promise<boolean> | boolean;
}

/** Whoever is asked to do more than this has been given a damaged hash. */
const MOST_ITERATIONS = 5_000_000;
const MOST_SCRYPT_BYTES = 256 * 1024 * 1024;

const BASE64 = "[A-Za-z0-9+/]+=*";
const BASE64_OF_32 = "[A-Za-z0-9+/]{43}=";
/** As crypt has them: the value of a digit is its place. */
const DIGITS =
  "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const DIGIT = "[./0-9A-Za-z]";

/** Atheme's crypto/pbkdf2v2. */
const PBKDF2V2: Way = {
  form: new RegExp(
    `^\\$z\\$([2-6]?[456])\\$(\\d{1,7})\\$(${BASE64}|[0-9A-Za-z]+)\\$(${BASE64})(?:\\$(${BASE64}))?$`,
  ),
  check: async (parts, password) => {
    const stored = readPbkdf2(parts);
    if (stored === null) return false;
    const { digest, expected, isScram, iterations, salt } = stored;
    const given = isScram ? prepare(password) : password;
    const key = await derive(given, salt, iterations, digest);
    if (!isScram) return isSame(key, expected);
    const serverKey = createHmac(digest, key).update("Server Key").digest();
    return isSame(serverKey, expected);
  },
};

const WAYS: readonly Way[] = [
  {
    // Atheme's crypto/rawmd5 and the like; Anope's enc_md5, enc_sha1 and enc_sha2.
    form: /^\$raw(md5|sha1|sha224|sha256|sha384|sha512)\$([0-9a-f]{32,128})$/,
    check: ([digest, hash], password) =>
      isSame(createHash(digest).update(password).digest(), fromHex(hash)),
  },
  {
    // Anope's enc_sha2: an HMAC whose key is the salt.
    form: /^\$hmac\$(sha224|sha256|sha384|sha512)\$([0-9a-f]+)\$([0-9a-f]+)$/,
    check: ([digest, hash, key], password) =>
      isSame(
        createHmac(digest, fromHex(key)).update(password).digest(),
        fromHex(hash),
      ),
  },
  {
    // Anope's enc_sha256, as Atheme writes it.
    form: new RegExp(
      `^\\$anope\\$enc_sha256\\$(${BASE64_OF_32})\\$(${BASE64_OF_32})$`,
    ),
    check: ([start, hash], password) => {
      const digest = new Sha256From(decodeBase64(start))
        .update(new TextEncoder().encode(password)).digest();
      return isSame(digest, decodeBase64(hash));
    },
  },
  PBKDF2V2,
  {
    // Atheme's crypto/scrypt, which is libsodium's.
    form: new RegExp(
      `^\\$7\\$(${DIGIT})(${DIGIT}{5})(${DIGIT}{5})(${DIGIT}{1,64})\\$(${DIGIT}{43})$`,
    ),
    check: ([logCost, r, p, salt, hash], password) => {
      const cost = { N: 2 ** number(logCost), r: number(r), p: number(p) };
      const bytes = 128 * cost.r * (cost.N + cost.p);
      if (cost.N < 2 || bytes === 0 || bytes > MOST_SCRYPT_BYTES) return false;
      return new Promise((resolve, reject) => {
        const options = { ...cost, maxmem: 2 * MOST_SCRYPT_BYTES };
        scrypt(password, salt, 32, options, (error, key) => {
          if (error) reject(error);
          else resolve(isSame(new TextEncoder().encode(digits(key)), hash));
        });
      });
    },
  },
];

/**
 * Tells whether a text is a hash of another program that a password can be
 * checked against.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 *
 * assert(isForeignHash("$rawmd5$5ebe2294ecd0e0f08eab7690d2a6ee69"));
 * assert(!isForeignHash("$2a$10$abcdefghijklmnopqrstuv"));
 * ```
 */
export function isForeignHash(text: string): boolean {
  return WAYS.some(({ form }) => form.test(text));
}

/**
 * Checks a password against a hash of another program.
 *
 * @returns true if it is the right one; false for a wrong one, and for a hash
 *   that is none
 */
export async function verifyForeign(
  text: string,
  password: string,
): Promise<boolean> {
  for (const { check, form } of WAYS) {
    const [whole, ...parts] = form.exec(text) ?? [];
    if (whole !== undefined) return await check(parts, password);
  }
  return false;
}

/** Gives the keys for SCRAM-SHA-256 that are in a hash of another program; null for none. */
export function scramKeysIn(text: string): ScramKeys | null {
  const [whole, ...parts] = PBKDF2V2.form.exec(text) ?? [];
  const stored = whole === undefined ? null : readPbkdf2(parts);
  if (stored === null || stored.digest !== "sha256") return null;
  const { expected, isScram, iterations, salt, storedKey } = stored;
  if (!isScram) return scramKeysFrom(expected, salt, iterations);
  return {
    salt: encodeBase64(salt),
    iterations,
    storedKey: encodeBase64(storedKey),
    serverKey: encodeBase64(expected),
  };
}

/** What Atheme's crypto/pbkdf2v2 hashes with, by the last digit of the number that says so. */
const DIGESTS: Readonly<Record<string, readonly [string, number]>> = {
  4: ["sha1", 20],
  5: ["sha256", 32],
  6: ["sha512", 64],
};

/** A hash of crypto/pbkdf2v2, taken apart. */
interface Pbkdf2 {
  readonly digest: string;
  readonly iterations: number;
  readonly salt: Uint8Array;
  /** True if it is not the key itself that is kept, but what SCRAM makes of it */
  readonly isScram: boolean;
  /** The key, or SCRAM's ServerKey */
  readonly expected: Uint8Array;
  /** SCRAM's StoredKey; nothing without */
  readonly storedKey: Uint8Array;
}

/** Without tens the salt is as it stands; with 2 it is Base64; 4 and 6 are the same for SCRAM. */
function readPbkdf2(
  [kind, count, saltText, first, second]: readonly (string | undefined)[],
): Pbkdf2 | null {
  if (kind === undefined || saltText === undefined || first === undefined) {
    return null;
  }
  const tens = kind.slice(0, -1);
  const isScram = tens === "4" || tens === "6";
  const [digest, bytes] = DIGESTS[kind.slice(-1)];
  const iterations = Number(count);
  const isKnown = ["", "2", "4", "6"].includes(tens) &&
    isScram === (second !== undefined);
  const isCheap = iterations > 0 && iterations <= MOST_ITERATIONS;
  if (!isKnown || !isCheap) return null;
  const isBase64 = tens === "2" || tens === "6";
  try {
    const salt = isBase64
      ? decodeBase64(saltText)
      : new TextEncoder().encode(saltText);
    const expected = decodeBase64(first);
    const storedKey = decodeBase64(second ?? "");
    const isWhole = expected.length === bytes &&
      storedKey.length === (isScram ? bytes : 0);
    if (!isWhole) return null;
    return { digest, iterations, salt, isScram, expected, storedKey };
  } catch {
    return null;
  }
}

/** SHA-256 that begins with another state than the usual one. */
class Sha256From extends _SHA256 {
  constructor(start: Uint8Array) {
    super();
    const view = new DataView(start.buffer, start.byteOffset);
    const word = (index: number) => view.getUint32(index * 4) | 0;
    this.set(
      word(0),
      word(1),
      word(2),
      word(3),
      word(4),
      word(5),
      word(6),
      word(7),
    );
  }
}

function derive(
  password: string,
  salt: Uint8Array,
  iterations: number,
  digest: string,
): Promise<Uint8Array> {
  const bytes = createHash(digest).digest().length;
  return new Promise((resolve, reject) => {
    pbkdf2(password, salt, iterations, bytes, digest, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}

function isSame(one: Uint8Array, other: Uint8Array | string): boolean {
  const bytes = typeof other === "string"
    ? new TextEncoder().encode(other)
    : other;
  return one.length === bytes.length && timingSafeEqual(one, bytes);
}

function fromHex(text: string): Uint8Array {
  return Uint8Array.from(
    text.match(/../g) ?? [],
    (byte) => parseInt(byte, 16),
  );
}

/** Reads digits of crypt, of which the first is the least. */
function number(text: string): number {
  return [...text].reduceRight(
    (value, digit) => value * 64 + DIGITS.indexOf(digit),
    0,
  );
}

/** Writes bytes as crypt does. */
function digits(bytes: Uint8Array): string {
  let text = "";
  for (let start = 0; start < bytes.length; start += 3) {
    const three = bytes.subarray(start, start + 3);
    let value = three.reduceRight((sum, byte) => sum * 256 + byte, 0);
    for (let count = 0; count <= three.length; count++) {
      text += DIGITS[value % 64];
      value = Math.floor(value / 64);
    }
  }
  return text;
}
