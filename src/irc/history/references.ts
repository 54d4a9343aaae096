import { parseTimestamp } from "../names/timestamp.ts";
import type { Position } from "../state/archive.ts";
import { isMessageId, positionAt } from "../state/message_ids.ts";
import {
  FAIL_INVALID_MSGID,
  FAIL_INVALID_MSGREFTYPE,
  FAIL_INVALID_TIMESTAMP,
  type StandardReply,
} from "../wire/standard_replies.ts";

/** A moment or an event that a client names. */
export interface Reference {
  /** What happened before it is before this */
  readonly start: Position;
  /** What happened after it is after this */
  readonly end: Position;
}

/** How many characters of a msgid tell when it was made, and its place among those of that time. */
const PLACE_LENGTH = 12;

/** Makes the reference to a time, in milliseconds since 1970. */
export function referenceTo(at: number): Reference {
  return { start: positionAt(at), end: positionAt(at + 1) };
}

/**
 * Reads `timestamp=...` or `msgid=...`.
 *
 * @returns why it is none, if it is none
 * @see IRCv3 chathistory, "`CHATHISTORY` Command"
 */
export function parseReference(text: string): Reference | StandardReply {
  const equals = text.indexOf("=");
  const value = text.slice(equals + 1);
  switch (text.slice(0, Math.max(equals, 0))) {
    case "timestamp": {
      const at = parseTimestamp(value);
      return at === null ? FAIL_INVALID_TIMESTAMP : referenceTo(at);
    }
    case "msgid":
      return isMessageId(value)
        ? { start: value, end: value }
        : FAIL_INVALID_MSGID;
    default:
      return FAIL_INVALID_MSGREFTYPE;
  }
}

/** Gives a position before what a reference names itself. */
export function beforeItself({ start }: Reference): Position {
  return start.slice(0, PLACE_LENGTH);
}
