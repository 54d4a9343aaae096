import type { BatchLine } from "./batch_line.ts";

/** What a history keeps of an event: all that is needed to tell it again, by itself. */
export interface HistoryEvent {
  /** Its msgid: a history is in the order of these */
  readonly id: string;
  /** Milliseconds since 1970 */
  readonly at: number;
  /** `nick!user@host`, or the server's name */
  readonly source: string;
  /** The account of the user it came from; null for none */
  readonly account: string | null;
  /** True if the user it came from was a bot */
  readonly isBot: boolean;
  /** The nickname of the user who relayed it for somebody else; null if nobody did */
  readonly relayedBy: string | null;
  /** PRIVMSG, JOIN, TOPIC, ... */
  readonly command: string;
  /** Its parameters but the text */
  readonly params: readonly string[];
  /** The trailing parameter; null for none */
  readonly text: string | null;
  /** The lines of a message of several; null for one line */
  readonly lines: readonly BatchLine[] | null;
  /** The client-only tags as they stand on the wire, "" for none */
  readonly clientTags: string;
  /** The {@linkcode Party} it came from; null for nobody whom the server would know again */
  readonly author: Party | null;
  /** The least rank of the members who may read it, on a channel: 0 for all of them; {@linkcode ONLY_AUTHOR} for none */
  readonly leastRank: number;
  /** The msgid of what this belongs to (a reaction, a redaction) and goes with; null for nothing */
  readonly parent: string | null;
}

/**
 * A person or a channel as a history knows it, over restarts and changes of names: no other one ever has it.
 * It has no space in it.
 */
export type Party = string;

/**
 * Whose history it is: one {@linkcode Party} for a channel; two, in the order of their characters and with a
 * space between, for what two people say to each other.
 */
export type Conversation = string;

/**
 * A place in a history: a msgid, or the beginning of one. Compared as text, what happened before it is less and
 * what happened after it is more. "" is before all, {@linkcode END} after all.
 */
export type Position = string;

/** After all that has happened. */
export const END: Position = "~";

/** Which events of a history are asked for. */
export interface Range {
  /** Only what is after this */
  readonly after: Position;
  /** Only what is before this */
  readonly before: Position;
  /** Which of them, where there are more than `limit` */
  readonly from: "oldest" | "newest";
  readonly limit: number;
  /** Leaves out what is no message: see {@linkcode isMessage} */
  readonly onlyMessages: boolean;
}

/** A rank that nobody has, for what its author alone may read. */
export const ONLY_AUTHOR = 255;

/** Where something was said last. */
export interface Activity {
  readonly conversation: Conversation;
  /** The msgid of the latest message */
  readonly latest: Position;
}

/** Tells whether an event is what somebody said: PRIVMSG or NOTICE. */
export function isMessage({ command }: Pick<HistoryEvent, "command">): boolean {
  return command === "PRIVMSG" || command === "NOTICE";
}

/**
 * What was said and done, to be read again. Its answers depend on nothing but what it was told before: it is
 * the core's memory, and reading it waits for nobody. The newest events are in memory; older ones may be on a
 * disk.
 */
export interface Archive {
  /** The msgid of the latest event that it had when it began; "" for none. What comes must be newer. */
  readonly latest: Position;

  /**
   * Adds an event, which is newer than all that are there.
   *
   * @param isLasting false for what is kept in memory alone, as long as the server runs
   */
  record(
    conversation: Conversation,
    event: HistoryEvent,
    isLasting: boolean,
  ): void;

  /** Gives events, the oldest first; null if they cannot be read now. */
  read(
    conversation: Conversation,
    range: Range,
  ): readonly HistoryEvent[] | null;

  /** Finds one event; null if it is not there. */
  find(conversation: Conversation, id: string): HistoryEvent | null;

  /**
   * Gives the private conversations of somebody whose latest message is after `after` and before `before`, the
   * least recently active one first. One whose latest message is elsewhere is not given, whatever else it has.
   *
   * @param from which of them are given, where there are more than `limit`
   */
  active(
    person: Party,
    after: Position,
    before: Position,
    from: "oldest" | "newest",
    limit: number,
  ): readonly Activity[];

  /** Gives what somebody has said and done anywhere after a position, the oldest first; null if that cannot be read now. */
  authored(
    author: Party,
    after: Position,
    limit: number,
  ): readonly { conversation: Conversation; event: HistoryEvent }[] | null;

  /** Deletes an event and what belongs to it. @returns false if it was not there */
  erase(conversation: Conversation, id: string): boolean;

  /** Deletes a whole conversation, or what is before a position of it. */
  eraseBefore(conversation: Conversation, before: Position): void;

  /** Deletes all that somebody has said or done anywhere. */
  forget(author: Party): void;

  /** Deletes all private conversations of somebody, what others have said too. */
  eraseConversations(person: Party): void;
}

/** Keeps nothing. */
export const NO_ARCHIVE: Archive = {
  latest: "",
  record() {},
  read: () => [],
  find: () => null,
  active: () => [],
  authored: () => [],
  erase: () => false,
  eraseBefore() {},
  forget() {},
  eraseConversations() {},
};
