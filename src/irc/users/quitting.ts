import { RPL_MONOFFLINE } from "../wire/numerics.ts";
import {
  type Audience,
  audiencesOf,
  remarkOn,
} from "../messages/speech_rules.ts";
import { expunge } from "../state/expunging.ts";
import type { Network } from "../state/network.ts";
import type { NoticeValue } from "../state/notice.ts";
import type { Channel } from "../state/channel.ts";
import { recordOfMember } from "../state/recording.ts";
import type { Session } from "../state/session.ts";
import type { User } from "../state/user.ts";
import { neighbours, seesMember } from "../state/visibility.ts";
import { closeSession } from "../session/closing.ts";
import { messageOf } from "../session/events.ts";
import { notice, whoIs } from "../session/notices.ts";
import { errorMessage, reply, send, tell } from "../session/send.ts";

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
    () => reason,
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
    (user, channel) => reasonOf(remarkOn(channel, user, "QUIT", words)),
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
  heardOn: (user: User, channel: Channel) => string,
  audiences: (user: User) => readonly Audience[],
): void {
  const { network, user } = session;
  if (user?.sessions.length === 1) {
    const told = audiences(user);
    quit(network, user, reason, (channel) => heardOn(user, channel), told);
  }
  network.detach(session);
  closeSession(session, error);
}

/** Takes a user off the network, seen by those who share a channel and those who watch the nickname. */
function quit(
  network: Network,
  user: User,
  reason: string,
  heardOn: (channel: Channel) => string,
  audiences: readonly Audience[],
): void {
  const event = network.event(user, "QUIT", null, [], reason);
  for (const channel of user.channels) {
    const heard = { ...event, text: heardOn(channel) };
    recordOfMember(network, channel, heard, user);
  }
  for (const { text, users } of audiences) {
    const message = messageOf({ ...event, text }).share();
    for (const other of users) tell(other, message);
  }
  tellOffline(network, user);
  const who = whoIs(user);
  network.removeUser(user);
  noticeQuit(network, who, reason);
}

function noticeQuit(network: Network, who: NoticeValue, reason: string): void {
  const values = { who, reason: { words: reason } };
  notice(network, "quit", "{who} has quit: {reason}", values);
}

/** Tells those who watch the nickname of a user that it is given up. */
function tellOffline({ watchLists }: Network, user: User): void {
  for (const watcher of watchLists.of(user.nick)) {
    if (watcher.user !== user) reply(watcher, RPL_MONOFFLINE, user.nick);
  }
}

/**
 * Ends a session that met a fault of ours: it is gone whatever is wrong with it, and those who see its user
 * see it quit.
 *
 * @param reason why, as all see it
 */
export function expel(session: Session, reason: string): void {
  const { network, user } = session;
  const isGone = user?.sessions.every((other) => other === session) ?? false;
  const told = user !== null && isGone ? viewersOf(network, user) : [];
  const event = network.event(user, "QUIT", null, [], reason);
  // It may be off the network already.
  const wasThere = user !== null && network.findUser(user.nick) === user;
  expunge(network, session);
  session.answer = null;
  send(session, errorMessage(`Closing link: [${session.host}] (${reason})`));
  session.sink?.close();
  // Last, because it may be one of these whom it met.
  const message = messageOf(event).share();
  for (const viewer of told) tell(viewer, message);
  if (!isGone || !wasThere) return;
  tellOffline(network, user);
  noticeQuit(network, whoIs(user), reason);
}

/** Looks through all channels: what the user knows of its own may be what is wrong. */
function viewersOf({ channels }: Network, user: User): Set<User> {
  const found = new Set<User>();
  for (const channel of channels.values()) {
    if (!channel.members.has(user)) continue;
    for (const member of channel.members.keys()) {
      if (seesMember(member, user, channel)) found.add(member);
    }
  }
  found.delete(user);
  return found;
}
