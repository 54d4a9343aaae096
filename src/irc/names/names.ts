import { INVISIBLE_CHARACTERS } from "./invisible.ts";
import type { Limits } from "./limits.ts";
import { byteLength, truncate } from "./text.ts";

/** The characters that channel names begin with (the CHANTYPES token). */
export const CHANNEL_TYPES = "#";

/** On average, so that names leave room on a line of 512 bytes. */
export const BYTES_A_CHARACTER = 2;

const NICKNAME_FORBIDDEN = new RegExp(
  `[${INVISIBLE_CHARACTERS},*?!@.]`,
  "u",
);
const NICKNAME_FORBIDDEN_FIRST = /^[$:#&~@%+]/;
// deno-lint-ignore no-control-regex
const CHANNEL_NAME_FORBIDDEN = /[\x00-\x20\x7f,]/;
const USERNAME_FORBIDDEN = new RegExp(`[${INVISIBLE_CHARACTERS}!@:]`, "gu");

/**
 * Tells whether a name may be a nickname, whoever has it and whatever commands there are.
 *
 * @see Modern IRC, "Clients"
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { DEFAULT_LIMITS } from "./limits.ts";
 *
 * assert(isNickname("Zoë", DEFAULT_LIMITS));
 * assert(!isNickname("#zoe", DEFAULT_LIMITS));
 * assert(!isNickname("zo\u200be", DEFAULT_LIMITS));
 * ```
 */
export function isNickname(name: string, limits: Limits): boolean {
  return name !== "" && fits(name, limits.nickname) &&
    !NICKNAME_FORBIDDEN.test(name) && !NICKNAME_FORBIDDEN_FIRST.test(name);
}

/**
 * Tells whether a name may be a channel's.
 *
 * @see Modern IRC, "Channels"
 */
export function isChannelName(name: string, limits: Limits): boolean {
  return name.length > 1 && CHANNEL_TYPES.includes(name[0]) &&
    fits(name, limits.channelName) &&
    !CHANNEL_NAME_FORBIDDEN.test(name);
}

/** Tells whether a name may be a username, with its tilde or of its own right without. */
export function isUsername(name: string, limits: Limits): boolean {
  return name !== "" && fits(name, limits.username) &&
    name.search(USERNAME_FORBIDDEN) === -1;
}

/**
 * Makes a username of what USER was given, as far as it can be one. It begins with
 * a tilde, because nothing has verified it.
 *
 * @returns the username, shortened to the limit; null where nothing of the name can be kept
 * @see Modern IRC, "USER message"
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { DEFAULT_LIMITS } from "./limits.ts";
 *
 * assertEquals(asUsername("ann smith", DEFAULT_LIMITS), "~annsmith");
 * ```
 */
export function asUsername(name: string, limits: Limits): string | null {
  const kept = name.replace(USERNAME_FORBIDDEN, "").replace(/^~+/, "");
  if (kept === "") return null;
  const username = "~" + [...kept].slice(0, limits.username - 1).join("");
  return truncate(username, limits.username * BYTES_A_CHARACTER);
}

/**
 * Makes a host of an address, so that it stands as one parameter on the wire: one
 * that would begin with a colon has a zero before it. IPv4 that came mapped into
 * IPv6 has its own form.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(asHost("::1"), "0::1");
 * assertEquals(asHost("::ffff:192.0.2.1"), "192.0.2.1");
 * ```
 */
export function asHost(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped) return mapped[1];
  return address.startsWith(":") ? "0" + address : address;
}

/** What those are shown to come from who have no address and came to a listener without a name. */
const NOWHERE = "local";

/**
 * Makes the host of a client: of its address, or of what its listener is called
 * where it has none, as on a Unix socket or behind an anonymising network.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(hostAt("192.0.2.1", "tor"), "192.0.2.1");
 * assertEquals(hostAt("", "tor"), "tor");
 * ```
 */
export function hostAt(address: string, listener: string): string {
  return address === "" ? listener || NOWHERE : asHost(address);
}

/** So many characters, of two bytes on average: names must leave room on a line for what is said of them. */
function fits(name: string, characters: number): boolean {
  return [...name].length <= characters &&
    byteLength(name) <= characters * BYTES_A_CHARACTER;
}
