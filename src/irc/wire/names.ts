/** The longest nickname, in characters (the NICKLEN token). */
export const MAX_NICKNAME = 30;

/** The longest username, in characters, its tilde included (the USERLEN token). */
export const MAX_USERNAME = 18;

/** The longest channel name, in characters, `#` included (the CHANNELLEN token). */
export const MAX_CHANNEL_NAME = 64;

/** The characters that channel names begin with (the CHANTYPES token). */
export const CHANNEL_TYPES = "#";

const NICKNAME_FORBIDDEN = /[\p{C}\p{Z},*?!@.]/u;
const NICKNAME_FORBIDDEN_FIRST = /^[$:#&~@%+]/;
// deno-lint-ignore no-control-regex
const CHANNEL_NAME_FORBIDDEN = /[\x00-\x20\x7f,]/;
const USERNAME_FORBIDDEN = /[\p{C}\p{Z}!@:]/gu;

/**
 * @param name what a client wants to be called
 * @returns true if it may be a nickname, whoever has it and whatever commands there are
 * @see Modern IRC, "Clients"
 */
export function isNickname(name: string): boolean {
  return name !== "" && characters(name) <= MAX_NICKNAME &&
    !NICKNAME_FORBIDDEN.test(name) && !NICKNAME_FORBIDDEN_FIRST.test(name);
}

/**
 * @param name what a client names where it may be a channel
 * @returns true if it may be a channel's name
 * @see Modern IRC, "Channels"
 */
export function isChannelName(name: string): boolean {
  return name.length > 1 && CHANNEL_TYPES.includes(name[0]) &&
    characters(name) <= MAX_CHANNEL_NAME && !CHANNEL_NAME_FORBIDDEN.test(name);
}

/**
 * Makes a username of what USER was given. It begins with a tilde, because nothing has verified it.
 *
 * @param name the first parameter of USER
 * @returns the username, shortened to {@linkcode MAX_USERNAME}; null where nothing of the name can be kept
 * @see Modern IRC, "USER message"
 */
export function asUsername(name: string): string | null {
  const kept = name.replace(USERNAME_FORBIDDEN, "").replace(/^~+/, "");
  return kept === ""
    ? null
    : "~" + [...kept].slice(0, MAX_USERNAME - 1).join("");
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

function characters(name: string): number {
  return [...name].length;
}
