import { findAccount, sessionsOf } from "../accounts/accounts.ts";
import { suspendedAccounts, suspensionOf } from "../accounts/suspension.ts";
import { parseBlock } from "../names/address.ts";
import { packWords } from "../names/text.ts";
import type { UserContext } from "../session/context.ts";
import { tellByNotice } from "../session/notices.ts";
import type { Account } from "../state/account.ts";
import type { Network } from "../state/network.ts";
import { banKey } from "../state/records.ts";
import type { ServerBan } from "../state/server_ban.ts";
import type { Session } from "../state/session.ts";
import type { User } from "../state/user.ts";
import { ACCOUNT_PREFIX, targetOf } from "./ban_kinds.ts";
import { type BanMask, coversBlock } from "./ban_matching.ts";
import {
  bansAgainst,
  currentBans,
  nameOf,
  sessionsFitting,
} from "./server_bans.ts";
import { readTarget } from "./uban_target.ts";

/** So many bytes of names stand on one line. */
const ROOM = 350;

/** So many of those whom a ban hits are named. */
const MOST_NAMED = 100;

/** Lists all bans, those that KLINE and DLINE have set and suspended accounts among them. */
export function listUbans(context: UserContext): void {
  const { network, session } = context;
  const lines = [
    ...currentBans(network).map(describeBan),
    ...suspendedAccounts(network)
      .map((account) => describeSuspension(network, account)),
  ];
  tellByNotice(session, `${counted(lines.length, "ban")} in all`);
  for (const line of lines) tellByNotice(session, line);
}

/** Tells what is set that is about somebody, and whom such a ban would hit now. */
export function tellOfUban(context: UserContext, given: string): void {
  const { network, session } = context;
  const user = network.findUser(given);
  if (user !== undefined) tellOfUser(context, user);
  if (user !== undefined && findAccount(network, given) === undefined) return;
  const target = readTarget(context, given);
  if (target === null) return;
  if ("account" in target) return tellOfAccount(context, target.account);
  const { kind: { kind }, mask } = target;
  const about = { kind, mask };
  sayBans(session, bansAbout(network, about));
  const hits = sessionsFitting(network, about).map(nameOf);
  sayHits(session, "It fits", hits);
}

function tellOfUser({ network, session }: UserContext, user: User): void {
  const { account, nick, realSource, sessions } = user;
  const login = account === null ? "not logged in" : `logged in to ${account}`;
  tellByNotice(session, `${nick} is ${realSource}, ${login}`);
  const bans = sessions.flatMap((own) => [...bansAgainst(network, own)]);
  sayBans(session, [...new Set(bans)]);
}

function tellOfAccount({ network, session }: UserContext, account: Account) {
  const isSuspended = suspensionOf(network, account) !== null;
  const text = isSuspended
    ? describeSuspension(network, account)
    : `The account ${account.name} is not suspended`;
  tellByNotice(session, text);
  sayHits(session, "It has", sessionsOf(network, account).map(nameOf));
}

/** Those with that very mask, and those that cover the addresses that it names. */
function bansAbout(network: Network, about: BanMask): ServerBan[] {
  const block = about.kind === "D" ? parseBlock(about.mask) : null;
  return currentBans(network).filter((ban) =>
    banKey(ban) === banKey(about) || block !== null && coversBlock(ban, block)
  );
}

function sayBans(session: Session, bans: readonly ServerBan[]): void {
  if (bans.length === 0) tellByNotice(session, "No ban is set");
  for (const ban of bans) tellByNotice(session, describeBan(ban));
}

/**
 * Tells which connections something is about: how many, and as many names as are readable.
 *
 * @param what what stands before their number
 */
export function sayHits(
  session: Session,
  what: string,
  names: readonly string[],
): void {
  tellByNotice(session, `${what} ${counted(names.length, "connection")}`);
  const shown = [...new Set(names)].slice(0, MOST_NAMED);
  for (const line of packWords(shown, ROOM)) tellByNotice(session, line);
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

function describeBan(ban: ServerBan): string {
  const { expiresAt, reason, requireSasl, setAt, setBy } = ban;
  const but = requireSasl ? " REQUIRE-SASL" : "";
  return `${targetOf(ban)}${but}, ${
    setFor(setBy, setAt, expiresAt)
  }: ${reason}`;
}

function describeSuspension(network: Network, account: Account): string {
  const suspension = suspensionOf(network, account);
  if (suspension === null) return "";
  const { at, by, reason, until } = suspension;
  return `${ACCOUNT_PREFIX}${account.name}, ${
    setFor(by, at, until)
  }: ${reason}`;
}

function setFor(by: string, at: number, until: number | null): string {
  const end = until === null ? "" : ` until ${new Date(until).toISOString()}`;
  return `by ${by} at ${new Date(at).toISOString()}${end}`;
}
