import type { ServicePresence, UserContext } from "../session/context.ts";
import { say } from "../session/services.ts";

/**
 * Carries to a service what a user says to it. NOTICE is not answered, and tags alone say nothing.
 *
 * @param command PRIVMSG, NOTICE or TAGMSG
 * @param text null for tags alone
 */
export function tellService(
  context: UserContext,
  service: ServicePresence,
  command: string,
  text: string | null,
): void {
  if (text === null) return;
  const { session, user } = context;
  // Its other connections need not see it, and nobody a password.
  if (session.has("echo-message")) {
    const shown = service.withoutSecrets(text).split("\n", 1)[0];
    context.send(user.message(command, [service.nick], shown));
  }
  if (command !== "PRIVMSG") return;
  if (text.includes("\n")) {
    return say(session, service.nick, "One command at a time, please.");
  }
  service.hear(context, text);
}
