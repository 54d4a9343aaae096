import {
  type Delivery,
  message,
  type OutgoingMessage,
} from "../wire/outgoing.ts";
import type { Event } from "../state/event.ts";

/**
 * Writes what happened for those who see it.
 *
 * @param delivery who gets it; null for everybody it is sent to
 */
export function messageOf(
  event: Event,
  delivery: Delivery | null = null,
): OutgoingMessage {
  const { source, command, params, text } = event;
  return message(source, command, params, text, event, delivery);
}

/** The same event, as those see it who must not learn who did it: as the server's doing. */
export function byServer(event: Event, serverName: string): Event {
  return { ...event, source: serverName, account: null, isBot: false };
}
