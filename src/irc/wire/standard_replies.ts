import { message, type OutgoingMessage } from "./outgoing.ts";
import { fillReply } from "./numerics.ts";

/** A reply that has a name and no number. */
export interface StandardReply {
  /** A failure, a warning, or something to know */
  readonly type: "FAIL" | "WARN" | "NOTE";
  /** What programs know it by */
  readonly code: string;
  /** What people read, in which each `%s` takes one of the last parameters */
  readonly text: string;
}

/**
 * Writes a standard reply.
 *
 * @param server the server's name
 * @param command the command that is answered, `*` for none
 * @param reply which reply
 * @param params its context, then one for each `%s` of its text. What a client
 *   sent is made to fit: only its first word counts, an empty one becomes `*`
 * @returns the message
 * @see IRCv3 standard-replies
 */
export function standardReply(
  server: string,
  command: string,
  { type, code, text }: StandardReply,
  params: readonly string[],
): OutgoingMessage {
  const [middle, filled] = fillReply(text, params);
  return message(server, type, [command, code, ...middle], filled);
}

export const FAIL_INVALID_UTF8: StandardReply = {
  type: "FAIL",
  code: "INVALID_UTF8",
  text: "The line was dropped: this network takes UTF-8 and nothing else",
};
