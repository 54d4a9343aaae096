import { upperCase } from "../names/casemapping.ts";
import { isNickname } from "../names/names.ts";
import {
  ERR_BANONCHAN,
  ERR_ERRONEUSNICKNAME,
  ERR_NICKNAMEINUSE,
  ERR_NONICKCHANGE,
  RPL_TRYAGAIN,
} from "../wire/numerics.ts";
import { OPERATOR } from "../modes/index.ts";
import { forcedNick, isNotForcedNick } from "../accounts/forced_nick.ts";
import { ghostOf, ruleFor, whoseIs } from "../accounts/nicknames.ts";
import { resumedUser } from "../presence/resumed_user.ts";
import { joinRefusal, ownUser } from "../presence/own_user.ts";
import { NICKSERV_NICK } from "../accounts/nickserv_nick.ts";
import { channelAgainstName } from "../messages/speech_rules.ts";
import { isTooOften } from "../session/rates.ts";
import type { Context } from "../session/context.ts";
import { isForRelays, isLikeService, say } from "../session/services.ts";
import type { User } from "../state/user.ts";

/**
 * Refuses a nickname that a client may not take: with 432 one that nobody may have, with 433 one that somebody
 * else has, or that belongs to the account of somebody else. A client that has not said all of itself may have
 * logged in, or still do so: it is told in the end, by {@linkcode refusesNickname}.
 *
 * @see Modern IRC, "NICK message"
 */
export function refusesNicknameYet(context: Context, nick: string): boolean {
  const { network, session: { registration } } = context;
  if (registration === null) return refusesNickname(context, nick);
  // Who comes back is called as it was.
  if (resumedUser(network, context.session) !== null) return false;
  const { account, negotiating } = registration;
  const holder = network.findUser(nick);
  const mayBeOwn = account !== null ||
    negotiating && holder !== undefined && holder.account !== null;
  return isNoNickname(context, nick) || !mayBeOwn && isHeld(context, nick);
}

/** Refuses a nickname that a client may not take, which has said all of itself. */
export function refusesNickname(context: Context, nick: string): boolean {
  const { network, session } = context;
  const { registration, user } = session;
  if (isNoNickname(context, nick)) return true;
  if (registration !== null) {
    const why = joinRefusal(network, session, nick);
    if (why !== null) return refuseAsTaken(context, nick, why);
    if (ownUser(network, session, nick) !== null) return false;
  }
  const account = user?.account ?? registration?.account ?? null;
  if (forcedNick(network, account) !== null) {
    return isNotForcedNick(network, account, nick)
      ? refuseOtherNick(context, nick)
      : isKeptByOther(context, nick) && isHeld(context, nick);
  }
  const ghost = ghostOf(network, nick, account, user);
  if (ghost === undefined && isHeld(context, nick)) return true;
  if (ruleFor(network, { account }, nick) !== "strict") return false;
  const why = `${whoseIs(network, nick)} Log in to it ` +
    "with SASL or /NS IDENTIFY, or choose another nickname.";
  return refuseAsTaken(context, nick, why);
}

/** Tells whether somebody has a nickname who is always on. */
function isKeptByOther({ network, session }: Context, nick: string): boolean {
  const holder = network.findUser(nick);
  return holder !== undefined && holder !== session.user &&
    holder.kept !== null;
}

function refuseAsTaken(context: Context, nick: string, why: string): boolean {
  context.fail(ERR_NICKNAMEINUSE, nick);
  say(context.session, NICKSERV_NICK, why);
  return true;
}

/** Nobody has another one, where everybody is called as the account is. */
function refuseOtherNick(context: Context, nick: string): boolean {
  context.fail(ERR_ERRONEUSNICKNAME, nick);
  const text = "Your nickname is the name of your account here.";
  say(context.session, NICKSERV_NICK, text);
  return true;
}

/**
 * Refuses a nickname that an operator gives a user.
 *
 * @param user who is to have it
 */
export function refusesNicknameOf(
  context: Context,
  nick: string,
  user: User,
): boolean {
  return isNoNickname(context, nick) || isHeld(context, nick, user);
}

/** Refuses another nickname to a user who must keep the one it has: because of a channel, or for a while. */
export function refusesRenaming(
  context: Context,
  user: User,
  nick: string,
): boolean {
  const refuse = (...refusal: Parameters<Context["fail"]>) => {
    context.fail(...refusal);
    return true;
  };
  const { name } = context.command;
  for (const channel of user.channels) {
    if (channel.modes.has("N") && channel.rankOf(user) < OPERATOR) {
      return refuse(ERR_NONICKCHANGE, channel.name);
    }
  }
  const against = channelAgainstName(user, name, nick);
  if (against !== undefined) return refuse(ERR_BANONCHAN, nick, against.name);
  return isTooOften(context, user, "nicks") && refuse(RPL_TRYAGAIN, name);
}

function isNoNickname(context: Context, nick: string): boolean {
  if (isNickname(nick, context.limits) && !isReserved(context, nick)) {
    return false;
  }
  context.fail(ERR_ERRONEUSNICKNAME, nick);
  return true;
}

function isReserved({ protocol, settings }: Context, nick: string): boolean {
  const { commands } = protocol;
  if (isLikeService(protocol, nick) || isForRelays(settings, nick)) return true;
  return !settings.commandNicknames && commands.has(upperCase(nick));
}

function isHeld(
  context: Context,
  nick: string,
  self: User | null = context.session.user,
): boolean {
  const holder = context.network.findUser(nick);
  if (holder === undefined || holder === self) return false;
  const { registration } = context.session;
  if (registration !== null) registration.refusedNick = nick;
  context.fail(ERR_NICKNAMEINUSE, nick);
  return true;
}
