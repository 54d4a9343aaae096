import { OutgoingMessage } from "../wire/outgoing.ts";
import type { User } from "../state/user.ts";

/**
 * @param user somebody new
 * @returns what tells those who asked for it who they are
 * @see IRCv3 draft/whoami
 */
export function whoamiMessage(user: User): OutgoingMessage {
  return user.message("SETNAME", [], user.realname, { needs: "draft/whoami" });
}

/**
 * Tells a user what has changed about itself. Who asked for that with
 * draft/whoami needs no other capability for it.
 *
 * @param user who has changed
 * @param change what others are told, and what capability they need for it
 * @see IRCv3 draft/whoami
 */
export function tellOneself(user: User, change: OutgoingMessage): void {
  const { delivery, facts, text } = change;
  const otherwise = new OutgoingMessage(text, facts, { needs: "draft/whoami" });
  user.send(
    new OutgoingMessage(text, facts, { ...delivery, otherwise: [otherwise] }),
  );
}
