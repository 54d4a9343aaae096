import type { Session } from "../state/session.ts";
import { disconnect } from "./quitting.ts";
import { countRefusal } from "../state/refusing.ts";

/** How often a client may fail: each password that is checked takes time and memory. */
const MAX_FAILURES = 3;

/**
 * Counts that a client has failed to prove who it is, with AUTHENTICATE or OPER, and ends the session that has
 * failed too often.
 *
 * @param reason why it ends then, as others see it
 * @returns true if it has ended
 */
export function countFailure(session: Session, reason: string): boolean {
  if (++session.failures < MAX_FAILURES) return false;
  countRefusal(session.network, "failures");
  disconnect(session, reason);
  return true;
}
