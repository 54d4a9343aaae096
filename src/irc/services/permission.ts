import type { UserContext } from "../session/context.ts";
import type { Permission } from "./service.ts";

/**
 * Tells why a user may not give a command of a service; null if it may. Here alone that is decided.
 */
export function refusalOf(
  { user }: UserContext,
  permission: Permission,
): string | null {
  switch (permission) {
    case "anyone":
      return null;
    case "account":
    case "founder":
      return user.account === null
        ? "You must log in to an account first."
        : null;
    default:
      return user.may(permission)
        ? null
        : `Only operators with the privilege ${permission} may do that.`;
  }
}
