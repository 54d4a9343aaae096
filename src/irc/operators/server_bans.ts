import { ERR_YOUREBANNEDCREEP } from "../wire/numerics.ts";
import {
  FAIL_ACCOUNT_REQUIRED,
  standardReply,
} from "../wire/standard_replies.ts";
import { accountOf } from "../accounts/accounts.ts";
import type { Network } from "../state/network.ts";
import type { NoticeValue } from "../state/notice.ts";
import type { ServerBan } from "../state/server_ban.ts";
import type { Session } from "../state/session.ts";
import { note } from "../session/keeping.ts";
import { banKey } from "../state/records.ts";
import { notice, whoIsAt } from "../session/notices.ts";
import { reply, send } from "../session/send.ts";
import { banish, disconnect, disconnectUser } from "../users/quitting.ts";
import { RESTRICTED } from "../session/login_rules.ts";
import { forbids } from "../state/defcon.ts";
import { isHostIn } from "../names/address.ts";
import type { User } from "../state/user.ts";
import { BanCheck, isAgainstAbsent } from "./ban_matching.ts";
import { targetOf } from "./ban_kinds.ts";
import { countRefusal } from "../state/refusing.ts";

/** Gives the bans that are against a client, as far as it is known who it is. */
export function* bansAgainst(
  network: Network,
  session: Session,
): Generator<ServerBan> {
  const { bans } = network.records;
  if (bans.size === 0) return;
  const check = new BanCheck(session);
  for (const ban of bans.values()) {
    if (!isOver(ban, network) && check.fits(ban)) yield ban;
  }
}

/**
 * Ends a session if there is a ban against where it comes from, or who it is, whether it has logged in or not.
 *
 * @returns true if it was ended
 * @see Modern IRC, "ERR_YOUREBANNEDCREEP (465)"
 */
export function refuseBanned(network: Network, session: Session): boolean {
  for (const ban of bansAgainst(network, session)) {
    if (ban.requireSasl) continue;
    refuse(session, ban);
    return true;
  }
  return false;
}

/**
 * Ends a session that may not be here: it is banned, or nobody may come for now.
 *
 * @returns true if it was ended
 */
export function refuseUnwelcome(network: Network, session: Session): boolean {
  if (refuseBanned(network, session)) return true;
  const { host } = session;
  const isOpen = !forbids(network, "connections") ||
    isHostIn(network.settings.trusted, host);
  if (isOpen) return false;
  countRefusal(network, "defcon");
  notice(network, "refusal", "{who} is kept off by DEFCON", {
    who: whoIsAt(session),
  });
  disconnect(session, `Nobody can connect now: ${RESTRICTED}`);
  return true;
}

/** Ends the sessions of a user who is called otherwise now, if that is banned. */
export function refuseRenamed(network: Network, user: User): void {
  for (const session of [...user.sessions]) {
    if (refuseBanned(network, session) || user.account !== null) continue;
    const ban = loginBan(network, session);
    if (ban !== undefined) refuse(session, ban);
  }
}

/** Finds a ban because of which a client must log in. */
export function loginBan(
  network: Network,
  session: Session,
): ServerBan | undefined {
  return bansAgainst(network, session).find(({ requireSasl }) => requireSasl);
}

function refuse(session: Session, ban: ServerBan): void {
  const { kind, reason, requireSasl } = ban;
  const { network } = session;
  countRefusal(network, requireSasl ? "require-sasl" : "ban");
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
  if (requireSasl) return refuseWithoutLogin(session, reason);
  reply(session, ERR_YOUREBANNEDCREEP, reason);
  banish(session, `${kind}-lined: ${reason}`);
}

function refuseWithoutLogin(session: Session, reason: string): void {
  const { serverName } = session.network.settings;
  send(session, standardReply(serverName, "*", FAIL_ACCOUNT_REQUIRED, []));
  disconnect(session, `${FAIL_ACCOUNT_REQUIRED.text}: ${reason}`);
}

/** The mask of a ban as a value of a notice. */
export function maskOf(ban: Pick<ServerBan, "kind" | "mask">): NoticeValue {
  if (ban.kind === "R") return targetOf(ban);
  const [address, name] = ban.mask.split("@").reverse();
  return { name, address };
}

/** Tells whether the time of a ban is over. */
function isOver({ expiresAt }: ServerBan, { at }: Network): boolean {
  return expiresAt !== null && at >= expiresAt;
}

/** Gives the bans that hold now, in the order in which they were set. */
export function currentBans(network: Network): ServerBan[] {
  return [...network.records.bans.values()]
    .filter((ban) => !isOver(ban, network));
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

/** Gives the connections that a mask fits, whether they have logged in or not. */
export function sessionsFitting(
  network: Network,
  ban: Pick<ServerBan, "kind" | "mask">,
): Session[] {
  return [...network.sessions.values()]
    .filter((session) => new BanCheck(session).fits(ban));
}

/**
 * Ends the sessions that a ban is against, but not those of whoever sets it: who makes a mistake can mend it.
 *
 * @param by the session whose user asked for it
 * @returns the names of those that it has ended
 */
export function enforceServerBan(
  network: Network,
  ban: ServerBan,
  by: Session,
): string[] {
  const hit = sessionsFitting(network, ban)
    .filter((session) => session !== by && session.user !== by.user)
    .filter((session) => !ban.requireSasl || mustGo(session));
  const absent = absentFitting(network, ban);
  const names = [...hit.map(nameOf), ...absent.map(({ nick }) => nick)];
  for (const session of hit) refuse(session, ban);
  for (const user of absent) {
    disconnectUser(network, user, `${ban.kind}-lined: ${ban.reason}`);
  }
  return names;
}

/** Gives those without a connection whom a ban is against. They have logged in. */
function absentFitting({ kept, lost }: Network, ban: ServerBan): User[] {
  if (ban.requireSasl) return [];
  const absent = [...kept.values(), ...lost.keys()]
    .filter(({ sessions }) => sessions.length === 0);
  return absent.filter((user) => isAgainstAbsent(ban, user));
}

/** Tells whether there is a ban against a user who has no connection. */
export function isAbsentBanned(network: Network, user: User): boolean {
  return currentBans(network).some((ban) =>
    !ban.requireSasl && isAgainstAbsent(ban, user)
  );
}

/** What a connection is called: as its user is, or as where it comes from. */
export function nameOf({ host, user }: Session): string {
  return user?.nick ?? host;
}

/** Who is not registered yet may still log in. */
function mustGo(session: Session): boolean {
  return session.user !== null && accountOf(session) === null;
}

/**
 * Takes a ban away.
 *
 * @param ban with its mask in the form that is kept
 * @returns true if there was one
 */
export function removeServerBan(
  network: Network,
  ban: Pick<ServerBan, "kind" | "mask">,
  by: Session,
): boolean {
  const key = banKey(ban);
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
