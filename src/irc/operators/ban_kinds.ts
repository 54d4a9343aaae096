import { normaliseBlock } from "../names/address.ts";
import { fold } from "../names/casemapping.ts";
import type { Limits } from "../names/limits.ts";
import { byteLength } from "../names/text.ts";
import { parseUserMask } from "../names/user_mask.ts";
import type { BanKindLetter, ServerBan } from "../state/server_ban.ts";

/** One kind of ban, as operators ask for it. */
export interface BanKind {
  readonly kind: BanKindLetter;
  /**
   * Brings a mask into the form that is kept.
   *
   * @param mask what the operator gave; a host where that was a nickname
   * @returns null for a bad one, and for one that can match nobody
   */
  normalise(mask: string, limits: Limits): string | null;
  /** Tells whether a mask in that form would keep everybody off. */
  isForEverybody(mask: string): boolean;
}

/** D-lines: an address or a CIDR block. */
export const D_LINE: BanKind = {
  kind: "D",
  normalise: normaliseBlock,
  isForEverybody: (mask) => mask.endsWith("/0"),
};

/** Every username begins with a tilde, every host has dots or colons. */
const EVERYBODY = /^[*?~\\]+@(?:[*?.:\\]+|.*\/0)$/;

/** K-lines: a mask of `user@host`, whose host may be a CIDR block. */
export const K_LINE: BanKind = {
  kind: "K",
  normalise(mask, limits) {
    const whole = mask.includes("@") ? mask : `*@${mask}`;
    if (!/^[^@]+@[^@]+$/.test(whole)) return null;
    return normaliseUser(`*!${whole}`, limits)?.slice(2) ?? null;
  },
  isForEverybody: (mask) => EVERYBODY.test(mask),
};

/** N-lines: a mask of `nick!user@host`. */
export const N_LINE: BanKind = {
  kind: "N",
  normalise: normaliseUser,
  isForEverybody(mask) {
    const [nick, rest] = mask.split("!");
    return /^[*?\\]+$/.test(nick) && EVERYBODY.test(rest);
  },
};

function normaliseUser(mask: string, limits: Limits): string | null {
  const kept = parseUserMask(mask, limits);
  // Hosts that +x shows are nobody's real ones.
  if (kept === null || kept.endsWith(".ip")) return null;
  const [name, host] = kept.split("@");
  return fold(`${name}@${normaliseBlock(host) ?? host}`);
}

/** R-lines: a mask of real names, in which ? stands for a space too. */
export const R_LINE: BanKind = {
  kind: "R",
  normalise: (mask) => mask === "" ? null : fold(mask),
  isForEverybody: (mask) => /^[*?\\]+$/.test(mask),
};

const ALL: readonly BanKind[] = [D_LINE, K_LINE, N_LINE, R_LINE];

/** The kinds by their letters. */
export const BAN_KINDS: ReadonlyMap<BanKindLetter, BanKind> = new Map(
  ALL.map((kind) => [kind.kind, kind]),
);

/** Brings a mask into the form that is kept; null for a bad one, and for one that is too long. */
export function readBanMask(
  kind: BanKind,
  mask: string,
  limits: Limits,
): string | null {
  const kept = kind.normalise(mask, limits);
  return kept !== null && byteLength(kept) <= limits.mask ? kept : null;
}

/** What stands before a mask of real names where bans of all kinds are given. */
export const REALNAME_PREFIX = "r:";

/** What stands before an account there, if anything does. */
export const ACCOUNT_PREFIX = "a:";

/** Writes what a ban is against as UBAN takes it. */
export function targetOf({ kind, mask }: Pick<ServerBan, "kind" | "mask">) {
  return kind === "R" ? REALNAME_PREFIX + mask : mask;
}
