import { packWords } from "../names/text.ts";
import type { Numeric } from "../wire/numerics.ts";
import type { UserContext } from "../session/context.ts";
import type { User } from "../state/user.ts";

const MAX_NICKNAMES = 5;

/**
 * Answers USERHOST and USERIP: `nick=+user@host` for each nickname that somebody
 * has, with `*` behind an operator's and `-` for those who are away.
 *
 * @param numeric the numeric of the answer
 * @param params the nicknames, of which five count
 * @param hostOf what stands as the host of a user
 * @see Modern IRC, "RPL_USERHOST"
 */
export function replyUserhosts(
  context: UserContext,
  numeric: Numeric,
  params: readonly string[],
  hostOf: (user: User) => string,
): void {
  const found = params.flatMap((param) => param.split(" "))
    .slice(0, MAX_NICKNAMES)
    .map((nick) => context.network.findUser(nick))
    .filter((user) => user !== undefined)
    .map((user) => {
      const { away, nick, operator, username } = user;
      const isOperator = operator === null ? "" : "*";
      const isAway = away === null ? "+" : "-";
      return `${nick}${isOperator}=${isAway}${username}@${hostOf(user)}`;
    });
  if (found.length === 0) return context.reply(numeric, "");
  for (const line of packWords(found, context.roomFor(numeric))) {
    context.reply(numeric, line);
  }
}
