import { type Facts, message, OutgoingMessage } from "../wire/outgoing.ts";
import type { HistoryEvent } from "../state/archive.ts";
import type { BatchLine } from "../state/batch_line.ts";
import { CONCAT, MULTILINE } from "../session/client_batch.ts";
import type { Utterance } from "./utterance.ts";

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
  constructor(
    /** PRIVMSG or NOTICE */
    readonly command: string,
    /** At least one of them is not blank */
    readonly said: readonly BatchLine[],
    readonly clientTags: string,
  ) {}

  /** With a line feed where a line begins. */
  text(edit: (text: string) => string): string {
    return join(this.lines(edit));
  }

  lines(edit: (text: string) => string): readonly BatchLine[] {
    return edited(this.said, edit);
  }

  compose(
    said: HistoryEvent,
    edit: (text: string) => string,
  ): readonly OutgoingMessage[] {
    const { account, at, clientTags, id: reference, isBot, params, source } =
      said;
    const ofUser = { account, at, isBot };
    const lines = this.lines(edit);
    const write = (text: string, facts: Facts | null): OutgoingMessage =>
      message(source, this.command, params, text, facts);
    const repeated = clientTags.length * lines.length;
    const others = repeated > MAX_REPEATED ? ofUser : { ...ofUser, clientTags };
    // The msgid is on the first line alone.
    const fallback = lines.filter(({ text }) => text !== "")
      .map(({ text }, index) => write(text, index === 0 ? said : others));
    const begin = [`+${reference}`, MULTILINE, ...params];
    return [
      message(source, "BATCH", begin, undefined, said, {
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
