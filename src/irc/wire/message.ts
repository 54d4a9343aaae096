import { byteLength } from "../names/text.ts";

/** The longest line without its tags, in bytes, CR LF included (Modern IRC, "Message Format"). */
export const MAX_LINE_BYTES = 512;

/** The longest run of tags a client may send, in bytes, `@` and the space behind them included. */
export const MAX_TAGS_BYTES = 4096;

const MAX_BODY_BYTES = MAX_LINE_BYTES - 2;

/** One line from a client, taken apart. Its source is dropped: a client speaks only for itself. */
export interface Message {
  /** What stood between `@` and the first space, or "" */
  readonly tags: string;
  /** The command as it was sent, in any case */
  readonly command: string;
  /** The parameters, the trailing one without its colon */
  readonly params: string[];
}

/**
 * Takes a line from a client apart. NUL, CR and LF inside it are dropped: they
 * would begin another line where it is passed on.
 *
 * @param line one line without its CR LF
 * @returns null where the line holds no command
 * @see Modern IRC, "Message Format"
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(parseMessage("@label=1 PRIVMSG #a :Hello, world"), {
 *   tags: "label=1",
 *   command: "PRIVMSG",
 *   params: ["#a", "Hello, world"],
 * });
 * assertEquals(parseMessage("@label=1"), null);
 * ```
 */
export function parseMessage(line: string): Message | null {
  const text = withoutControls(line);
  let tags = "";
  let position = skipSpaces(text, 0);
  if (text[position] === "@") {
    const end = endOfWord(text, position);
    tags = text.slice(position + 1, end);
    position = skipSpaces(text, end);
  }
  if (text[position] === ":") {
    position = skipSpaces(text, endOfWord(text, position));
  }
  const commandEnd = endOfWord(text, position);
  if (commandEnd === position) return null;
  const command = text.slice(position, commandEnd);
  return { tags, command, params: parseParams(text, commandEnd) };
}

function parseParams(text: string, from: number): string[] {
  const params: string[] = [];
  let position = skipSpaces(text, from);
  while (position < text.length) {
    if (text[position] === ":") {
      params.push(text.slice(position + 1));
      break;
    }
    const end = endOfWord(text, position);
    params.push(text.slice(position, end));
    position = skipSpaces(text, end);
  }
  return params;
}

function withoutControls(line: string): string {
  return /[\0\r\n]/.test(line) ? line.replace(/[\0\r\n]/g, "") : line;
}

function skipSpaces(text: string, from: number): number {
  let position = from;
  while (text.charCodeAt(position) === 0x20) position++;
  return position;
}

function endOfWord(text: string, from: number): number {
  const space = text.indexOf(" ", from);
  return space === -1 ? text.length : space;
}

/**
 * Tells whether a line from a client is longer than the protocol allows, which 417 says.
 *
 * @param line one line without its CR LF
 * @see Modern IRC, "Compatibility with incorrect software"; IRCv3 message-tags, "Size limit"
 */
export function isTooLong(line: string): boolean {
  if (line.length * 3 <= MAX_BODY_BYTES) return false;
  const body = line[0] === "@" ? skipSpaces(line, endOfWord(line, 0)) : 0;
  return byteLength(line.slice(0, body)) > MAX_TAGS_BYTES ||
    byteLength(line.slice(body)) > MAX_BODY_BYTES;
}
