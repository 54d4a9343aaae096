import { normaliseMask } from "../names/mask.ts";

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
  channel: { value: "channel", help: "who is on that channel" },
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

const FORM = new RegExp(`^(!?)([${[...EXTENDED_BANS.keys()].join("")}]):(.+)$`);

/**
 * @param entry an entry of a list
 * @returns its parts; null if it is a plain mask
 */
export function parseExtendedBan(entry: string): ExtendedBan | null {
  const [, negation, letter, value] = FORM.exec(entry) ?? [];
  const kind = EXTENDED_BANS.get(letter);
  return kind === undefined ? null : { kind, negated: negation === "!", value };
}

/**
 * @param entry an entry that a client wants on a list
 * @returns the form that is kept; null if it is a plain mask
 */
export function normaliseExtendedBan(entry: string): string | null {
  const ban = parseExtendedBan(entry);
  if (ban === null) return null;
  const start = entry.slice(0, entry.length - ban.value.length);
  if (ban.kind === "mute") {
    return start +
      (normaliseExtendedBan(ban.value) ?? normaliseMask(ban.value));
  }
  if (ban.kind === "unregistered") return start + normaliseMask(ban.value);
  return entry;
}
