import { byteLength, truncate } from "../names/text.ts";
import { CAPABILITIES, tagBitsOf } from "../wire/capabilities.ts";
import { MAX_LINE_BYTES } from "../wire/message.ts";
import { OutgoingMessage } from "../wire/outgoing.ts";
import type { Push, PushSubscription } from "../state/push.ts";

/**
 * How many bytes a push may have: RFC 8291 promises 3,993, but those who carry pushes on to telephones take less. It
 * is what a record of 2,048 bytes holds.
 *
 * @see RFC 8291, section 4; RFC 8188, section 2
 */
export const MAX_PAYLOAD_BYTES = 2048 - 86 - 17;

const MAX_TEXT_BYTES = MAX_LINE_BYTES - 2;

/** The capabilities that make a difference to what is pushed. */
const OF_INTEREST: readonly string[] = [
  "account-tag",
  "draft/read-marker",
  "message-tags",
  "server-time",
];

/** Picks those of a client's capabilities that make a difference to what is pushed. */
export function capabilitiesForPushes(
  capabilities: Iterable<string>,
): string[] {
  return [...capabilities].filter((name) => OF_INTEREST.includes(name)).sort();
}

/**
 * Writes a push as the client of a device would get it, in one line without CR LF, with the tags that it has asked
 * for. What clients have put into tags is left out where there is no room for it.
 *
 * @see IRCv3 webpush, "Implementation"
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const text = ":ann!~a@h PRIVMSG bob :Hi";
 * const facts = { account: "ann", isBot: false, id: "x1", clientTags: "" };
 * const push = { text, facts, at: Date.UTC(2026, 0, 1) };
 * const of = (...capabilities: string[]) => payloadOf(push, { capabilities });
 * assertEquals(of(), text);
 * assertEquals(
 *   of("message-tags", "server-time"),
 *   `@time=2026-01-01T00:00:00.000Z;msgid=x1 ${text}`,
 * );
 * ```
 */
export function payloadOf(
  { at, facts, text }: Pick<Push, "at" | "facts" | "text">,
  { capabilities }: Pick<PushSubscription, "capabilities">,
): string {
  const known = CAPABILITIES.filter((name) => capabilities.includes(name));
  const bits = tagBitsOf(new Set(known));
  const body = truncate(text, MAX_TEXT_BYTES);
  const write = (clientTags: string) => {
    const message = new OutgoingMessage(body, { ...facts, at, clientTags });
    const { tags } = message.lineFor(bits, at);
    return tags === "" ? body : `@${tags} ${body}`;
  };
  const whole = write(facts.clientTags);
  return byteLength(whole) <= MAX_PAYLOAD_BYTES ? whole : write("");
}
