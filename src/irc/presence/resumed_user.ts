import { isPassword } from "../session/passwords.ts";
import type { Network } from "../state/network.ts";
import type { Session } from "../state/session.ts";
import type { User } from "../state/user.ts";

/**
 * Finds the user whom a client comes back as, who has shown that it may; null for nobody. Who has logged in is a user of
 * that account, and nobody without one.
 */
export function resumedUser(
  network: Network,
  { registration }: Session,
): User | null {
  const resuming = registration?.resuming ?? null;
  return resuming === null || registration?.account != null
    ? null
    : findResumable(network, resuming.user, resuming.tokenHash);
}

/** Finds a user without an account whom a token brings back. It is good once. */
export function findResumable(
  { resumptions, usersById }: Network,
  id: number,
  tokenHash: string,
): User | null {
  const user = usersById.get(id);
  const expected = user === undefined ? undefined : resumptions.get(user);
  if (user === undefined || expected === undefined) return null;
  return isPassword(expected, tokenHash) ? user : null;
}
