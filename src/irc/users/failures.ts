import type { Account } from "../state/account.ts";
import type { Session } from "../state/session.ts";
import { countRefusal } from "../state/refusing.ts";
import { disconnect } from "./quitting.ts";

/** How often a client may fail: each password that is checked takes time and memory. */
const MAX_FAILURES = 3;

/** Whom a client wants to be: an account or an operator by its name in the configuration; "" for nobody who is there. */
export type Claim = `${"account" | "operator"} ${string}` | "";

/** Gives the claim of who wants to be the owner of an account. */
export function claimOf({ name }: Pick<Account, "name">): Claim {
  return `account ${name}`;
}

/**
 * Counts that a client has failed to prove who it is, with AUTHENTICATE or OPER, and ends the session that has
 * failed too often.
 *
 * @param reason why it ends then, as others see it
 * @returns true if it has ended
 */
export function countFailure(
  session: Session,
  claim: Claim,
  reason: string,
): boolean {
  session.failures = [...session.failures ?? [], claim];
  if (session.failures.length < MAX_FAILURES) return false;
  countRefusal(session.network, "failures");
  disconnect(session, reason);
  return true;
}

/**
 * Forgets how often a client has failed to be whom it has proved to be in the end. Other failures stay: else who
 * is somebody would have all tries at somebody else.
 */
export function forgiveFailures(session: Session, claim: Claim): void {
  const left = session.failures?.filter((failed) => failed !== claim) ?? [];
  session.failures = left.length === 0 ? null : left;
}
