import { fold } from "../names/casemapping.ts";
import { NICK_RULES, type NickRule } from "../names/account_rules.ts";
import type { Account } from "../state/account.ts";
import type { Network } from "../state/network.ts";
import type { User } from "../state/user.ts";
import type { Context } from "../session/context.ts";
import { say } from "../session/services.ts";
import { renameUser } from "../users/renaming.ts";
import { isLoggedInTo, ownerOf } from "./accounts.ts";
import { NICKSERV_NICK } from "./nickserv_nick.ts";

/** What those are called who must give up a nickname, with a number behind it. */
const GUEST = "Guest-";

/** The name of the setting by which an account has its nicknames guarded otherwise than all. */
export const ENFORCE = "enforce";

/** Tells what becomes of a user who has a nickname, or takes it. */
export function ruleFor(
  network: Network,
  user: Pick<User, "account"> | null,
  nick: string,
): NickRule {
  const owner = ownerOf(network, nick);
  if (owner === undefined || owner.verifiedAt === null) return "none";
  const account = user?.account ?? null;
  if (account !== null && fold(account) === fold(owner.name)) return "none";
  return ruleOf(network, owner);
}

function ruleOf({ settings }: Network, { settings: own }: Account): NickRule {
  const chosen = NICK_RULES.find((rule) => rule === own[ENFORCE]);
  return chosen ?? settings.accountRules.nicknames;
}

/** Tells whether a name is what somebody is called who had to give up a nickname. */
export function isGuestName(name: string): boolean {
  return fold(name).startsWith(fold(GUEST)) &&
    /^\d+$/.test(name.slice(GUEST.length));
}

/**
 * Looks whether a user may have its nickname: after it took that, logged in or out, or the nickname came to
 * belong to an account. Who may not is called otherwise, at once or after a time.
 */
export function watchNick(network: Network, user: User): void {
  const { squatters } = network;
  const rule = ruleFor(network, user, user.nick);
  if (rule === "strict") return renameAsGuest(network, user, RESERVED);
  if (rule === "none") return void squatters.delete(user);
  const known = squatters.get(user);
  if (known !== undefined && fold(known.nick) === fold(user.nick)) return;
  const { nicknameMs } = network.settings.accountRules;
  squatters.set(user, { nick: user.nick, until: network.at + nicknameMs });
  const seconds = Math.ceil(nicknameMs / 1000);
  tellUser(
    user,
    `The nickname ${user.nick} belongs to an account. Log in to it within ` +
      `${seconds} seconds, or you are given another nickname.`,
  );
}

const RESERVED = "The nickname belongs to an account that you are not " +
  "logged in to: you are given another one.";

/** Finds out whose time is over, and who has given up the nickname by itself. */
export function expireNicks(network: Network): void {
  for (const [user, { until }] of network.squatters) {
    if (ruleFor(network, user, user.nick) === "none") {
      network.squatters.delete(user);
    } else if (network.at >= until) renameAsGuest(network, user, RESERVED);
  }
}

/**
 * Gives a user a nickname that nobody has, in place of one that belongs to somebody else.
 *
 * @param why what the user is told
 */
export function renameAsGuest(network: Network, user: User, why: string): void {
  network.squatters.delete(user);
  tellUser(user, why);
  renameUser(network, user, nextGuest(network));
}

function nextGuest(network: Network): string {
  for (;;) {
    const nick = `${GUEST}${++network.lastGuest}`;
    const isFree = network.findUser(nick) === undefined &&
      ownerOf(network, nick) === undefined;
    if (isFree) return nick;
  }
}

function tellUser(user: User, text: string): void {
  for (const session of user.sessions) say(session, NICKSERV_NICK, text);
}

/**
 * Finds who has a nickname that a client may take from it: another login to the same account, which may be a
 * connection that is dead already.
 *
 * @param account what the client is logged in to; null for nothing
 */
export function ghostOf(
  network: Network,
  nick: string,
  account: string | null,
  self: User | null,
): User | undefined {
  const holder = network.findUser(nick);
  if (holder === undefined || holder === self || account === null) {
    return undefined;
  }
  return holder.account !== null && fold(holder.account) === fold(account)
    ? holder
    : undefined;
}

/** Takes a nickname from another login to the same account, if one has it. */
export function takeNickBack(
  network: Network,
  nick: string,
  account: string | null,
  self: User | null,
): void {
  const ghost = ghostOf(network, nick, account, self);
  if (ghost === undefined) return;
  const why = "Your nickname was taken back by another connection of yours.";
  renameAsGuest(network, ghost, why);
}

/** Takes the nickname back with which a client is about to be registered. */
export function takeFirstNickBack({ network, session }: Context): void {
  const { registration } = session;
  if (registration === null || registration.nick === null) return;
  takeNickBack(network, registration.nick, registration.account, null);
}

/** Looks at who has a nickname now that it belongs to an account. */
export function watchNicksOf(network: Network, account: Account): void {
  for (const nick of [account.name, ...account.nicks]) {
    const holder = network.findUser(nick);
    if (holder !== undefined && !isLoggedInTo(holder, account)) {
      watchNick(network, holder);
    }
  }
}
