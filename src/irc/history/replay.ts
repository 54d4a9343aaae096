import { findAccount } from "../accounts/accounts.ts";
import { REPLAY } from "../accounts/settings.ts";
import { isCtcp } from "../names/formatting.ts";
import { parseReplay, type Replay } from "../names/replay.ts";
import type { UserContext } from "../session/context.ts";
import {
  END,
  type HistoryEvent,
  isMessage,
  type Position,
} from "../state/archive.ts";
import type { Channel } from "../state/channel.ts";
import { positionAt, timeOf } from "../state/message_ids.ts";
import type { Session } from "../state/session.ts";
import type { Network } from "../state/network.ts";
import { channelRecord } from "../state/parties.ts";
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
  return latestLines(session, readable, replay, joined)?.[0]?.id;
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
 * Reads the latest of what was said.
 *
 * @param before as it was then; without it, now
 * @returns null if it cannot be read now
 */
export function latestLines(
  session: Session,
  readable: Readable,
  { lines, milliseconds }: Replay,
  before: Position = END,
): readonly HistoryEvent[] | null {
  const at = before === END ? session.network.at : timeOf(before);
  const page = readPage(session, readable, {
    after: milliseconds === null ? "" : positionAt(at - milliseconds),
    before,
    from: "newest",
    limit: lines,
  });
  return page?.events ?? null;
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
  const { session } = context;
  const latest = latestLines(session, readable, replay);
  if (latest === null) return false;
  const events = latest.flatMap((event) =>
    asHeardNow(event, session.has("server-time"))
  );
  if (events.length > 0) {
    context.batch(
      "chathistory",
      [readable.name],
      () => tellEvents(session, events),
    );
  }
  return true;
}

/**
 * Gives an event as a client can take it that shows it as if it was said now: with its date, where it has no tag
 * for that, and without CTCP, which would be answered.
 */
export function asHeardNow(
  event: HistoryEvent,
  hasTime: boolean,
): HistoryEvent[] {
  const { at, lines, text } = event;
  if (text === null || !isMessage(event)) return [event];
  if (isCtcp(text)) return [];
  if (hasTime) return [event];
  const date = new Date(at).toISOString().slice(0, 16).replace("T", " ");
  const dated = (words: string) =>
    words.startsWith(ACTION)
      ? `${ACTION}[${date}] ${words.slice(ACTION.length)}`
      : `[${date}] ${words}`;
  if (lines === null) return [{ ...event, text: dated(text) }];
  const [first, ...others] = lines;
  const marked = { ...first, text: dated(first.text) };
  return [{ ...event, lines: [marked, ...others] }];
}
