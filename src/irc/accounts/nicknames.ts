import { fold } from "../names/casemapping.ts";
import { skeletonsOf } from "../names/skeleton.ts";
import { NICK_RULES, type NickRule } from "../names/account_rules.ts";
import type { Account } from "../state/account.ts";
import type { Network } from "../state/network.ts";
import type { User } from "../state/user.ts";
import { say } from "../session/services.ts";
import { renameUser } from "../users/renaming.ts";
import { accountsLike, isLoggedInTo, ownerOf } from "./accounts.ts";
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
  const owners = ownersOf(network, nick);
  const account = user?.account ?? null;
  const isOwn = ({ name }: Account) =>
    account !== null && fold(account) === fold(name);
  if (owners.some(isOwn)) return "none";
  const rules = owners.map((owner) => ruleOf(network, owner));
  return NICK_RULES.find((rule) => rules.includes(rule)) ?? "none";
}

/** Finds the account that a nickname belongs to, or else those that it looks like one of. */
function ownersOf(network: Network, nick: string): readonly Account[] {
  const owner = ownerOf(network, nick);
  const owners = owner === undefined ? accountsLike(network, nick) : [owner];
  return owners.filter(({ verifiedAt }) => verifiedAt !== null);
}

/** Says why a nickname is not for everybody. */
export function whoseIs(network: Network, nick: string): string {
  return ownerOf(network, nick) === undefined
    ? `The nickname ${nick} looks like one that belongs to an account.`
    : `The nickname ${nick} belongs to an account.`;
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
  if (rule === "strict") return takeNickAway(network, user);
  if (rule === "none") return void squatters.delete(user);
  const known = squatters.get(user);
  if (known !== undefined && fold(known.nick) === fold(user.nick)) return;
  const { nicknameMs } = network.settings.accountRules;
  squatters.set(user, { nick: user.nick, until: network.at + nicknameMs });
  const seconds = Math.ceil(nicknameMs / 1000);
  tellUser(
    user,
    `${whoseIs(network, user.nick)} Log in to it within ` +
      `${seconds} seconds, or you are given another nickname.`,
  );
}

function takeNickAway(network: Network, user: User): void {
  const why = `${whoseIs(network, user.nick)} You are not logged in to it: ` +
    "you are given another nickname.";
  renameAsGuest(network, user, why);
}

/** Finds out whose time is over, and who has given up the nickname by itself. */
export function expireNicks(network: Network): void {
  for (const [user, { until }] of network.squatters) {
    if (ruleFor(network, user, user.nick) === "none") {
      network.squatters.delete(user);
    } else if (network.at >= until) takeNickAway(network, user);
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
  // It is not dead: it is always there.
  if (holder.kept !== null) return undefined;
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

/** Looks at who has a nickname, or one like it, now that it belongs to an account. */
export function watchNicksOf(network: Network, account: Account): void {
  const looks = new Set([account.name, ...account.nicks].flatMap(skeletonsOf));
  for (const holder of [...network.users.values()]) {
    const isMeant = skeletonsOf(holder.nick).some((look) => looks.has(look));
    if (isMeant && !isLoggedInTo(holder, account)) watchNick(network, holder);
  }
}
