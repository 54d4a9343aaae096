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
 * @param name what a client wants to be called
 * @param limits how long it may be
 * @returns true if it may be a nickname, whoever has it and whatever commands there are
 * @see Modern IRC, "Clients"
 */
export function isNickname(name: string, limits: Limits): boolean {
  return name !== "" && fits(name, limits.nickname) &&
    !NICKNAME_FORBIDDEN.test(name) && !NICKNAME_FORBIDDEN_FIRST.test(name);
}

/**
 * @param name what a client names where it may be a channel
 * @param limits how long it may be
 * @returns true if it may be a channel's name
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
 * Makes a username of what USER was given. It begins with a tilde, because nothing has verified it.
 *
 * @param name the first parameter of USER
 * @param limits how long it may be
 * @returns the username, shortened to the limit; null where nothing of the name can be kept
 * @see Modern IRC, "USER message"
 */
export function asUsername(name: string, limits: Limits): string | null {
  const kept = name.replace(USERNAME_FORBIDDEN, "").replace(/^~+/, "");
  if (kept === "") return null;
  const username = "~" + [...kept].slice(0, limits.username - 1).join("");
  return truncate(username, limits.username * BYTES_A_CHARACTER);
}

/**
 * Makes a host of an address, so that it stands as one parameter on the wire.
 *
 * @param address an IPv4 or IPv6 address
 * @returns IPv4 in its own form where it came mapped into IPv6; one that would begin with a colon has a
 *   zero before it
 */
export function asHost(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped) return mapped[1];
  return address.startsWith(":") ? "0" + address : address;
}

/** So many characters, of two bytes on average: names must leave room on a line for what is said of them. */
function fits(name: string, characters: number): boolean {
  return [...name].length <= characters &&
    byteLength(name) <= characters * BYTES_A_CHARACTER;
}
