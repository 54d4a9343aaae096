import { findAccount } from "../accounts/accounts.ts";
import { REPLAY } from "../accounts/settings.ts";
import { knowsItsOwn, retell } from "../messages/audience.ts";
import { CHANNEL_TYPES } from "../names/names.ts";
import { isCtcp } from "../names/formatting.ts";
import { parseReplay, type Replay } from "../names/replay.ts";
import type { UserContext } from "../session/context.ts";
import {
  END,
  type HistoryEvent,
  isMessage,
  type Position,
  type Range,
} from "../state/archive.ts";
import type { Channel } from "../state/channel.ts";
import { positionAt, timeOf } from "../state/message_ids.ts";
import type { Session } from "../state/session.ts";
import type { Network } from "../state/network.ts";
import { channelRecord, partyOf } from "../state/parties.ts";
import type { User } from "../state/user.ts";
import { channelReadable, type Readable } from "./access.ts";
import { readPage } from "./pages.ts";
import { tellEvents } from "./telling.ts";

// For clients that do not ask for history themselves.

/** How what somebody does begins, in place of what it says. */
const ACTION = "\x01ACTION ";

/** The mode that says what is replayed of a channel. */
export const REPLAY_MODE = "H";

/**
 * Shows a client that joins what was said before, if its account, the channel or the network wants that. Clients
 * that ask themselves are shown nothing.
 *
 * @see IRCv3 chathistory, "Implementation"
 */
export function replayOnJoin(context: UserContext, channel: Channel): void {
  const { network, session, user } = context;
  const replay = replayFor(network, user, channel);
  // What its device has missed is played to it instead.
  const isPlayed = session.missedSince !== null;
  if (replay === null || isPlayed || asksForHistory(session)) return;
  const readable = channelReadable(network, user, channel);
  if (readable !== null) tellReplay(context, readable, replay);
}

/** Tells whether a client asks by itself for what was said. */
export function asksForHistory(session: Session): boolean {
  return session.has("draft/chathistory") || session.has("znc.in/playback");
}

/** Tells since when a client has what was said on each of its channels: since it joined, or what it was shown then. */
export function heardSince(
  session: Session,
  user: User,
): Map<Channel, Position> {
  const since = new Map<Channel, Position>();
  for (const channel of user.channels) {
    const joined = channel.members.get(user)?.since ?? END;
    since.set(channel, firstShown(session, user, channel, joined) ?? joined);
  }
  return since;
}

/** Gives the first event that a client was shown as it joined a channel. */
function firstShown(
  session: Session,
  user: User,
  channel: Channel,
  joined: Position,
): Position | undefined {
  const { network } = session;
  const readable = channelReadable(network, user, channel);
  const replay = replayFor(network, user, channel);
  if (replay === null || readable === null) return undefined;
  const range = latestOf(network, replay, joined);
  return readPage(session, withoutCtcp(readable), range)?.events[0]?.id;
}

/** What the account has set counts, then the channel, then the network. */
function replayFor(
  network: Network,
  { account: name }: User,
  channel: Channel,
): Replay | null {
  const account = name === null ? undefined : findAccount(network, name);
  const given = [
    account?.settings[REPLAY],
    channelRecord(network, channel)?.settings[REPLAY],
    channel.modes.get(REPLAY_MODE),
  ].find((each) => each !== undefined && each !== "default");
  return given === undefined
    ? network.settings.history.replay
    : parseReplay(String(given));
}

/**
 * Gives where to read the latest of what was said.
 *
 * @param before as it was then; without it, now
 */
export function latestOf(
  network: Network,
  { lines, milliseconds }: Replay,
  before: Position = END,
): Omit<Range, "onlyMessages"> {
  const at = before === END ? network.at : timeOf(before);
  const after = milliseconds === null ? "" : positionAt(at - milliseconds);
  return { after, before, from: "newest", limit: lines };
}

/** Leaves out what a client would answer that takes it for said now. */
export function withoutCtcp(readable: Readable): Readable {
  return {
    ...readable,
    allows: (event) =>
      readable.allows(event) &&
      !(isMessage(event) && event.text !== null && isCtcp(event.text)),
  };
}

/**
 * Shows a client the latest of what was said.
 *
 * @returns false if it cannot be read now
 */
export function tellReplay(
  context: UserContext,
  readable: Readable,
  replay: Replay,
): boolean {
  const { network, session } = context;
  const range = latestOf(network, replay);
  const page = readPage(session, withoutCtcp(readable), range);
  if (page === null) return false;
  const { events } = page;
  if (events.length > 0) {
    context.batch(
      "chathistory",
      [readable.name],
      () => tellAsHeard(context, readable, events),
    );
  }
  return true;
}

/**
 * Shows a client events that takes them for what happens now. One that takes what its user has said in private for
 * something that is said to it is told of that otherwise.
 */
export function tellAsHeard(
  { network, session, user }: Pick<UserContext, "network" | "session" | "user">,
  { name }: Readable,
  events: readonly HistoryEvent[],
): void {
  const hasTime = session.has("server-time");
  const shown = events.map((event) => hasTime ? event : dated(event));
  const isTakenRight = knowsItsOwn(session) ||
    session.has("znc.in/playback") || CHANNEL_TYPES.includes(name[0]);
  if (isTakenRight) return tellEvents(session, shown);
  const own = partyOf(network, user);
  for (const event of shown) {
    const { at, author, params: [recipient], text } = event;
    const isOwn = isMessage(event) && author === own;
    if (isOwn && text !== null) retell(session, recipient, text, at);
    else tellEvents(session, [event]);
  }
}

/** Gives what was said with its date. */
function dated(event: HistoryEvent): HistoryEvent {
  const { at, lines, text } = event;
  if (text === null || !isMessage(event)) return event;
  const date = new Date(at).toISOString().slice(0, 16).replace("T", " ");
  const mark = (words: string) =>
    words.startsWith(ACTION)
      ? `${ACTION}[${date}] ${words.slice(ACTION.length)}`
      : `[${date}] ${words}`;
  const marked = { ...event, text: mark(text) };
  if (lines === null) return marked;
  const [first, ...others] = lines;
  return {
    ...marked,
    lines: [{ ...first, text: mark(first.text) }, ...others],
  };
}
