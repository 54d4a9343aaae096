import { normaliseBlock } from "../names/address.ts";
import { fold } from "../names/casemapping.ts";
import { parseDuration } from "../names/duration.ts";
import type { Limits } from "../names/limits.ts";
import { byteLength, truncate } from "../names/text.ts";
import { parseUserMask } from "../names/user_mask.ts";
import { ERR_NOSUCHNICK, ERR_UNKNOWNERROR } from "../wire/numerics.ts";
import type { UserContext } from "../session/context.ts";
import { banKey } from "../state/records.ts";
import type { ServerBan } from "../state/server_ban.ts";
import {
  enforceServerBan,
  keepServerBan,
  maskOf,
  removeServerBan,
} from "./server_bans.ts";
import { notice } from "../session/notices.ts";

/** One kind of ban, as operators ask for it. */
export interface BanKind {
  readonly kind: ServerBan["kind"];
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

/** K-lines: a mask of `user@host`, whose host may be a CIDR block. */
export const K_LINE: BanKind = {
  kind: "K",
  normalise(mask, limits) {
    const whole = mask.includes("@") ? mask : `*@${mask}`;
    if (!/^[^@]+@[^@]+$/.test(whole)) return null;
    const kept = parseUserMask(`*!${whole}`, limits)?.slice(2);
    // Hosts that +x shows are nobody's real ones.
    if (kept === undefined || kept.endsWith(".ip")) return null;
    const [username, host] = kept.split("@");
    return fold(`${username}@${normaliseBlock(host) ?? host}`);
  },
  // Every username begins with a tilde, every host has dots or colons.
  isForEverybody: (mask) => /^[*?~\\]+@(?:[*?.:\\]+|.*\/0)$/.test(mask),
};

/** D-lines: an address or a CIDR block. */
export const D_LINE: BanKind = {
  kind: "D",
  normalise: normaliseBlock,
  isForEverybody: (mask) => mask.endsWith("/0"),
};

/**
 * Carries out KLINE or DLINE.
 *
 * @param params how long, if not for ever; the mask or a nickname; the reason
 */
export function requestBan(
  context: UserContext,
  kind: BanKind,
  params: readonly string[],
): void {
  const { at, limits, network, user } = context;
  const [duration, given, ...words] = hasDuration(context, params)
    ? params
    : ["0", ...params];
  const length = parseDuration(duration);
  if (length === null) return refuse(context, `Bad duration ${duration}`);
  const mask = readMask(context, kind, given);
  if (mask === null) return;
  if (kind.isForEverybody(mask)) {
    return refuse(context, `${mask} is everybody`);
  }
  const { bans } = network.records;
  const isNew = !bans.has(banKey({ kind: kind.kind, mask }));
  if (isNew && bans.size >= limits.serverBans) {
    return refuse(context, `There are ${limits.serverBans} bans already`);
  }
  const ban: ServerBan = {
    kind: kind.kind,
    mask,
    reason: truncate(words.join(" "), limits.reason),
    setBy: user.source,
    setAt: at,
    expiresAt: length === 0 ? null : at + length,
  };
  keepServerBan(network, ban, context.session);
  announce(context, ban);
  enforceServerBan(network, ban);
}

/**
 * Tells whether the first parameter is a duration. Where it is none, it is meant as one if the next may be what
 * is banned, and else is what is banned itself: clients leave out the colon before a reason of several words.
 */
function hasDuration(
  context: UserContext,
  [first, second, reason]: readonly string[],
): boolean {
  if (reason === undefined) return false;
  return parseDuration(first) !== null ||
    !canBeBanned(context, first) && canBeBanned(context, second);
}

/** A nickname of somebody, or what looks like a mask or an address. */
function canBeBanned({ network }: UserContext, given: string): boolean {
  return /[@.:]/.test(given) || network.findUser(given) !== undefined;
}

function announce({ network, user }: UserContext, ban: ServerBan): void {
  const { kind, reason, expiresAt } = ban;
  const end = expiresAt === null
    ? ""
    : ` until ${new Date(expiresAt).toISOString()}`;
  const operator = user.nick;
  const text = "{operator} set a {kind}-line of {mask}{end}: {reason}";
  const values = { operator, kind, mask: maskOf(ban), end, reason };
  notice(network, "ban", text, values);
}

/**
 * Carries out UNKLINE or UNDLINE.
 *
 * @param given the mask as the operator wrote it, or a nickname
 */
export function requestUnban(
  context: UserContext,
  kind: BanKind,
  given: string,
): void {
  const { network, user } = context;
  const mask = readMask(context, kind, given);
  if (mask === null) return;
  if (!removeServerBan(network, kind.kind, mask, context.session)) {
    return refuse(context, `There is no ${kind.kind}-line of ${mask}`);
  }
  notice(network, "ban", "{operator} removed the {kind}-line of {mask}", {
    operator: user.nick,
    kind: kind.kind,
    mask: maskOf({ mask }),
  });
}

function readMask(
  context: UserContext,
  kind: BanKind,
  given: string,
): string | null {
  if (!canBeBanned(context, given)) {
    context.fail(ERR_NOSUCHNICK, given);
    return null;
  }
  const named = context.network.findUser(given);
  const mask = kind.normalise(named?.realHost ?? given, context.limits);
  if (mask === null || byteLength(mask) > context.limits.mask) {
    refuse(context, `Bad mask ${given}`);
    return null;
  }
  return mask;
}

function refuse(context: UserContext, why: string): void {
  context.fail(ERR_UNKNOWNERROR, context.command.name, why);
}
