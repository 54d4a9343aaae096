import { OutgoingMessage } from "../wire/outgoing.ts";
import type { UserContext } from "../session/context.ts";
import type { User } from "../state/user.ts";
import { tell } from "../session/send.ts";

/**
 * Tells a newcomer who it is, if its client asked for that.
 *
 * @see IRCv3 draft/whoami
 */
export function tellWhoami(context: UserContext): void {
  const { user } = context;
  const needs = "draft/whoami";
  context.send(user.message("SETNAME", [], user.realname, { needs }));
}

/**
 * Tells a user what has changed about itself. Who asked for that with
 * draft/whoami needs no other capability for it.
 *
 * @param change what others are told, and what capability they need for it
 * @see IRCv3 draft/whoami
 */
export function tellOneself(user: User, change: OutgoingMessage): void {
  const { delivery, facts, text } = change;
  const otherwise = new OutgoingMessage(text, facts, { needs: "draft/whoami" });
  tell(
    user,
    new OutgoingMessage(text, facts, { ...delivery, otherwise: [otherwise] }),
  );
}
