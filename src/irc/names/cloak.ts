import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import ipaddr from "ipaddr.js";
import { fold } from "./casemapping.ts";
import { copy } from "./text.ts";

const encoder = new TextEncoder();
const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
const LETTERS = 8;

/**
 * Hides a host. The same host always looks the same, and those of one network
 * share an ending, so that bans go on working.
 *
 * @param host an IPv4 or IPv6 address, or a name; one without a dot is a listener's, which hides nobody's address
 * @param key what the network keeps secret: who knows it can try all addresses
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const [one, other] = ["192.0.2.1", "192.0.2.2"]
 *   .map((host) => cloak(host, "secret"));
 * assertEquals(one, "eneibhns.hclicgka.wa5zvhxg.ip");
 * assertEquals(one.slice(8), other.slice(8));
 * ```
 */
export function cloak(host: string, key: string): string {
  if (!/[.:]/.test(host)) return host;
  if (key !== known.key || known.cloaks.size >= MOST_KNOWN) {
    known = {
      key,
      keyed: hmac.create(sha256, encoder.encode(key)),
      cloaks: new Map(),
    };
  }
  const { cloaks, keyed } = known;
  const made = cloaks.get(host) ?? copy(cloakBy(keyed, host));
  cloaks.set(host, made);
  return made;
}

/** To make one costs as much as all else that a client does to register, and many come again, or share a host. */
let known = {
  key: "",
  keyed: hmac.create(sha256, encoder.encode("")),
  cloaks: new Map<string, string>(),
};

/** Of so many hosts, some 100 KB. */
const MOST_KNOWN = 1000;

type Keyed = ReturnType<typeof hmac.create>;

function cloakBy(keyed: Keyed, host: string): string {
  const digests = networksOf(host).map((network) =>
    lettersOf(keyed.clone().update(encoder.encode(network)).digest(), LETTERS)
  );
  return [...digests, "ip"].join(".");
}

/** What the hosts of accounts have in common, before the name of the network. */
const USERS = "users";

/** As long as a host may be in `nick!user@host`. */
const MOST_CHARACTERS = 63;
const MOST_NETWORK_CHARACTERS = 24;
const MOST_KEPT_CHARACTERS = 12;

/** Of so many letters, that nobody finds another account which has the same. */
const ACCOUNT_LETTERS = 12;

/** What stands in a host as it is. */
const PLAIN_ACCOUNT = /^[a-z0-9_-]+$/;

/**
 * Makes the host that shows the account of a user in place of where the user comes from. It needs no key: whoever
 * sees it may know the account.
 *
 * @param account the account's name; one that cannot stand in a host has two parts: what can, and a hash of the whole
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(accountCloak("Alice", "ExampleNet"), "alice.users.examplenet");
 * assertEquals(accountCloak("Zoë", "ExampleNet"), "zo.hsygge7fiphz.users.examplenet");
 * ```
 */
export function accountCloak(account: string, networkName: string): string {
  const ending = accountCloakEnding(networkName);
  const name = fold(account);
  const isWhole = PLAIN_ACCOUNT.test(name) &&
    name.length + ending.length <= MOST_CHARACTERS;
  return (isWhole ? name : shortened(name)) + ending;
}

/** What {@linkcode accountCloak} makes ends with this, and nobody else's host does. */
export function accountCloakEnding(networkName: string): string {
  const network = fold(networkName).replace(/[^a-z0-9.-]+/g, "")
    .slice(0, MOST_NETWORK_CHARACTERS).replace(/^[.-]+|[.-]+$/g, "");
  return `.${USERS}.${network || "irc"}`;
}

function shortened(name: string): string {
  const kept = name.replace(/[^a-z0-9_-]+/g, "").slice(0, MOST_KEPT_CHARACTERS);
  const hash = lettersOf(sha256(encoder.encode(name)), ACCOUNT_LETTERS);
  return kept === "" ? `${hash}.${hash}` : `${kept}.${hash}`;
}

/** The host itself, then the networks around it. */
function networksOf(host: string): string[] {
  if (!ipaddr.isValid(host)) return [host];
  const bytes = ipaddr.parse(host).toByteArray();
  const lengths = bytes.length === 4 ? [4, 3, 2] : [16, 8, 6];
  return lengths.map((length) => bytes.slice(0, length).join("."));
}

function lettersOf(bytes: Uint8Array, count: number): string {
  let letters = "";
  for (const byte of bytes.subarray(0, count)) letters += ALPHABET[byte & 31];
  return letters;
}
