import type { Numeric } from "../wire/numerics.ts";
import type { UserContext } from "../session/context.ts";
import type { Identity } from "../session/services.ts";
import type { User } from "../state/user.ts";
import { replyOnline } from "./online_reply.ts";

const MAX_NICKNAMES = 5;

/**
 * Answers USERHOST and USERIP: `nick=+user@host` for each of the first five nicknames that somebody has, with
 * `*` behind an operator's and `-` for those who are away.
 *
 * @param hostOf gives what stands as the host of a user
 * @see Modern IRC, "RPL_USERHOST"
 */
export function replyUserhosts(
  context: UserContext,
  numeric: Numeric,
  nicks: readonly string[],
  hostOf: (user: User) => string,
): void {
  const describe = (somebody: User | Identity) => {
    const { nick, username } = somebody;
    if (!("away" in somebody)) return `${nick}=+${username}@${somebody.host}`;
    const isOperator = somebody.operator === null ? "" : "*";
    const isAway = somebody.away === null ? "+" : "-";
    return `${nick}${isOperator}=${isAway}${username}@${hostOf(somebody)}`;
  };
  replyOnline(context, numeric, nicks, describe, MAX_NICKNAMES);
}
