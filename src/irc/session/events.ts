import {
  type Delivery,
  message,
  type OutgoingMessage,
} from "../wire/outgoing.ts";
import type { Event } from "../state/event.ts";

/**
 * Makes the message that tells of an event.
 *
 * @param delivery null to send it to everybody who is told
 */
export function messageOf(
  event: Event,
  delivery: Delivery | null = null,
): OutgoingMessage {
  const { source, command, params, text } = event;
  return message(source, command, params, text, event, delivery);
}

/** Makes it an event of the server's, for those who must not learn who did it. */
export function byServer(event: Event, serverName: string): Event {
  return { ...event, source: serverName, account: null, isBot: false };
}
