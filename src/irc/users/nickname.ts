import { upperCase } from "../names/casemapping.ts";
import { isNickname } from "../names/names.ts";
import {
  ERR_ERRONEUSNICKNAME,
  ERR_NICKNAMEINUSE,
  type Numeric,
} from "../wire/numerics.ts";
import type { Context } from "../session/context.ts";
import { findService } from "../session/services.ts";
import type { User } from "../state/user.ts";

/**
 * Tells what keeps a client from taking a nickname: 432 for one that nobody may have, 433 for one that somebody
 * else has, null for one that is free.
 *
 * @param user who is to have it
 * @see Modern IRC, "NICK message"
 */
export function nicknameRefusal(
  context: Context,
  nick: string,
  user: User | null = context.session.user,
): Numeric | null {
  if (
    !isNickname(nick, context.limits) ||
    isReserved(context, nick)
  ) {
    return ERR_ERRONEUSNICKNAME;
  }
  const owner = context.network.findUser(nick);
  return owner === undefined || owner === user ? null : ERR_NICKNAMEINUSE;
}

function isReserved({ protocol, settings }: Context, nick: string): boolean {
  const { commands } = protocol;
  if (findService(protocol, nick) !== undefined) return true;
  return !settings.commandNicknames && commands.has(upperCase(nick));
}
