import { PartyNames } from "../accounts/parties.ts";
import { fold, upperCase } from "../names/casemapping.ts";
import { matchesMask } from "../names/mask.ts";
import type { ServicePresence, UserContext } from "../session/context.ts";
import { knowsItsOwn, retell } from "../messages/audience.ts";
import { CHANNEL_TYPES } from "../names/names.ts";
import { send } from "../session/send.ts";
import {
  END,
  type HistoryEvent,
  isMessage,
  type Position,
} from "../state/archive.ts";
import { positionAt } from "../state/message_ids.ts";
import { partyOf } from "../state/parties.ts";
import { message } from "../wire/outgoing.ts";
import {
  type Readable,
  readableChannels,
  readableConversation,
} from "./access.ts";
import { latestMessage, readPage, textOf } from "./pages.ts";
import { asHeardNow } from "./replay.ts";
import { tellEvents } from "./telling.ts";

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

/**
 * Plays what was said on channels and in private conversations, the latest of each.
 *
 * @param names with wildcards
 */
export function playBuffers(
  context: UserContext,
  names: string,
  start: Position,
  end: Position = END,
): void {
  const { session, settings } = context;
  let room = MOST_TEXT;
  for (const readable of buffersOf(context, names, start)) {
    if (room < 0) return;
    const page = readPage(session, afterCleared(context, readable), {
      after: start,
      before: end,
      from: "newest",
      limit: settings.history.page,
    });
    const events = (page?.events ?? []).flatMap((event) =>
      asHeardNow(event, session.has("server-time"))
    );
    for (const event of events) room -= textOf(event);
    if (events.length > 0) tellBuffer(context, readable, events);
  }
}

function tellBuffer(
  context: UserContext,
  { name }: Readable,
  events: readonly HistoryEvent[],
): void {
  const { session } = context;
  const type = session.has("znc.in/playback")
    ? "znc.in/playback"
    : "chathistory";
  const isSimple = type === "chathistory" && !knowsItsOwn(session) &&
    !CHANNEL_TYPES.includes(name[0]);
  context.batch(type, [name], () => {
    if (!isSimple) return tellEvents(session, events);
    for (const event of events) tellSimply(context, event);
  });
}

/** A client that takes what its user has said in private for something that is said to it is told otherwise. */
function tellSimply(
  { network, session, user }: UserContext,
  event: HistoryEvent,
): void {
  const { author, params: [recipient], text } = event;
  const isOwn = isMessage(event) && author === partyOf(network, user);
  if (isOwn && text !== null) retell(session, recipient, text);
  else tellEvents(session, [event]);
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
    const range = { after: "", before: END, from: "oldest", limit: 1 } as const;
    const first = readPage(session, readable, range)?.events[0];
    const last = latestMessage(session, readable, END);
    if (first === undefined || last === null) continue;
    say(context, `${buffer.name} ${seconds(first)} ${seconds(last)}`);
  }
}

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
  context: UserContext,
  names: string,
  after: string,
): Readable[] {
  const { network, user } = context;
  const own = partyOf(network, user);
  const known = new PartyNames(network);
  const people = network.archive
    .active(own, after, END, "newest", MOST_PEOPLE)
    .flatMap(({ conversation }) =>
      readableConversation(network, user, conversation, known) ?? []
    );
  const masks = names.split(",").map(fold);
  return [...readableChannels(network, user), ...people]
    .filter(({ name }) => masks.some((mask) => matchesMask(mask, fold(name))));
}

function afterCleared({ user }: UserContext, readable: Readable): Readable {
  const cleared = user.cleared?.get(readable.conversation) ?? "";
  return cleared > readable.since ? { ...readable, since: cleared } : readable;
}
