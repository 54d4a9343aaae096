import { type Numeric, numericReply } from "../wire/numerics.ts";
import { type Line, OutgoingMessage } from "../wire/outgoing.ts";
import type { Channel } from "../state/channel.ts";
import type { Network } from "../state/network.ts";
import type { Session } from "../state/session.ts";
import type { User } from "../state/user.ts";
import {
  isSeenByAll,
  neighbours,
  seesMember,
  watchersBeside,
} from "../state/visibility.ts";

/**
 * Sends a client a message, in the form that its capabilities ask for. While a command of this client is
 * carried out, the message is part of the answer.
 */
export function send(
  session: Session,
  message: OutgoingMessage,
): void {
  const { delivery } = message;
  if (delivery?.needs !== undefined && !session.has(delivery.needs)) {
    for (const other of delivery.otherwise ?? []) send(session, other);
  } else if (session.answer !== null) session.answer.add(message);
  else write(session, lineOf(session, message));
}

/** Gives the line of a message that has the tags which a client's capabilities ask for. */
export function lineOf(session: Session, message: OutgoingMessage): Line {
  const { tagBits } = session;
  return tagBits === 0 ? message : message.lineFor(tagBits, session.network.at);
}

/** Sends a client one line as it is, outside of any answer. */
export function write(session: Session, line: Line): void {
  session.linesSent++;
  session.network.work++;
  session.charactersSent += line.length;
  session.sink?.write(line);
}

/**
 * Sends a client what somebody says to it: that is no part of an answer, even where it was this client's own
 * command that caused it.
 */
export function sendBeside(
  session: Session,
  message: OutgoingMessage,
): void {
  const { answer } = session;
  session.answer = null;
  send(session, message);
  session.answer = answer;
}

/** Answers a client with a numeric. */
export function reply(
  session: Session,
  numeric: Numeric,
  ...params: readonly string[]
): void {
  const { serverName } = session.network.settings;
  send(session, numericReply(serverName, session.target, numeric, params));
}

/** Sends a message to each session of a user. */
export function tell(user: User, message: OutgoingMessage): void {
  const { sessions } = user;
  // Most have one, and most lines are sent here.
  if (sessions.length === 1) return send(sessions[0], message);
  message.share();
  for (const session of sessions) send(session, message);
}

/**
 * Sends a message to the members of a channel.
 *
 * @param except a member who is left out
 */
export function tellChannel(
  channel: Channel,
  message: OutgoingMessage,
  except?: User,
): void {
  message.share();
  for (const member of channel.members.keys()) {
    if (member !== except) tell(member, message);
  }
}

/**
 * Tells what a member does to those on the channel who see that member.
 *
 * @param member who joins, parts or is kicked
 * @param except a member who is left out
 */
export function tellOfMember(
  channel: Channel,
  message: OutgoingMessage,
  member: User,
  except?: User,
): void {
  message.share();
  const byAll = isSeenByAll(member, channel);
  for (const viewer of channel.members.keys()) {
    if (viewer === except) continue;
    if (byAll || seesMember(viewer, member, channel)) tell(viewer, message);
  }
}

/**
 * Tells those who see a user what has changed about it: who is on a channel with it, and who watches it with
 * extended-monitor.
 *
 * @param self true if the user is told too
 * @see IRCv3 extended-monitor
 */
export function announce(
  network: Network,
  user: User,
  message: OutgoingMessage,
  self: boolean,
): void {
  message.share();
  const told = neighbours(user);
  if (self) tell(user, message);
  for (const neighbour of told) tell(neighbour, message);
  tellWatchers(network, user, message, told);
}

/**
 * Tells those who watch a user with extended-monitor what has changed about it.
 *
 * @param told who is told of it otherwise
 * @see IRCv3 extended-monitor
 */
export function tellWatchers(
  network: Network,
  user: User,
  message: OutgoingMessage,
  told: ReadonlySet<User>,
): void {
  for (const session of watchersBeside(network, user, told)) {
    if (session.has("extended-monitor")) send(session, message);
  }
}

/**
 * Makes ERROR, the last line that a client gets.
 *
 * @see Modern IRC, "ERROR message"
 */
export function errorMessage(text: string): OutgoingMessage {
  return new OutgoingMessage(`ERROR :${text}`);
}
