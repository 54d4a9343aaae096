import { parseDuration } from "../names/duration.ts";
import { truncate } from "../names/text.ts";
import { ERR_NOSUCHNICK, ERR_UNKNOWNERROR } from "../wire/numerics.ts";
import type { UserContext } from "../session/context.ts";
import { banKey } from "../state/records.ts";
import type { User } from "../state/user.ts";
import type { ServerBan } from "../state/server_ban.ts";
import { type BanKind, readBanMask, targetOf } from "./ban_kinds.ts";
import {
  enforceServerBan,
  keepServerBan,
  maskOf,
  removeServerBan,
} from "./server_bans.ts";
import { notice } from "../session/notices.ts";

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
  const [duration, given, ...words] = hasDuration(context, params)
    ? params
    : ["0", ...params];
  const length = parseDuration(duration);
  if (length === null) return refuse(context, `Bad duration ${duration}`);
  const mask = readMask(context, kind, given);
  if (mask === null) return;
  const reason = words.join(" ");
  setBan(context, kind, { mask, length, reason, requiresSasl: false });
}

/** What is asked for. */
export interface BanRequest {
  /** In the form that is kept */
  readonly mask: string;
  /** In milliseconds; 0 for ever */
  readonly length: number;
  readonly reason: string;
  readonly requiresSasl: boolean;
}

/**
 * Sets a ban, tells of it and ends the connections that it is against.
 *
 * @returns the names of these; null if it is refused, which the operator is told
 */
export function setBan(
  context: UserContext,
  kind: BanKind,
  { mask, length, reason, requiresSasl }: BanRequest,
): string[] | null {
  const { at, limits, network, session, user } = context;
  const ban: ServerBan = {
    kind: kind.kind,
    mask,
    ...requiresSasl ? { requireSasl: true } : {},
    reason: truncate(reason, limits.reason),
    setBy: user.source,
    setAt: at,
    expiresAt: length === 0 ? null : at + length,
  };
  const refusal = refusalOf(context, kind, ban);
  if (refusal !== null) {
    refuse(context, refusal);
    return null;
  }
  keepServerBan(network, ban, session);
  announce(context, ban);
  return enforceServerBan(network, ban, session);
}

function refusalOf(
  { limits, network }: UserContext,
  kind: BanKind,
  ban: ServerBan,
): string | null {
  if (kind.isForEverybody(ban.mask)) return `${targetOf(ban)} is everybody`;
  const { bans } = network.records;
  return !bans.has(banKey(ban)) && bans.size >= limits.serverBans
    ? `There are ${limits.serverBans} bans already`
    : null;
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
  const { expiresAt, kind, reason, requireSasl } = ban;
  const end = expiresAt === null
    ? ""
    : ` until ${new Date(expiresAt).toISOString()}`;
  const operator = user.nick;
  const but = requireSasl ? " for who has not logged in" : "";
  const text = "{operator} set a {kind}-line of {mask}{but}{end}: {reason}";
  const values = { operator, kind, mask: maskOf(ban), but, end, reason };
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
  const mask = readMask(context, kind, given);
  if (mask !== null) takeBan(context, { kind: kind.kind, mask });
}

/**
 * Takes a ban away, and tells of it.
 *
 * @returns false if there is none, which the operator is told
 */
export function takeBan(
  context: UserContext,
  ban: Pick<ServerBan, "kind" | "mask">,
): boolean {
  const { network, session, user: { nick: operator } } = context;
  const { kind } = ban;
  if (!removeServerBan(network, ban, session)) {
    refuse(context, `There is no ${kind}-line of ${targetOf(ban)}`);
    return false;
  }
  const text = "{operator} removed the {kind}-line of {mask}";
  notice(network, "ban", text, { operator, kind, mask: maskOf(ban) });
  return true;
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
  const host = named === undefined ? given : hostOf(context, named);
  if (host === null) return null;
  const mask = readBanMask(kind, host, context.limits);
  if (mask === null) refuse(context, `Bad mask ${given}`);
  return mask;
}

/** Gives where all connections of a user come from. Where one was is somebody else's by now. */
function hostOf(context: UserContext, { nick, sessions }: User): string | null {
  const hosts = [...new Set(sessions.map(({ host }) => host))];
  if (hosts.length === 1) return hosts[0];
  const why = hosts.length === 0
    ? "has no connection"
    : `has connections from ${hosts.join(", ")}`;
  refuse(context, `${nick} ${why}: name an address, a mask, or the account`);
  return null;
}

/** Tells an operator why something cannot be done. */
export function refuse(context: UserContext, why: string): void {
  context.fail(ERR_UNKNOWNERROR, context.command.name, why);
}
