import { unchanged } from "../messages/speech_rules.ts";
import { MultilineUtterance } from "../messages/multiline.ts";
import { messageOf } from "../session/events.ts";
import { send } from "../session/send.ts";
import type { HistoryEvent } from "../state/archive.ts";
import type { Session } from "../state/session.ts";
import { OutgoingMessage } from "../wire/outgoing.ts";

/** Marks what stands behind the message that it is about. */
const CONTEXT = "draft/chathistory-context";

/** Shows a client events as they were told when they happened; what is about a message among them comes behind it. */
export function tellEvents(
  session: Session,
  events: readonly HistoryEvent[],
): void {
  const ids = new Set(events.map(({ id }) => id));
  const about = new Map<string, HistoryEvent[]>();
  const own: HistoryEvent[] = [];
  for (const event of events) {
    const { parent } = event;
    if (parent === null || !ids.has(parent)) own.push(event);
    else about.set(parent, [...about.get(parent) ?? [], event]);
  }
  for (const event of own) {
    for (const line of messagesOf(event)) send(session, line);
    for (const other of about.get(event.id) ?? []) {
      for (const line of messagesOf(other)) send(session, asContext(line));
    }
  }
}

/** Writes what a client is shown of an event, in the form that fits its capabilities. */
export function messagesOf(event: HistoryEvent): readonly OutgoingMessage[] {
  const { clientTags, command, lines } = event;
  if (lines !== null) {
    return new MultilineUtterance(command, lines, clientTags)
      .compose(event, unchanged);
  }
  return [command === "JOIN" ? joinOf(event) : messageOf(event)];
}

/** @see IRCv3 extended-join */
function joinOf(event: HistoryEvent): OutgoingMessage {
  const { account, params } = event;
  const extended = { ...event, params: [...params, account ?? "*"] };
  return messageOf(extended, {
    needs: "extended-join",
    otherwise: [messageOf({ ...event, text: null })],
  });
}

/** @see IRCv3 chathistory, "`draft/chathistory-context` tag" */
function asContext({ delivery, facts, text }: OutgoingMessage) {
  return new OutgoingMessage(text, facts, delivery, CONTEXT);
}
