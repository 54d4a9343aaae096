/** The longest line without its tags, in bytes, CR LF included (Modern IRC, "Message Format"). */
export const MAX_LINE_BYTES = 512;

/** The longest run of tags a client may send, in bytes, `@` and the space behind them included. */
export const MAX_TAGS_BYTES = 8191;

const MAX_BODY_BYTES = MAX_LINE_BYTES - 2;

const encoder = new TextEncoder();

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
 * Takes a line apart.
 *
 * @param line one line without its CR LF; NUL, CR and LF inside it are dropped
 * @returns the message, or null where the line holds no command
 * @see Modern IRC, "Message Format"
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
 * Tells whether a line from a client is longer than the protocol allows.
 *
 * @param line one line without its CR LF
 * @returns true if its tags are over {@linkcode MAX_TAGS_BYTES} or the rest over {@linkcode MAX_LINE_BYTES}
 * @see Modern IRC, "Compatibility with incorrect software"; IRCv3 message-tags, "Size limit"
 */
export function isTooLong(line: string): boolean {
  if (line.length * 3 <= MAX_BODY_BYTES) return false;
  const body = line[0] === "@" ? skipSpaces(line, endOfWord(line, 0)) : 0;
  return byteLength(line.slice(0, body)) > MAX_TAGS_BYTES ||
    byteLength(line.slice(body)) > MAX_BODY_BYTES;
}

/**
 * @param text any text
 * @returns how many bytes it takes in UTF-8
 */
export function byteLength(text: string): number {
  return /^[\0-\x7f]*$/.test(text) ? text.length : encoder.encode(text).length;
}

/**
 * Puts words together to lines.
 *
 * @param words words without spaces
 * @param room how many bytes a line may take
 * @param most how many words a line may have
 * @returns lines of words with a space between them; a word over `room` has a line to itself
 */
export function* packWords(
  words: Iterable<string>,
  room: number,
  most = Infinity,
): Generator<string> {
  let line = "";
  let used = 0;
  let count = 0;
  for (const word of words) {
    const length = byteLength(word);
    if (count > 0 && (count === most || used + 1 + length > room)) {
      yield line;
      line = "";
      used = 0;
      count = 0;
    }
    line += count === 0 ? word : ` ${word}`;
    used += length + (count === 0 ? 0 : 1);
    count++;
  }
  if (line !== "") yield line;
}

/**
 * Shortens a text to a number of bytes without cutting a character.
 *
 * @param text any text
 * @param bytes how many bytes of UTF-8 it may take
 * @returns the longest beginning of it that fits
 */
export function truncate(text: string, bytes: number): string {
  if (text.length * 3 <= bytes) return text;
  return decoder.decode(cut(encoder.encode(text), bytes));
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

function cut(bytes: Uint8Array, limit: number): Uint8Array {
  if (bytes.length <= limit) return bytes;
  let end = limit;
  while (end > 0 && (bytes[end] & 0xc0) === 0x80) end--;
  return bytes.subarray(0, end);
}

/** A line of so many characters fits, whatever they are. */
const SURELY_FITS = Math.floor(MAX_BODY_BYTES / 3);

/**
 * One line to clients, cut on a character boundary where it would be longer
 * than {@linkcode MAX_LINE_BYTES}. What goes to many is encoded once, with
 * {@linkcode encode}; a short line to one stays text until its sink encodes all
 * that a turn has for its client, which costs a good deal less.
 */
export class OutgoingMessage {
  #bytes: Uint8Array | null = null;

  /** @param text the line without its CR LF */
  constructor(readonly text: string) {}

  /** The line as it goes over the wire, CR LF included. */
  get bytes(): Uint8Array {
    return this.#bytes ??= encodeLine(this.text);
  }

  /** The bytes, if the line has been encoded or must be cut; else its text with CR LF. */
  get encodedOrText(): Uint8Array | string {
    if (this.#bytes !== null || this.text.length > SURELY_FITS) {
      return this.bytes;
    }
    return this.text + "\r\n";
  }

  /** @returns itself, encoded for the many that it goes to */
  encode(): this {
    this.#bytes ??= encodeLine(this.text);
    return this;
  }
}

function encodeLine(text: string): Uint8Array {
  const line = encoder.encode(text + "\r\n");
  if (line.length <= MAX_LINE_BYTES) return line;
  const body = cut(line, MAX_BODY_BYTES);
  const whole = line.slice(0, body.length + 2);
  whole[body.length] = 0x0d;
  whole[body.length + 1] = 0x0a;
  return whole;
}

/**
 * Puts a message together.
 *
 * @param source who it comes from: a server's name or `nick!user@host`
 * @param command the command or the three digits of a numeric
 * @param middle its parameters but the text; none is empty, begins with a colon or holds a space
 * @param text the trailing parameter, written with a colon whatever it holds; left out if undefined
 * @returns the message
 */
export function message(
  source: string,
  command: string,
  middle: readonly string[],
  text?: string,
): OutgoingMessage {
  let line = `:${source} ${command}`;
  for (const param of middle) line += ` ${param}`;
  if (text !== undefined) line += ` :${text}`;
  return new OutgoingMessage(line);
}
