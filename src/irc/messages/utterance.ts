import { messageOf } from "../session/events.ts";
import type { HistoryEvent } from "../state/archive.ts";
import type { BatchLine } from "../state/batch_line.ts";
import type { OutgoingMessage } from "../wire/outgoing.ts";

/** What somebody says. */
export interface Utterance {
  /** PRIVMSG, NOTICE or TAGMSG */
  readonly command: string;
  /**
   * Gives all of its text; null for tags alone.
   *
   * @param edit changes a text where the target wants that; "" drops it
   */
  text(edit: (text: string) => string): string | null;
  /** Its client-only tags as they stand on the wire, "" for none */
  readonly clientTags: string;
  /**
   * Gives the lines of a message of several; null for one of one line.
   *
   * @param edit changes a text where the target wants that; "" drops it
   */
  lines(edit: (text: string) => string): readonly BatchLine[] | null;
  /**
   * Gives what goes over the wire, one message after the other.
   *
   * @param said it, as what happened
   * @param edit changes a text where the target wants that; "" drops it
   */
  compose(
    said: HistoryEvent,
    edit: (text: string) => string,
  ): readonly OutgoingMessage[];
}

/** What goes over the wire as one message. */
export class SingleUtterance implements Utterance {
  constructor(
    readonly command: string,
    /** What is said; null for tags alone */
    readonly said: string | null,
    readonly clientTags: string,
  ) {}

  text(edit: (text: string) => string): string | null {
    return this.said === null ? null : edit(this.said);
  }

  lines(): null {
    return null;
  }

  compose(said: HistoryEvent): readonly OutgoingMessage[] {
    return [messageOf(said, this.said === null ? ONLY_TAGS : null)];
  }
}

const ONLY_TAGS = { needs: "message-tags" } as const;
