import { packWords } from "../names/text.ts";
import type { Numeric } from "../wire/numerics.ts";
import type { UserContext } from "../session/context.ts";
import type { User } from "../state/user.ts";

/**
 * Answers a query for nicknames with those that somebody has, on as many lines as it takes, and with an empty
 * one where nobody has any.
 *
 * @param params nicknames, several of which may stand in one parameter
 * @param describe writes what the answer says of a user, without spaces
 * @param most how many of the nicknames count
 */
export function replyOnline(
  context: UserContext,
  numeric: Numeric,
  params: readonly string[],
  describe: (user: User) => string,
  most = Infinity,
): void {
  const found = params.flatMap((param) => param.split(" "))
    .slice(0, most)
    .map((nick) => context.network.findUser(nick))
    .filter((user) => user !== undefined)
    .map(describe);
  if (found.length === 0) return context.reply(numeric, "");
  for (const line of packWords(found, context.roomFor(numeric))) {
    context.reply(numeric, line);
  }
}
