import { type Capability, TAG_BITS } from "./capabilities.ts";
import { MAX_LINE_BYTES } from "./message.ts";
import { escapeTagValue } from "./tags.ts";
import { cut } from "../names/text.ts";

const MAX_BODY_BYTES = MAX_LINE_BYTES - 2;

/** A line of so many characters fits, whatever they are. */
const SURELY_FITS = Math.floor(MAX_BODY_BYTES / 3);

const encoder = new TextEncoder();

/**
 * One line as a client gets it. Its text is cut on a character boundary where
 * it would be longer than {@linkcode MAX_LINE_BYTES}; its tags have their own
 * room.
 */
export class Line {
  /** How many characters go over the wire. */
  readonly length: number;
  #bytes: Uint8Array | null = null;
  #shared = false;

  /**
   * @param tags what stands between `@` and the first space, "" for no tags
   * @param text the rest, without CR LF
   */
  constructor(readonly tags: string, readonly text: string) {
    const { length } = tags;
    this.length = (length === 0 ? 0 : length + 2) + text.length + 2;
  }

  /** The line as it goes over the wire, CR LF included. */
  get bytes(): Uint8Array {
    return this.#bytes ??= this.#encode();
  }

  /**
   * The bytes, if many get the line or it must be cut; else its text with CR LF:
   * a sink that encodes at once all that a turn has for its client saves a good
   * deal.
   */
  get encodedOrText(): Uint8Array | string {
    if (this.#bytes !== null) return this.#bytes;
    if (this.#shared || this.text.length > SURELY_FITS) return this.bytes;
    return this.#whole();
  }

  /** True if many get the line. */
  get isShared(): boolean {
    return this.#shared;
  }

  /** Says that many get the line, which is encoded but once for them. */
  share(): this {
    this.#shared = true;
    return this;
  }

  #whole(): string {
    return this.tags === ""
      ? this.text + "\r\n"
      : `@${this.tags} ${this.text}\r\n`;
  }

  #encode(): Uint8Array {
    const text = encoder.encode(this.text + "\r\n");
    if (text.length <= MAX_LINE_BYTES) {
      return this.tags === "" ? text : encoder.encode(this.#whole());
    }
    const tags = encoder.encode(this.tags === "" ? "" : `@${this.tags} `);
    const body = cut(text, MAX_BODY_BYTES);
    const line = new Uint8Array(tags.length + body.length + 2);
    line.set(tags);
    line.set(body, tags.length);
    line.set([0x0d, 0x0a], tags.length + body.length);
    return line;
  }
}

/** What a message's tags tell of it. */
export interface Facts {
  /** The account of the user it comes from */
  readonly account?: string | null;
  /** True if the user it comes from is a bot */
  readonly isBot?: boolean;
  /** Its msgid */
  readonly id?: string;
  /** Its client-only tags as they stand on the wire */
  readonly clientTags?: string;
  /** When it happened, in milliseconds since 1970; left out, now */
  readonly at?: number;
}

/** Who gets a message, and what it has to do with batches. */
export interface Delivery {
  /** Only those who have this capability get it */
  readonly needs?: Capability;
  /** What the others get in its place */
  readonly otherwise?: readonly OutgoingMessage[];
  /** The reference tag of the batch that it is in, whoever gets it */
  readonly batch?: string;
  /** The reference tag of the batch that begins with it */
  readonly opens?: string;
  /** The reference tag of the batch that ends with it */
  readonly closes?: string;
}

let lastTime = NaN;
let lastTimeTag = "";

function timeTag(at: number): string {
  if (at !== lastTime) {
    lastTime = at;
    lastTimeTag = `time=${new Date(at).toISOString()}`;
  }
  return lastTimeTag;
}

/**
 * A message to clients: one line without tags, and what the tags would tell. If
 * many get it, it keeps a line for each combination of tags, so that it is
 * encoded once for all who get the same.
 */
export class OutgoingMessage extends Line {
  #lines: (Line | null)[] | null = null;

  /**
   * @param text the line without its tags and CR LF
   * @param facts what its tags tell; null for nothing but the time
   * @param delivery who gets it; null for everybody it is sent to
   * @param tags the tags that everybody gets, as they stand on the wire
   */
  constructor(
    text: string,
    readonly facts: Facts | null = null,
    readonly delivery: Delivery | null = null,
    tags = "",
  ) {
    super(tags, text);
  }

  override share(): this {
    for (const other of this.delivery?.otherwise ?? []) other.share();
    return super.share();
  }

  /**
   * Decides what a recipient gets: if many get it, all who have the same bits get the same line.
   *
   * @param bits the recipient's {@linkcode TAG_BITS}
   * @param at when it is sent, in milliseconds since 1970
   */
  lineFor(bits: number, at: number): Line {
    if (bits === 0) return this;
    // What one alone gets is asked for once.
    if (!this.isShared) return this.#tagged(bits & this.#bits, at);
    const lines = this.#lines ??= Array<Line | null>(8).fill(null);
    const known = lines[bits];
    if (known !== null) return known;
    const key = bits & this.#bits;
    const line = lines[key] ??= this.#tagged(key, at);
    return lines[bits] = line;
  }

  /** The bits that make a difference to this message. */
  get #bits(): number {
    const { time, account, messageTags } = TAG_BITS;
    const { facts } = this;
    if (facts === null) return time;
    return time | (facts.account ? account : 0) |
      (facts.id || facts.clientTags || facts.isBot ? messageTags : 0);
  }

  /** Tags of the server come first, so that no client's tags push them out. */
  #tagged(bits: number, at: number): Line {
    if (bits === 0) return this;
    const { account, isBot, id, clientTags, at: happenedAt } = this.facts ?? {};
    let tags = this.tags === "" ? "" : `;${this.tags}`;
    if (bits & TAG_BITS.time) tags += `;${timeTag(happenedAt ?? at)}`;
    if (bits & TAG_BITS.account && account) {
      tags += `;account=${escapeTagValue(account)}`;
    }
    if (bits & TAG_BITS.messageTags) {
      if (id) tags += `;msgid=${id}`;
      if (isBot) tags += ";bot";
      if (clientTags) tags += `;${clientTags}`;
    }
    const line = new Line(tags.slice(1), this.text);
    return this.isShared ? line.share() : line;
  }
}

/**
 * Puts a message together.
 *
 * @param source who it comes from: a server's name or `nick!user@host`; null
 *   where simple clients look for a line that begins with the command, as with
 *   PING, AUTHENTICATE and ERROR
 * @param middle its parameters but the text; none is empty, begins with a colon or holds a space
 * @param text the trailing parameter, written with a colon whatever it holds
 * @param facts what its tags tell
 * @param delivery who gets it
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const { text } = message("irc.test", "NOTICE", ["ann"], "Hello, world");
 * assertEquals(text, ":irc.test NOTICE ann :Hello, world");
 * ```
 */
export function message(
  source: string | null,
  command: string,
  middle: readonly string[],
  text?: string,
  facts: Facts | null = null,
  delivery: Delivery | null = null,
): OutgoingMessage {
  let line = source === null ? command : `:${source} ${command}`;
  for (const param of middle) line += ` ${param}`;
  if (text !== undefined) line += ` :${text}`;
  return new OutgoingMessage(line, facts, delivery);
}
