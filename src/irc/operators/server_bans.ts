import {
  type Address,
  type Block,
  isInBlock,
  parseAddress,
  parseBlock,
} from "../names/address.ts";
import { NOTICE_KINDS } from "../modes/index.ts";
import { matchesMask } from "../names/mask.ts";
import { ERR_YOUREBANNEDCREEP } from "../wire/numerics.ts";
import type { Network } from "../state/network.ts";
import type { NoticeValue } from "../state/notice.ts";
import type { ServerBan } from "../state/server_ban.ts";
import type { SessionId } from "../state/session_id.ts";
import type { Request } from "../state/session_state.ts";
import { message } from "../wire/outgoing.ts";
import type { Session } from "../state/session.ts";
import { notice, whoIsAt } from "../session/notices.ts";
import { reply } from "../session/send.ts";
import { disconnect } from "../users/quitting.ts";
import { tell } from "../session/send.ts";
import { countRefusal } from "../state/refusing.ts";

/** What bans look at. */
interface Client {
  readonly host: string;
  /** The name of the host; null if it is not known */
  readonly hostname: string | null;
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
  if (block === null) {
    const { hostname } = client;
    return matchesMask(host, client.host) ||
      hostname !== null && matchesMask(host, hostname);
  }
  return client.address !== null && isInBlock(block, client.address);
}

function clientOf(
  { host, hostname }: Session,
  username: string | undefined,
): Client {
  return { host, hostname, address: parseAddress(host), username };
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
    hostname: null,
    address: parseAddress(peer),
    username: undefined,
  });
}

/**
 * Ends a session if there is a ban against where it comes from, or who it is.
 *
 * @param username undefined while it is not known
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
  if (ban !== undefined) refuse(session, ban);
  return ban !== undefined;
}

function refuse(session: Session, ban: ServerBan): void {
  const { kind, reason } = ban;
  const { network } = session;
  countRefusal(network, "ban");
  notice(
    network,
    "refusal",
    "{who} is kept off by the {kind}-line of {mask}",
    {
      who: whoIsAt(session),
      kind,
      mask: maskOf(ban),
    },
  );
  reply(session, ERR_YOUREBANNEDCREEP, reason);
  disconnect(session, `${kind}-lined: ${reason}`);
}

/** The mask of a ban as a value of a notice. */
export function maskOf({ mask }: Pick<ServerBan, "mask">): NoticeValue {
  const [address, name] = mask.split("@").reverse();
  return { name, address };
}

/**
 * Adds a ban, in place of one with the same mask, and ends the sessions that it
 * is against.
 *
 * @param by the session whose user asked for it
 */
export function addServerBan(
  network: Network,
  ban: ServerBan,
  by: SessionId,
): void {
  saveServerBans(network, [...without(network, ban.kind, ban.mask), ban], by);
  for (const session of [...network.sessions.values()]) {
    const client = clientOf(session, session.user?.username);
    if (isAgainstSession(ban, session, client)) refuse(session, ban);
  }
}

/**
 * Takes a ban away.
 *
 * @param mask in the form that is kept
 * @returns true if there was one
 */
export function removeServerBan(
  network: Network,
  kind: ServerBan["kind"],
  mask: string,
  by: SessionId,
): boolean {
  const kept = without(network, kind, mask);
  if (kept.length === network.bans.length) return false;
  saveServerBans(network, kept, by);
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
 */
export function expireServerBans(network: Network): void {
  const { at } = network;
  const isOver = ({ expiresAt }: ServerBan) =>
    expiresAt !== null && at >= expiresAt;
  const over = network.bans.filter(isOver);
  if (over.length === 0) return;
  for (const ban of over) {
    notice(network, "ban", "The {kind}-line of {mask} has expired", {
      kind: ban.kind,
      mask: maskOf(ban),
    });
  }
  saveServerBans(network, network.bans.filter((ban) => !isOver(ban)));
}

/**
 * Puts new bans in place of the old ones, and asks the shell to keep them.
 *
 * @param by the session that is told if that fails; "" for none
 */
function saveServerBans(
  network: Network,
  bans: readonly ServerBan[],
  by: SessionId = "",
): void {
  network.bans = bans;
  const request = network.nextId();
  const kind = "bans";
  const asked = { session: by, kind, name: "", passwordHash: "", label: null };
  network.requests.set(request, asked as Request);
  network.effects.push({ kind: "save-bans", request, bans });
}

/** Says what could not be saved: to who asked for it, and to the operators who want to know. */
export function bansSaved(
  network: Network,
  session: Session | undefined,
  _request: Request,
  isSaved: boolean,
): void {
  if (isSaved) return;
  const text = "The server bans hold, but cannot be saved for the next start";
  const user = session?.user;
  if (user && !user.notices.includes(NOTICE_KINDS.server.letter)) {
    const { serverName } = network.settings;
    tell(user, message(serverName, "NOTICE", [user.nick], `*** ${text}`));
  }
  notice(network, "server", text);
}
