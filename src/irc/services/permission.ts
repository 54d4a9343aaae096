import { fold } from "../names/casemapping.ts";
import type { Network } from "../state/network.ts";
import type { User } from "../state/user.ts";
import type { UserContext } from "../session/context.ts";
import type { Permission } from "./service.ts";

/**
 * Tells why a user may not give a command of a service; null if it may. Here alone that is decided.
 *
 * @param params what the command was given
 */
export function refusalOf(
  { network, user }: UserContext,
  permission: Permission,
  params: readonly string[],
): string | null {
  switch (permission) {
    case "anyone":
      return null;
    case "founder":
      return noAccount(user) ?? notFounder(network, user, params[0]);
    case "account":
      return noAccount(user);
    default:
      return user.may(permission)
        ? null
        : `Only operators with the privilege ${permission} may do that.`;
  }
}

function noAccount({ account }: User): string | null {
  return account === null ? "You must log in to an account first." : null;
}

/** Without a channel it is the number of parameters that is wrong. */
function notFounder(
  { records }: Network,
  { account }: User,
  name: string | undefined,
): string | null {
  if (name === undefined) return null;
  const channel = records.channels.get(fold(name));
  if (channel === undefined) return `The channel ${name} is not registered.`;
  return fold(channel.founder) === fold(account ?? "")
    ? null
    : `Only the founder of ${channel.name} may do that.`;
}
