import { PartyNames } from "../accounts/parties.ts";
import { fold, upperCase } from "../names/casemapping.ts";
import { matchesMask } from "../names/mask.ts";
import { batch } from "../session/answer.ts";
import type { ServicePresence, UserContext } from "../session/context.ts";
import { send } from "../session/send.ts";
import {
  type Conversation,
  END,
  type HistoryEvent,
  type Position,
} from "../state/archive.ts";
import type { Channel } from "../state/channel.ts";
import { positionAt } from "../state/message_ids.ts";
import { partyOf } from "../state/parties.ts";
import { message } from "../wire/outgoing.ts";
import {
  channelReadable,
  type Readable,
  readableChannels,
  readableConversation,
  readableOf,
} from "./access.ts";
import { latestMessage, readPage, textOf } from "./pages.ts";
import { tellAsHeard, withoutCtcp } from "./replay.ts";

const NICK = "*playback";

/** How the module is seen that clients know from a bouncer. */
const SOURCE = `${NICK}!znc@znc.in`;

/** The most private conversations that are looked through. */
const MOST_PEOPLE = 100;

/** The most text that one PLAY shows, over all of its buffers: it must fit into a send queue. */
const MOST_TEXT = 512 * 1024;

/**
 * Plays what was said to clients that know this from the bouncer ZNC, as its module `playback` does.
 *
 * @see https://github.com/jpnurmi/znc-playback
 */
export const PLAYBACK: ServicePresence = {
  nick: NICK,
  realname: "Plays what was said.",
  hear(context, text) {
    const [name = "", ...params] = text.split(" ").filter((word) =>
      word !== ""
    );
    const command = COMMANDS.get(upperCase(name));
    if (command === undefined) {
      return say(context, `There are ${[...COMMANDS.keys()].join(", ")}.`);
    }
    command(context, params);
  },
  withoutSecrets: (text) => text,
};

type PlaybackCommand = (
  context: UserContext,
  params: readonly string[],
) => void;

const COMMANDS: ReadonlyMap<string, PlaybackCommand> = new Map([
  ["PLAY", play],
  ["CLEAR", clear],
  ["LIST", list],
]);

function say({ session, user }: UserContext, text: string): void {
  const line = message(SOURCE, "PRIVMSG", [user.nick], text);
  send(session, line);
}

/** `PLAY <buffers> [<from> [<to>]]`: times in seconds, the first one included. */
function play(
  context: UserContext,
  [names, from = "0", to]: readonly string[],
): void {
  const [start, end] = [
    parseTime(from),
    to === undefined ? END : parseTime(to),
  ];
  if (names === undefined || start === null || end === null) {
    return say(context, "Syntax: PLAY <buffers> [<from> [<to>]]");
  }
  playBuffers(context, names, start, end);
}

/** To whom something is played. */
type Listener = Pick<UserContext, "network" | "session" | "user">;

/** What is played of a conversation: what was said before this. */
interface Buffer {
  readonly readable: Readable;
  readonly before: Position;
}

/**
 * Plays what was said on channels and in private conversations, the latest of each.
 *
 * @param names with wildcards
 */
export function playBuffers(
  listener: Listener,
  names: string,
  start: Position,
  end: Position = END,
): void {
  const buffers = buffersOf(listener, names, start)
    .map((readable) => ({ readable, before: end }));
  playAll(listener, buffers, start);
}

/**
 * Plays what was said in private, and on each channel before a client has heard of it.
 *
 * @param heard since when it has
 */
export function playUnheard(
  listener: Listener,
  start: Position,
  heard: ReadonlyMap<Channel, Position>,
): void {
  const { network, user } = listener;
  const channels = [...heard].flatMap(([channel, before]) => {
    const readable = channelReadable(network, user, channel);
    return readable === null ? [] : { readable, before };
  });
  const people = peopleOf(listener, start)
    .map((readable) => ({ readable, before: END }));
  playAll(listener, [...channels, ...people], start);
}

