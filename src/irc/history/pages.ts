import { EVENT_WORK, SEARCH_WORK } from "../session/work.ts";
import { type HistoryEvent, isMessage, type Range } from "../state/archive.ts";
import type { Session } from "../state/session.ts";
import type { Readable } from "./access.ts";

/** Some events of a conversation that may be read, one after the other. */
export interface Page {
  /** The oldest first */
  readonly events: readonly HistoryEvent[];
  /** True if there are no more on the side to which was read */
  readonly isLast: boolean;
}

/** The most events that are looked at for one page. */
const MOST_LOOKED_AT = 20_000;

/** With as much text a page is full, whatever its lines: it must fit into a send queue. */
const MOST_TEXT = 256 * 1024;

/** What it costs to look for one event alone. */
const LOOK_WORK = SEARCH_WORK / 3;

/** What an event takes in a page besides its text. */
const EVENT_TEXT = 150;

/** What a client must understand to be shown an event of a command. */
const NEEDS = {
  TAGMSG: "message-tags",
  REDACT: "draft/message-redaction",
  RENAME: "draft/channel-rename",
} as const;

/**
 * Tells whether a client is shown an event at all.
 *
 * @see IRCv3 chathistory, "`CHATHISTORY` Command"
 */
function shows(session: Session, { command }: HistoryEvent): boolean {
  const needed = NEEDS[command as keyof typeof NEEDS];
  return needed === undefined || session.has(needed);
}

/**
 * Reads as many events as there are to read, up to a limit. Those that the client may not read do not count: it
 * is read on until the page is full.
 *
 * @returns null if nothing can be read now
 */
export function readPage(
  session: Session,
  { allows, conversation, since }: Readable,
  { from, limit, ...range }: Omit<Range, "onlyMessages">,
): Page | null {
  const { network } = session;
  const onlyMessages = !session.has("draft/event-playback");
  let after = range.after > since ? range.after : since;
  let { before } = range;
  const chunk = limit + 1;
  const found: HistoryEvent[] = [];
  let room = MOST_TEXT;
  for (let lookedAt = 0; lookedAt < MOST_LOOKED_AT; lookedAt += chunk) {
    const asked = { after, before, from, limit: chunk, onlyMessages };
    const read = network.archive.read(conversation, asked);
    if (read === null) return null;
    network.work += SEARCH_WORK + read.length * EVENT_WORK;
    for (const event of from === "oldest" ? read : read.toReversed()) {
      if (!allows(event) || !shows(session, event)) continue;
      room -= textOf(event);
      const isFull = found.length === limit || room < 0 && found.length > 0;
      if (isFull) return { events: inOrder(found, from), isLast: false };
      found.push(event);
    }
    if (read.length < chunk) {
      return { events: inOrder(found, from), isLast: true };
    }
    if (from === "oldest") after = read[read.length - 1].id;
    else before = read[0].id;
  }
  return { events: inOrder(found, from), isLast: false };
}

/** Tells how much of a page an event takes, about. */
export function textOf({ clientTags, lines, text }: HistoryEvent): number {
  return (text?.length ?? 0) + clientTags.length +
    EVENT_TEXT * (lines?.length ?? 1);
}

function inOrder(
  found: HistoryEvent[],
  from: Range["from"],
): readonly HistoryEvent[] {
  return from === "oldest" ? found : found.reverse();
}

/**
 * Reads the latest message that may be read.
 *
 * @returns its event; null if there is none
 */
export function latestMessage(
  session: Session,
  { allows, conversation, since }: Readable,
  before: string,
): HistoryEvent | null {
  const { network } = session;
  let end = before;
  for (let limit = 1; limit <= MOST_LOOKED_AT; limit *= 10) {
    const read = network.archive.read(conversation, {
      after: since,
      before: end,
      from: "newest",
      limit,
      onlyMessages: true,
    }) ?? [];
    network.work += LOOK_WORK + EVENT_WORK * read.length;
    const found = read.findLast((event) => isMessage(event) && allows(event));
    if (found !== undefined) return found;
    if (read.length < limit) return null;
    end = read[0].id;
  }
  return null;
}
