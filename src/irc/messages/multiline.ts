import { type Facts, message, OutgoingMessage } from "../wire/outgoing.ts";
import type { BatchLine } from "../state/session_state.ts";
import type { Utterance } from "./deliver.ts";

/** The name of the batch type, and of its capability. */
export const MULTILINE = "draft/multiline";

/** The tag of a line that goes on where the line before it ends. */
export const CONCAT = "draft/multiline-concat";

const CTCP = "\x01";

/**
 * How many characters of client-only tags may be repeated: with more, a few
 * messages would fill the send queues of those who get single lines.
 */
const MAX_REPEATED = 4096;

/**
 * What goes over the wire as a batch of lines, and line by line to those who do
 * not know such batches.
 *
 * @see IRCv3 multiline
 */
export class MultilineUtterance implements Utterance {
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
  ) {}

  /** With a line feed where a line begins. */
  text(edit: (text: string) => string): string {
    return join(edited(this.lines, edit));
  }

  compose(
    source: string,
    where: string,
    facts: Facts | null,
    edit: (text: string) => string,
  ): readonly OutgoingMessage[] {
    const { id: reference = this.reference, clientTags, ...ofUser } = facts ??
      {};
    const lines = edited(this.lines, edit);
    const write = (text: string, facts: Facts | null): OutgoingMessage =>
      message(source, this.command, [where], text, facts);
    const repeated = (clientTags ?? "").length * lines.length;
    const others = repeated > MAX_REPEATED ? ofUser : { ...ofUser, clientTags };
    // The msgid is on the first line alone.
    const fallback = lines.filter(({ text }) => text !== "")
      .map(({ text }, index) => write(text, index === 0 ? facts : others));
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

function edited(
  lines: readonly BatchLine[],
  edit: (text: string) => string,
): BatchLine[] {
  return lines.map(({ text, isConcat }) => ({ text: edit(text), isConcat }))
    .filter(({ text, isConcat }) => text !== "" || !isConcat);
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
