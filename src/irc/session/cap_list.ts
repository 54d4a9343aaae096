import type { Capability } from "../wire/capabilities.ts";
import { MAX_LINE_BYTES } from "../wire/message.ts";
import { message, type OutgoingMessage } from "../wire/outgoing.ts";
import { byteLength, packWords } from "../names/text.ts";
import { offeredCapabilities } from "./capabilities.ts";
import type { Network } from "../state/network.ts";
import type { Session } from "../state/session.ts";
import type { Settings } from "../state/settings.ts";
import { send } from "./send.ts";

/** The version of `CAP LS` that brought values, lists of several lines, NEW and DEL. */
export const CAP_302 = 302;

/** A list of capabilities that goes out on one line or several. */
export interface CapList {
  /** LS, LIST, ACK, ... */
  readonly subcommand: string;
  readonly words: Iterable<string>;
  /** What tells that another line follows: `*`, or "" where nothing does */
  readonly continued: string;
  /** The most lines that may be sent; what is left is left out */
  readonly lines: number;
}

/**
 * Sends CAP with a list, on at least one line.
 *
 * @see IRCv3 capability-negotiation, "Multiline replies to `CAP LS` and `CAP LIST`"
 */
export function sendCapList(
  session: Session,
  { subcommand, words, continued, lines }: CapList,
): void {
  const write = (subcommands: string[], text: string): OutgoingMessage =>
    message(
      session.network.settings.serverName,
      "CAP",
      [session.target, ...subcommands],
      text,
    );
  const more = [subcommand, ...continued === "" ? [] : [continued]];
  const room = MAX_LINE_BYTES - 2 - byteLength(write(more, "").text);
  const packed = [...packWords(words, room)].slice(0, lines);
  const last = packed.pop() ?? "";
  for (const line of packed) send(session, write(more, line));
  send(session, write([subcommand], last));
}

/**
 * Writes capabilities with their values, as they stand in `CAP LS 302` and `CAP NEW`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const offered = new Map([["batch", ""], ["sasl", "PLAIN"]] as const);
 * assertEquals(withValues(offered), ["batch", "sasl=PLAIN"]);
 * ```
 */
export function withValues(offered: ReadonlyMap<Capability, string>): string[] {
  return [...offered].map(([name, value]) =>
    value === "" ? name : `${name}=${value}`
  );
}

/**
 * Tells the clients with cap-notify what a new configuration offers and offers no more, and takes the latter
 * from all clients.
 *
 * @param before the old settings
 * @see IRCv3 capability-negotiation, "The CAP NEW subcommand"
 */
export function announceCapabilities(network: Network, before: Settings): void {
  for (const session of network.sessions.values()) {
    const old = offeredCapabilities(before, session);
    const offered = offeredCapabilities(network.settings, session);
    const isNew = new Map(
      [...offered].filter(([name, value]) => old.get(name) !== value),
    );
    // A policy of sts ends with its time, and with nothing else.
    const gone = [...old.keys()].filter((name) =>
      !offered.has(name) && name !== "sts"
    );
    if (isNew.size === 0 && gone.length === 0) continue;
    if (session.has("cap-notify")) {
      const has302 = session.capVersion >= CAP_302;
      // Without values, another value is nothing new.
      const names = has302
        ? withValues(isNew)
        : [...isNew.keys()].filter((name) => !old.has(name));
      sendChange(session, "NEW", names);
      sendChange(session, "DEL", gone);
    }
    const kept = [...session.capabilities].filter((name) => offered.has(name));
    network.setCapabilities(session, new Set(kept));
  }
}

function sendChange(
  session: Session,
  subcommand: string,
  words: readonly string[],
): void {
  if (words.length === 0) return;
  sendCapList(session, {
    subcommand,
    words,
    continued: "",
    lines: Infinity,
  });
}
