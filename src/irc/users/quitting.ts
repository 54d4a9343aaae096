import { RPL_MONOFFLINE } from "../wire/numerics.ts";
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
  error = `Closing link: ${session.target}[${session.host}] (${reason})`,
): void {
  const { network } = session;
  const user = network.detach(session);
  if (user !== null) quit(network, user, reason);
  closeSession(session, error);
}

/** Takes a user off the network, seen by those who share a channel and those who watch the nickname. */
function quit(network: Network, user: User, reason: string): void {
  const event = network.event(user, "QUIT", null, [], reason);
  const message = messageOf(event).share();
  const told = neighbours(user);
  network.removeUser(user);
  for (const watcher of network.watchLists.of(user.nick)) {
    reply(watcher, RPL_MONOFFLINE, user.nick);
  }
  for (const neighbour of told) tell(neighbour, message);
}
