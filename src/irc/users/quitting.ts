import { RPL_MONOFFLINE } from "../wire/numerics.ts";
import { type Audience, audiencesOf } from "../messages/speech_rules.ts";
import type { Network } from "../state/network.ts";
import type { Session } from "../state/session.ts";
import type { User } from "../state/user.ts";
import { neighbours } from "../state/visibility.ts";
import { closeSession } from "../session/closing.ts";
import { messageOf } from "../session/events.ts";
import { reply, tell } from "../session/send.ts";

/**
 * Ends a session: the client is told why. Its user leaves the network with the last one, and everyone on a
 * channel with that user sees it quit, once.
 *
 * @param reason why, as others see it
 * @param error what the client itself is told with ERROR
 */
export function disconnect(
  session: Session,
  reason: string,
  error = closingLink(session, reason),
): void {
  end(
    session,
    error,
    reason,
    (user) => [{ text: reason, users: neighbours(user) }],
  );
}

/**
 * Ends a session as its client has asked. What the user says with it is seen by those who share a channel where
 * it may be said.
 *
 * @param words why, in the user's own words; "" for no reason
 */
export function disconnectBy(session: Session, words: string): void {
  const reason = reasonOf(words);
  end(
    session,
    closingLink(session, reason),
    reason,
    (user) =>
      audiencesOf(user, "QUIT", words)
        .map(({ text, users }) => ({ text: reasonOf(text), users })),
  );
}

function reasonOf(words: string): string {
  return words === "" ? "Quit" : `Quit: ${words}`;
}

function closingLink({ host, target }: Session, reason: string): string {
  return `Closing link: ${target}[${host}] (${reason})`;
}

function end(
  session: Session,
  error: string,
  reason: string,
  audiences: (user: User) => readonly Audience[],
): void {
  const { network } = session;
  const user = network.detach(session);
  if (user !== null) quit(network, user, reason, audiences(user));
  closeSession(session, error);
}

/** Takes a user off the network, seen by those who share a channel and those who watch the nickname. */
function quit(
  network: Network,
  user: User,
  reason: string,
  audiences: readonly Audience[],
): void {
  const event = network.event(user, "QUIT", null, [], reason);
  network.removeUser(user);
  for (const watcher of network.watchLists.of(user.nick)) {
    reply(watcher, RPL_MONOFFLINE, user.nick);
  }
  for (const { text, users } of audiences) {
    const message = messageOf({ ...event, text }).share();
    for (const other of users) tell(other, message);
  }
}
