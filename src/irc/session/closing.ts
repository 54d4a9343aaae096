import type { Session } from "../state/session.ts";
import { endAnswer } from "./answer.ts";
import { errorMessage, send } from "./send.ts";

/**
 * Ends a session that has no user, or none any more. The client is told why, and nothing after that.
 *
 * @param error the text of ERROR
 */
export function closeSession(session: Session, error: string): void {
  session.network.removeSession(session);
  send(session, errorMessage(error));
  endAnswer(session);
  session.sink?.close();
}
