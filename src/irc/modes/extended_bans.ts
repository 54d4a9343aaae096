import type { Limits } from "../names/limits.ts";
import { canFit } from "../names/mask.ts";
import { CHANNEL_TYPES, isChannelName, isNickname } from "../names/names.ts";
import { byteLength } from "../names/text.ts";
import { parseUserMask } from "../names/user_mask.ts";

/** What an entry of a list looks at, where it is not `nick!user@host`. */
export type ExtendedBanKind =
  | "account"
  | "channel"
  | "mute"
  | "realname"
  | "unregistered";

/** The letters of the EXTBAN token. Before one, `!` stands for the contrary. */
export const EXTENDED_BANS: ReadonlyMap<string, ExtendedBanKind> = new Map([
  ["U", "unregistered"],
  ["a", "account"],
  ["j", "channel"],
  ["m", "mute"],
  ["r", "realname"],
]);

/** What each kind is given behind its letter, and whom it fits, for HELP. */
export const EXTENDED_BAN_HELP: Readonly<
  Record<ExtendedBanKind, { readonly value: string; readonly help: string }>
> = {
  account: { value: "account", help: "who is logged in to that account" },
  channel: { value: "channel", help: "who is seen to be on that channel" },
  mute: { value: "mask", help: "who fits, but only to speak" },
  realname: { value: "real name", help: "who has that real name" },
  unregistered: { value: "mask", help: "who fits and has no account" },
};

/** An entry of a list, taken apart. */
export interface ExtendedBan {
  readonly kind: ExtendedBanKind;
  /** True if it is about those whom `value` does not fit */
  readonly negated: boolean;
  /** A mask; for `mute` any entry, for `channel` a channel's name */
  readonly value: string;
}

const COLON = ":";

/**
 * Takes an entry of a list apart.
 *
 * @returns null if it is a plain mask
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(parseExtendedBan("!a:ann"), {
 *   kind: "account",
 *   negated: true,
 *   value: "ann",
 * });
 * assertEquals(parseExtendedBan("ann!*@*"), null);
 * ```
 */
export function parseExtendedBan(entry: string): ExtendedBan | null {
  const negated = entry[0] === "!";
  const start = negated ? 1 : 0;
  if (entry[start + 1] !== COLON || entry.length < start + 3) return null;
  const kind = EXTENDED_BANS.get(entry[start]);
  if (kind === undefined) return null;
  return { kind, negated, value: entry.slice(start + 2) };
}

/**
 * Reads an entry that a client wants on a list: a mask or an extended ban. One
 * that can fit nobody is a mistake.
 *
 * @param limits how long names and masks may be
 * @returns the form that is kept; null if nobody can ever be whom it is about,
 *   or it is too long
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { DEFAULT_LIMITS } from "../names/limits.ts";
 *
 * assertEquals(parseListEntry("m:ann", DEFAULT_LIMITS), "m:ann!*@*");
 * assertEquals(parseListEntry("j:help", DEFAULT_LIMITS), null);
 * ```
 */
export function parseListEntry(entry: string, limits: Limits): string | null {
  const ban = parseExtendedBan(entry);
  if (ban === null) return parseUserMask(entry, limits);
  const value = VALUES[ban.kind](ban.value, limits);
  if (value === null) return null;
  const kept = entry.slice(0, entry.length - ban.value.length) + value;
  return byteLength(kept) > limits.mask ? null : kept;
}

type Parse = (value: string, limits: Limits) => string | null;

/** How each kind reads what it is given: null for what nobody can have. */
const VALUES: Readonly<Record<ExtendedBanKind, Parse>> = {
  // Accounts may have longer names than users.
  account: possible((name, limits) =>
    isNickname(name, { ...limits, nickname: limits.mask })
  ),
  channel: possible(isChannelName, CHANNEL_TYPES),
  mute: parseListEntry,
  realname: possible((name, limits) =>
    name !== "" && byteLength(name) <= limits.realname
  ),
  unregistered: parseUserMask,
};

function possible(
  isName: (name: string, limits: Limits) => boolean,
  first?: string,
): Parse {
  return (mask, limits) =>
    canFit(mask, (name) => isName(name, limits), first) ? mask : null;
}
