import { type Facts, message, OutgoingMessage } from "../wire/outgoing.ts";
import type { BatchLine } from "../session.ts";
import type { Utterance } from "./deliver.ts";

/** The name of the batch type, and of its capability. */
export const MULTILINE = "draft/multiline";

/** The tag of a line that goes on where the line before it ends. */
export const CONCAT = "draft/multiline-concat";

const CTCP = "\x01";

/**
 * What goes over the wire as a batch of lines, and line by line to those who do
 * not know such batches.
 *
 * @see IRCv3 multiline
 */
export class MultilineUtterance implements Utterance {
  /** All of its text, with a line feed where a line begins. */
  readonly text: string;

  /**
   * @param command PRIVMSG or NOTICE
   * @param lines its lines, at least one of them not blank
   * @param clientTags the client-only tags as they stand on the wire
   * @param reference the reference tag of its batch, if it gets no msgid
   */
  constructor(
    readonly command: string,
    readonly lines: readonly BatchLine[],
    readonly clientTags: string,
    readonly reference: string,
  ) {
    this.text = join(lines);
  }

  compose(
    source: string,
    where: string,
    facts: Facts | null,
    edit: (text: string) => string,
  ): readonly OutgoingMessage[] {
    const { id: reference = this.reference, clientTags, ...ofUser } = facts ??
      {};
    const lines = this.lines
      .map(({ text, isConcat }) => ({ text: edit(text), isConcat }))
      .filter(({ text, isConcat }) => text !== "" || !isConcat);
    const write = (text: string, facts: Facts | null): OutgoingMessage =>
      message(source, this.command, [where], text, facts);
    // The msgid is on the first line alone.
    const fallback = lines.filter(({ text }) => text !== "")
      .map(({ text }, index) =>
        write(text, index === 0 ? facts : { ...ofUser, clientTags })
      );
    const begin = [`+${reference}`, MULTILINE, where];
    return [
      message(source, "BATCH", begin, undefined, facts, {
        needs: MULTILINE,
        opens: reference,
        otherwise: fallback,
      }),
      ...lines.map(({ text, isConcat }) =>
        new OutgoingMessage(
          write(text, null).text,
          ofUser,
          { needs: MULTILINE, batch: reference },
          `batch=${reference}${isConcat ? `;${CONCAT}` : ""}`,
        )
      ),
      message(source, "BATCH", [`-${reference}`], undefined, ofUser, {
        needs: MULTILINE,
        closes: reference,
      }),
    ];
  }
}

/**
 * A line with CTCP begins anew: to those who get it by itself it is CTCP, and
 * the rules must see that.
 */
function join(lines: readonly BatchLine[]): string {
  return lines.reduce((joined, { text, isConcat }, index) => {
    const isNew = index > 0 && (!isConcat || text.startsWith(CTCP));
    return joined + (isNew ? "\n" : "") + text;
  }, "");
}
