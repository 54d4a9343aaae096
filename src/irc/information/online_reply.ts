import { packWords } from "../names/text.ts";
import type { Numeric } from "../wire/numerics.ts";
import type { UserContext } from "../session/context.ts";
import { findService, type Identity, identityOf } from "../session/services.ts";
import type { User } from "../state/user.ts";

/**
 * Answers a query for nicknames with those that somebody has, services too, on as many lines as it takes, and with an empty
 * one where nobody has any.
 *
 * @param params nicknames, several of which may stand in one parameter
 * @param describe writes what the answer says of somebody, without spaces
 * @param most how many of the nicknames count
 */
export function replyOnline(
  context: UserContext,
  numeric: Numeric,
  params: readonly string[],
  describe: (somebody: User | Identity) => string,
  most = Infinity,
): void {
  const found = params.flatMap((param) => param.split(" "))
    .slice(0, most)
    .map((nick) => find(context, nick))
    .filter((somebody) => somebody !== undefined)
    .map(describe);
  if (found.length === 0) return context.reply(numeric, "");
  for (const line of packWords(found, context.roomFor(numeric))) {
    context.reply(numeric, line);
  }
}

/** Services are always there. */
function find(
  { network, protocol, settings }: UserContext,
  nick: string,
): User | Identity | undefined {
  const service = findService(protocol, nick);
  return service === undefined
    ? network.findUser(nick)
    : identityOf(service.nick, settings);
}
