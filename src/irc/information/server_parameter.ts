import { matchesMask } from "../names/mask.ts";
import { ERR_NOSUCHSERVER } from "../wire/numerics.ts";
import type { Context } from "../session/context.ts";

/**
 * Tells whether a query is for this server, the only one there is: its name or a mask that fits it, the
 * nickname of somebody who is on it, or nothing. Any other is refused with 402.
 *
 * @see Modern IRC, "Server Queries and Commands"
 */
export function meansThisServer(context: Context, target = ""): boolean {
  const { network, settings } = context;
  if (
    target === "" || matchesMask(target, settings.serverName) ||
    network.findUser(target) !== undefined
  ) {
    return true;
  }
  context.fail(ERR_NOSUCHSERVER, target);
  return false;
}
