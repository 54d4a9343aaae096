const LF = 0x0a;
const CR_LF_BYTES = 2;

/** A frame that is a whole message. */
const FINAL = 0x80;

/** What the messages of each subprotocol are made of. */
const OPCODES = {
  "text.ircv3.net": 0x1,
  "binary.ircv3.net": 0x2,
} as const;

/** How IRC lines go over WebSocket. */
export type Subprotocol = keyof typeof OPCODES;

/** The longest payload whose length fits in the second byte of a frame. */
const SHORT_BYTES = 125;

/** In its place: the next two bytes have the length. */
const LENGTH_FOLLOWS = 126;

/** By how much a longer payload's header is longer than CR LF. */
const GROWTH_BYTES = 2;

/**
 * Picks how lines go, in the client's order.
 *
 * @param offered what the client speaks, the dearest first
 * @returns false if it speaks neither
 *
 * @see IRCv3 websocket, "WebSocket features and encoding"
 */
export function pickSubprotocol(
  offered: Iterable<string>,
): Subprotocol | false {
  for (const name of offered) {
    if (isSubprotocol(name)) return name;
  }
  return false;
}

/** Tells whether a name is one of a subprotocol that IRCv3 knows. */
export function isSubprotocol(name: string): name is Subprotocol {
  return Object.hasOwn(OPCODES, name);
}

/**
 * Makes a frame of each line, so that all that a turn has for a client is still
 * one write. A server's frames are not masked.
 *
 * @param lines lines of less than 64 KiB that end in CR LF
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const lines = new TextEncoder().encode("A\r\nB C\r\n");
 * assertEquals(
 *   [...toFrames(lines, "text.ircv3.net")],
 *   [0x81, 1, 0x41, 0x81, 3, 0x42, 0x20, 0x43],
 * );
 * ```
 *
 * @see RFC 6455, section 5.2
 */
export function toFrames(
  lines: Uint8Array,
  subprotocol: Subprotocol,
): Uint8Array {
  const first = FINAL | OPCODES[subprotocol];
  const mostLong = Math.floor(lines.length / SHORT_BYTES);
  const frames = new Uint8Array(lines.length + mostLong * GROWTH_BYTES);
  let at = 0;
  for (let start = 0; start < lines.length;) {
    const next = lines.indexOf(LF, start) + 1;
    const length = next - CR_LF_BYTES - start;
    frames[at++] = first;
    if (length <= SHORT_BYTES) {
      frames[at++] = length;
    } else {
      frames[at++] = LENGTH_FOLLOWS;
      frames[at++] = length >> 8;
      frames[at++] = length & 0xff;
    }
    frames.set(lines.subarray(start, start + length), at);
    at += length;
    start = next;
  }
  return frames.subarray(0, at);
}

/**
 * Makes lines of messages: each is one, and ends where it ends. Line ends inside
 * of one, which IRCv3 forbids, end lines as they do over TCP: there are clients
 * that send them.
 *
 * @param messages their payloads
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const [nick, ping] = ["NICK ann", "PING 1\r\n"].map((text) => new TextEncoder().encode(text));
 * const lines = toLines([nick, ping]);
 * assertEquals(new TextDecoder().decode(lines), "NICK ann\nPING 1\r\n");
 * ```
 */
export function toLines(messages: readonly Uint8Array[]): Uint8Array {
  const most = messages.reduce((sum, { length }) => sum + length + 1, 0);
  const lines = new Uint8Array(most);
  let at = 0;
  for (const message of messages) {
    lines.set(message, at);
    at += message.length;
    if (message.at(-1) !== LF) lines[at++] = LF;
  }
  return lines.subarray(0, at);
}
