import {
  type Address,
  type Block,
  isInBlock,
  parseAddress,
  parseBlock,
} from "../names/address.ts";
import { matchesMask } from "../names/mask.ts";
import { ERR_YOUREBANNEDCREEP } from "../wire/numerics.ts";
import type { Network } from "../state/network.ts";
import type { ServerBan } from "../state/server_ban.ts";
import type { Session } from "../state/session.ts";

/** What bans look at. */
interface Client {
  readonly host: string;
  /** The host, if it is an address */
  readonly address: Address | null;
  /** Undefined while it is not known; K-lines are against nobody then */
  readonly username: string | undefined;
}

/** A ban's mask, taken apart. */
interface Target {
  /** A mask; `*` for D-lines */
  readonly username: string;
  readonly host: string;
  /** The host, if it is an address or a CIDR block */
  readonly block: Block | null;
}

/** Each client that connects is held against all bans: their masks are read once. */
const targets = new WeakMap<ServerBan, Target>();

function targetOf(ban: ServerBan): Target {
  const known = targets.get(ban);
  if (known !== undefined) return known;
  const [host, username = "*"] = ban.mask.split("@").reverse();
  const target = { username, host, block: parseBlock(host) };
  targets.set(ban, target);
  return target;
}

function isAgainst(ban: ServerBan, client: Client): boolean {
  const { username, host, block } = targetOf(ban);
  if (ban.kind === "K") {
    if (client.username === undefined) return false;
    if (!matchesMask(username, client.username)) return false;
  }
  if (block === null) return matchesMask(host, client.host);
  return client.address !== null && isInBlock(block, client.address);
}

function clientOf({ host }: Session, username: string | undefined): Client {
  return { host, address: parseAddress(host), username };
}

/** An address that is kept off brings nobody in, whoever is behind it. */
function isAgainstSession(
  ban: ServerBan,
  session: Session,
  client: Client,
): boolean {
  if (isAgainst(ban, client)) return true;
  if (ban.kind !== "D" || session.peer === session.host) return false;
  const { peer } = session;
  return isAgainst(ban, {
    host: peer,
    address: parseAddress(peer),
    username: undefined,
  });
}

/**
 * Ends a session if there is a ban against where it comes from, or who it is.
 *
 * @param network everything there is
 * @param session a session
 * @param username its username; undefined while it is not known
 * @returns true if it was ended
 * @see Modern IRC, "ERR_YOUREBANNEDCREEP (465)"
 */
export function refuseBanned(
  network: Network,
  session: Session,
  username?: string,
): boolean {
  if (network.bans.length === 0) return false;
  const client = clientOf(session, username);
  const ban = network.bans.find((ban) =>
    (ban.expiresAt === null || network.at < ban.expiresAt) &&
    isAgainstSession(ban, session, client)
  );
  if (ban !== undefined) refuse(network, session, ban);
  return ban !== undefined;
}

function refuse(
  network: Network,
  session: Session,
  { kind, reason }: ServerBan,
): void {
  network.reply(session, ERR_YOUREBANNEDCREEP, reason);
  network.disconnect(session, `${kind}-lined: ${reason}`);
}

/**
 * Adds a ban, in place of one with the same mask, and ends the sessions that it
 * is against.
 *
 * @param network everything there is
 * @param ban who is to be kept off
 */
export function addServerBan(
  network: Network,
  ban: ServerBan,
): void {
  saveServerBans(network, [...without(network, ban.kind, ban.mask), ban]);
  for (const session of [...network.sessions.values()]) {
    const client = clientOf(session, session.user?.username);
    if (isAgainstSession(ban, session, client)) refuse(network, session, ban);
  }
}

/**
 * Takes a ban away.
 *
 * @param network everything there is
 * @param kind its kind
 * @param mask its mask, in the form that is kept
 * @returns true if there was one
 */
export function removeServerBan(
  network: Network,
  kind: ServerBan["kind"],
  mask: string,
): boolean {
  const kept = without(network, kind, mask);
  if (kept.length === network.bans.length) return false;
  saveServerBans(network, kept);
  return true;
}

function without(
  { bans }: Network,
  kind: ServerBan["kind"],
  mask: string,
): ServerBan[] {
  return bans.filter((ban) => ban.kind !== kind || ban.mask !== mask);
}

/**
 * Forgets the bans whose time is over.
 *
 * @param network everything there is
 */
export function expireServerBans(network: Network): void {
  const { at } = network;
  const isOver = ({ expiresAt }: ServerBan) =>
    expiresAt !== null && at >= expiresAt;
  const over = network.bans.filter(isOver);
  if (over.length === 0) return;
  for (const { kind, mask } of over) {
    network.noticeOperators(`The ${kind}-line of ${mask} has expired`);
  }
  saveServerBans(network, network.bans.filter((ban) => !isOver(ban)));
}

function saveServerBans(network: Network, bans: readonly ServerBan[]): void {
  network.bans = bans;
  network.effects.saveBans(bans);
}
