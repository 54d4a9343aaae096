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
import type { NoticeValue } from "../state/notice.ts";
import type { ServerBan } from "../state/server_ban.ts";
import type { Session } from "../state/session.ts";
import { note } from "../session/keeping.ts";
import { banKey } from "../state/records.ts";
import { notice, whoIsAt } from "../session/notices.ts";
import { reply } from "../session/send.ts";
import { disconnect } from "../users/quitting.ts";
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
  const { bans } = network.records;
  if (bans.size === 0) return false;
  const client = clientOf(session, username);
  for (const ban of bans.values()) {
    if (isOver(ban, network) || !isAgainstSession(ban, session, client)) {
      continue;
    }
    refuse(session, ban);
    return true;
  }
  return false;
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

function isOver({ expiresAt }: ServerBan, { at }: Network): boolean {
  return expiresAt !== null && at >= expiresAt;
}

/**
 * Adds a ban, in place of one with the same mask. It holds even if it cannot be
 * written.
 *
 * @param by the session whose user asked for it
 */
export function keepServerBan(
  network: Network,
  ban: ServerBan,
  by: Session,
): void {
  note(network, [{ kind: "ban", key: banKey(ban), value: ban }], by);
}

/** Ends the sessions that a ban is against. */
export function enforceServerBan(network: Network, ban: ServerBan): void {
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
  by: Session,
): boolean {
  const key = banKey({ kind, mask });
  if (!network.records.bans.has(key)) return false;
  note(network, [{ kind: "ban", key, value: null }], by);
  return true;
}

/**
 * Forgets the bans whose time is over.
 */
export function expireServerBans(network: Network): void {
  const over = [...network.records.bans.values()]
    .filter((ban) => isOver(ban, network));
  if (over.length === 0) return;
  note(
    network,
    over.map((ban) => ({ kind: "ban", key: banKey(ban), value: null })),
  );
  for (const ban of over) {
    notice(network, "ban", "The {kind}-line of {mask} has expired", {
      kind: ban.kind,
      mask: maskOf(ban),
    });
  }
}
