import { ERR_NOPRIVILEGES, ERR_NOSUCHSERVER } from "../wire/numerics.ts";
import type { UserContext } from "../session/context.ts";

/**
 * Answers what operators want done with another server, of which there is none:
 * 402, and 481 for those who are no operators.
 *
 * @param params the server's name, and what else there is
 */
export function refuseServer(
  context: UserContext,
  [server]: readonly string[],
): void {
  if (context.user.operator === null) return context.fail(ERR_NOPRIVILEGES);
  context.fail(ERR_NOSUCHSERVER, server);
}
