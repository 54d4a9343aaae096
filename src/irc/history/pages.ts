import { statusTarget } from "../messages/deliver.ts";
import { CHANNEL_TYPES } from "../names/names.ts";
import { EVENT_WORK, SEARCH_WORK } from "../session/work.ts";
import { type HistoryEvent, isMessage, type Range } from "../state/archive.ts";
import type { Session } from "../state/session.ts";
import type { Readable } from "./access.ts";

/** Some events of a conversation that may be read, one after the other. */
export interface Page {
  /** The oldest first */
  readonly events: readonly HistoryEvent[];
  /** How many of them count: what is about a message among them does not, nor does what was taken back */
  readonly size: number;
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

/** Gathers the events of a page, from one end on. */
class Gathering {
  readonly #events: HistoryEvent[] = [];
  readonly #ids = new Set<string>();
  /** How many events there are about a message that may come yet, by its msgid. */
  readonly #waiting = new Map<string, number>();
  #size = 0;
  #room = MOST_TEXT;

  constructor(
    readonly from: Range["from"],
    readonly limit: number,
  ) {}

  /**
   * @returns false if there is no room for it
   * @see IRCv3 chathistory, "`draft/chathistory-context` tag"
   */
  add(event: HistoryEvent): boolean {
    const { command, id, parent } = event;
    // With the message they count no more.
    const about = this.#waiting.get(id) ?? 0;
    if (this.#size >= this.limit && about === 0) return false;
    this.#room -= textOf(event);
    if (this.#room < 0 && this.#events.length > 0) return false;
    this.#events.push(event);
    this.#ids.add(id);
    this.#size -= about;
    if (command === "REDACT" || parent !== null && this.#ids.has(parent)) {
      return true;
    }
    this.#size++;
    if (parent !== null) {
      this.#waiting.set(parent, (this.#waiting.get(parent) ?? 0) + 1);
    }
    return true;
  }

  page(isLast: boolean): Page {
    const events = this.from === "oldest"
      ? this.#events
      : this.#events.reverse();
    return { events, size: this.#size, isLast };
  }
}

/** What a page is read of. */
type PageRange = Omit<Range, "onlyMessages"> & Partial<Range>;

/**
 * Reads as many events as there are to read, up to a limit. Those that the client may not read do not count: it
 * is read on until the page is full.
 *
 * @param range with `onlyMessages` left out, whatever the client wants to know
 * @returns null if nothing can be read now
 */
export function readPage(
  session: Session,
  { allows, conversation, name, since }: Readable,
  {
    from,
    limit,
    onlyMessages = !session.has("draft/event-playback"),
    ...range
  }: PageRange,
): Page | null {
  const { network } = session;
  let after = range.after > since ? range.after : since;
  let { before } = range;
  const chunk = limit + 1;
  const found = new Gathering(from, limit);
  for (let lookedAt = 0; lookedAt < MOST_LOOKED_AT; lookedAt += chunk) {
    const asked = { after, before, from, limit: chunk, onlyMessages };
    const read = network.archive.read(conversation, asked);
    if (read === null) return null;
    network.work += SEARCH_WORK + read.length * EVENT_WORK;
    for (const event of from === "oldest" ? read : read.toReversed()) {
      if (!allows(event) || !shows(session, event)) continue;
      if (!found.add(asCalledNow(event, name))) return found.page(false);
    }
    if (read.length < chunk) return found.page(true);
    if (from === "oldest") after = read[read.length - 1].id;
    else before = read[0].id;
  }
  return found.page(false);
}

/** What has happened on a channel is shown where that is now: another one may have the name that it had. */
export function asCalledNow(event: HistoryEvent, name: string): HistoryEvent {
  const { command, params: [where = "", ...others] } = event;
  if (!CHANNEL_TYPES.includes(name[0]) || command === "RENAME") return event;
  const [symbols, channel] = statusTarget(where);
  const [before, former] = channel === "" ? ["", where] : [symbols, channel];
  return CHANNEL_TYPES.includes(former[0] ?? " ") && former !== name
    ? { ...event, params: [before + name, ...others] }
    : event;
}

/** Tells how much of a page an event takes, about. */
export function textOf({ clientTags, lines, text }: HistoryEvent): number {
  return (text?.length ?? 0) + clientTags.length +
    EVENT_TEXT * (lines?.length ?? 1);
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
