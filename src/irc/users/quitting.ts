import { noteSeen } from "../accounts/seen.ts";
import { RPL_MONOFFLINE } from "../wire/numerics.ts";
import {
  type Audience,
  audiencesOf,
  remarkOn,
} from "../messages/speech_rules.ts";
import { expunge } from "../state/expunging.ts";
import type { Position } from "../state/archive.ts";
import type { Network } from "../state/network.ts";
import type { NoticeValue } from "../state/notice.ts";
import type { Channel } from "../state/channel.ts";
import { recordOfMember } from "../state/recording.ts";
import type { Session } from "../state/session.ts";
import type { User } from "../state/user.ts";
import { neighbours, seesMember } from "../state/visibility.ts";
import { closeSession } from "../session/closing.ts";
import { messageOf } from "../session/events.ts";
import { noteDevice, sentUntilQuit } from "../presence/devices.ts";
import { dropKept, keepAnother } from "../presence/keeping_users.ts";
import { renewShared } from "../presence/shared.ts";
import { notice, whoIs, whoIsAt } from "../session/notices.ts";
import { errorMessage, reply, send, tell } from "../session/send.ts";

/**
 * Ends a session: the client is told why. Its user leaves the network with the last one, unless it is always on,
 * and everyone on a channel with that user sees it quit, once.
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
 * Ends a session whose connection is lost: its user may come back within a time, if its client was given the means.
 *
 * @param reason why, as others see it
 * @param sent up to where its client has got what was said
 */
export function lose(
  session: Session,
  reason: string,
  sent: Position = session.arrived,
): void {
  end(
    session,
    closingLink(session, reason),
    reason,
    () => reason,
    (user) => [{ text: reason, users: neighbours(user) }],
    "lost",
    sent,
  );
}

/** How many users may be lost at once, and how many of one address: others quit as ever. */
const MOST_LOST = 1000;
const MOST_LOST_OF_HOST = 10;

function mayReturn({ lost, resumptions }: Network, user: User): boolean {
  if (!resumptions.has(user) || lost.size >= MOST_LOST) return false;
  const ofHost = [...lost.keys()]
    .filter(({ realHost }) => realHost === user.realHost);
  return ofHost.length < MOST_LOST_OF_HOST;
}

/**
 * Ends a session as its client has asked. What the user says with it is seen by those who share a channel where
 * it may be said.
 *
 * @param words why, in the user's own words; "" for no reason
 */
export function disconnectBy(session: Session, words: string): void {
  const reason = reasonOf(words);
  const { own, user } = session;
  // Its user may stay: the client is told that it is the one who goes.
  if (own !== null && user !== null) {
    send(session, user.message("QUIT", [], reason));
  }
  end(
    session,
    closingLink(session, reason),
    reason,
    (user, channel) => reasonOf(remarkOn(channel, user, "QUIT", words)),
    (user) =>
      audiencesOf(user, "QUIT", words)
        .map(({ text, users }) => ({ text: reasonOf(text), users })),
    "ended",
    sentUntilQuit(session),
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
  how: "lost" | "ended" | "banished" = "ended",
  sent: Position = session.arrived,
): void {
  const { network, user } = session;
  if (user === null) return closeSession(session, error);
  const who = whoIsAt(session);
  const isLast = user.sessions.length === 1;
  const isAwaited = isLast && how === "lost" && mayReturn(network, user);
  const isKept = user.kept !== null && how !== "banished";
  const stays = !isLast || isKept || isAwaited;
  if (!stays) {
    const told = audiences(user);
    quit(network, user, reason, (channel) => heardOn(user, channel), told);
  }
  leave(session, error, sent);
  if (!stays) return;
  if (isAwaited) {
    const until = network.at + network.settings.resumeMs;
    network.lost.set(user, { since: sent, until, reason });
  }
  if (isLast) noteSeen(network, user.account);
  const text = isLast
    ? "{who} has no connection any more: {reason}"
    : "{who} has one connection less: {reason}";
  notice(network, "quit", text, { who, reason: { words: reason } });
  renewShared(network, user);
}

function leave(session: Session, error: string, sent?: Position): void {
  noteDevice(session, sent);
  session.network.detach(session);
  closeSession(session, error);
}

/**
 * Ends a session for good: with the last one, a user who is always on goes too.
 *
 * @param reason why, as all see it
 */
export function banish(session: Session, reason: string): void {
  end(
    session,
    closingLink(session, reason),
    reason,
    () => reason,
    (user) => [{ text: reason, users: neighbours(user) }],
    "banished",
  );
}

/**
 * Ends all sessions of a user at once, which leaves the network.
 *
 * @param reason why, as others see it
 */
export function disconnectUser(
  network: Network,
  user: User,
  reason: string,
): void {
  const ended = user.sessions.map((session) => ({
    session,
    error: closingLink(session, reason),
  }));
  const told = [{ text: reason, users: neighbours(user) }];
  quit(network, user, reason, () => reason, told);
  for (const { error, session } of ended) {
    leave(session, error);
  }
}

/**
 * Ends all sessions of a user at once: one who is always on stays.
 *
 * @param reason why, as others see it
 */
export function disconnectAll(
  network: Network,
  user: User,
  reason: string,
): void {
  if (user.kept === null) return disconnectUser(network, user, reason);
  for (const session of [...user.sessions]) {
    const error = closingLink(session, reason);
    leave(session, error);
  }
  renewShared(network, user);
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
  noteSeen(network, user.account);
  tellOffline(network, user);
  const who = whoIs(user);
  dropKept(network, user);
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
  noteDevice(session);
  // It may be off the network already.
  const wasThere = user !== null && network.findUser(user.nick) === user;
  const kept = user?.kept ?? null;
  expunge(network, session);
  session.answer = null;
  send(session, errorMessage(`Closing link: [${session.host}] (${reason})`));
  session.sink?.close();
  // Last, because it may be one of these whom it met.
  const message = messageOf(event).share();
  for (const viewer of told) tell(viewer, message);
  if (user === null || !wasThere) return;
  if (!isGone) return renewShared(network, user);
  noteSeen(network, user.account);
  tellOffline(network, user);
  noticeQuit(network, whoIs(user), reason);
  if (kept !== null) keepAnother(network, kept.account, user);
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
