import { upperCase } from "../wire/casemapping.ts";
import { isNickname } from "../wire/names.ts";
import {
  ERR_ERRONEUSNICKNAME,
  ERR_NICKNAMEINUSE,
  type Numeric,
} from "../wire/numerics.ts";
import type { Context } from "../context.ts";

/**
 * Tells what keeps a client from taking a nickname.
 *
 * @param context who wants it
 * @param nick the nickname
 * @returns 432 for one that nobody may have, 433 for one that somebody else has, null for one that is free
 * @see Modern IRC, "NICK message"
 */
export function nicknameRefusal(
  context: Context,
  nick: string,
): Numeric | null {
  if (!isNickname(nick) || context.commands.has(upperCase(nick))) {
    return ERR_ERRONEUSNICKNAME;
  }
  const owner = context.network.findUser(nick);
  return owner === undefined || owner === context.session.user
    ? null
    : ERR_NICKNAMEINUSE;
}
