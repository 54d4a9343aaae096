import { type Delivery, message, OutgoingMessage } from "../wire/outgoing.ts";
import { escapeTagValue } from "../wire/tags.ts";
import type { HistoryEvent } from "../state/archive.ts";
import type { Event } from "../state/event.ts";

/**
 * Makes the message that tells of an event.
 *
 * @param delivery null to send it to everybody who is told
 */
export function messageOf(
  event: HistoryEvent,
  delivery: Delivery | null = null,
): OutgoingMessage {
  const { source, command, params, relayedBy, text } = event;
  const trailing = text ?? undefined;
  const plain = message(source, command, params, trailing, event, delivery);
  return relayedBy === null ? plain : withRelay(plain, relayedBy);
}

/**
 * Adds who relays a message, for those who asked for that.
 *
 * @see IRCv3 draft/relaymsg
 */
function withRelay(plain: OutgoingMessage, nick: string): OutgoingMessage {
  const tag = `draft/relaymsg=${escapeTagValue(nick)}`;
  const delivery = { needs: "draft/relaymsg", otherwise: [plain] } as const;
  return new OutgoingMessage(plain.text, plain.facts, delivery, tag);
}

/** Makes it an event of the server's, for those who must not learn who did it. */
export function byServer(event: Event, serverName: string): Event {
  return { ...event, source: serverName, account: null, isBot: false };
}