function playAll(
  listener: Listener,
  buffers: readonly Buffer[],
  start: Position,
): void {
  const { network: { settings }, session } = listener;
  let room = MOST_TEXT;
  for (const { before, readable } of buffers) {
    if (room < 0) return;
    const readableNow = withoutCtcp(afterCleared(listener, readable));
    const page = readPage(session, readableNow, {
      after: start,
      before,
      from: "newest",
      limit: settings.history.page,
    });
    const events = page?.events ?? [];
    for (const event of events) room -= textOf(event);
    if (events.length > 0) tellBuffer(listener, readable, events);
  }
}

function tellBuffer(
  listener: Listener,
  readable: Readable,
  events: readonly HistoryEvent[],
): void {
  const { session } = listener;
  const type = session.has("znc.in/playback")
    ? "znc.in/playback"
    : "chathistory";
  batch(
    session,
    type,
    [readable.name],
    () => tellAsHeard(listener, readable, events),
  );
}

/** What is cleared is shared with others: it is played no more to this user. */
function clear(context: UserContext, [names]: readonly string[]): void {
  const { limits, network, user } = context;
  if (names === undefined) return say(context, "Syntax: CLEAR <buffers>");
  const buffers = buffersOf(context, names, "");
  for (const { conversation } of buffers) {
    const cleared = user.cleared ??= new Map();
    cleared.delete(conversation);
    cleared.set(conversation, network.messageIds.latest);
    for (const oldest of cleared.keys()) {
      if (cleared.size <= limits.readMarkers) break;
      cleared.delete(oldest);
    }
  }
  say(context, `Cleared ${buffers.length} buffers`);
}

/** `LIST [<buffers>]`: each with the times of its first and its last message. */
function list(context: UserContext, [names = "*"]: readonly string[]): void {
  const { session } = context;
  for (const buffer of buffersOf(context, names, "")) {
    const readable = afterCleared(context, buffer);
    const first = readPage(session, readable, FIRST)?.events[0];
    const last = latestMessage(session, readable, END);
    if (first === undefined || last === null) continue;
    say(context, `${buffer.name} ${seconds(first)} ${seconds(last)}`);
  }
}

/** The first message that there is. */
const FIRST = {
  after: "",
  before: END,
  from: "oldest",
  limit: 1,
  onlyMessages: true,
} as const;

function seconds({ at }: HistoryEvent): string {
  return (at / 1000).toFixed(3);
}

/** The place of a time that a client gave in seconds; null if it is none. */
function parseTime(text: string): Position | null {
  return /^\d{1,11}(?:\.\d{1,9})?$/.test(text)
    ? positionAt(Math.round(Number(text) * 1000))
    : null;
}

/**
 * Gives the channels and people that names with wildcards fit.
 *
 * @param after private conversations without a message after that are left out
 */
function buffersOf(
  listener: Listener,
  names: string,
  after: string,
): Readable[] {
  const { network, user } = listener;
  const masks = names.split(",").map(fold);
  const fitting = [
    ...readableChannels(network, user),
    ...peopleOf(listener, after),
  ].filter(({ name }) => masks.some((mask) => matchesMask(mask, fold(name))));
  // A whole name may be another one of somebody's, or of somebody not spoken with for long.
  const named = masks.flatMap((mask) => readableOf(network, user, mask) ?? []);
  const buffers = new Map<Conversation, Readable>();
  for (const each of [...fitting, ...named]) {
    if (!buffers.has(each.conversation)) buffers.set(each.conversation, each);
  }
  return [...buffers.values()];
}

/** Gives the private conversations with a message after something. */
function peopleOf({ network, user }: Listener, after: Position): Readable[] {
  const known = new PartyNames(network);
  return network.archive
    .active(partyOf(network, user), after, END, "newest", MOST_PEOPLE)
    .flatMap(({ conversation }) =>
      readableConversation(network, user, conversation, known) ?? []
    );
}

function afterCleared({ user }: Listener, readable: Readable): Readable {
  const cleared = user.cleared?.get(readable.conversation) ?? "";
  return cleared > readable.since ? { ...readable, since: cleared } : readable;
}
