import { fold } from "../names/casemapping.ts";
import { isNickname } from "../names/names.ts";
import type { Network } from "../state/network.ts";
import type { User } from "../state/user.ts";
import { renameUser } from "../users/renaming.ts";
import type { Context } from "../session/context.ts";
import { renameAsGuest, takeNickBack } from "./nicknames.ts";

/**
 * Gives the nickname that a user must have who is logged in to an account: the account's name, where the network
 * wants it so.
 *
 * @returns null where users choose their nicknames
 */
export function forcedNick(
  { settings: { accountRules, limits } }: Network,
  account: string | null,
): string | null {
  return account !== null && accountRules.forceNick &&
      isNickname(account, limits)
    ? account
    : null;
}

/** Tells whether a nickname is not the one that a user must have, in any case. */
export function isNotForcedNick(
  network: Network,
  account: string | null,
  nick: string,
): boolean {
  const forced = forcedNick(network, account);
  return forced !== null && fold(forced) !== fold(nick);
}

/** Calls a user as its account is called, where it must be called so. */
export function forceNick(network: Network, user: User): void {
  const nick = forcedNick(network, user.account);
  if (nick === null || fold(nick) === fold(user.nick)) return;
  // Nobody takes it from who is always on.
  if ((network.findUser(nick)?.kept ?? null) !== null) return;
  makeWay(network, nick, user.account, user);
  renameUser(network, user, nick);
}

/** Makes the nickname free with which a client is about to be registered. */
export function makeFirstWay({ network, session }: Context): void {
  const { registration } = session;
  if (registration === null || registration.nick === null) return;
  makeWay(network, registration.nick, registration.account, null);
}

/**
 * Takes a nickname that a client may have from another login to the same account, or from whoever has it where it
 * is the one that this client must have.
 *
 * @param account what the client is logged in to; null for nothing
 */
export function makeWay(
  network: Network,
  nick: string,
  account: string | null,
  self: User | null,
): void {
  takeNickBack(network, nick, account, self);
  const holder = network.findUser(nick);
  if (holder === undefined || holder === self) return;
  if (forcedNick(network, account) === null) return;
  const why = "Somebody has logged in whose account is called as you are: " +
    "you are given another nickname.";
  renameAsGuest(network, holder, why);
}
