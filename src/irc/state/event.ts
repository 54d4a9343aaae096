/**
 * What happened on the network, as a value: somebody said something, or a channel changed. It is told to those
 * who see it, and it is what a history keeps.
 */
export interface Event {
  /** Its msgid, which no other event has; sorted by it, events are in the order in which they happened */
  readonly id: string;
  /** Milliseconds since 1970 */
  readonly at: number;
  /** `nick!user@host`, or the server's name */
  readonly source: string;
  /** The account of the user it comes from; null for none */
  readonly account: string | null;
  /** True if the user it comes from is a bot */
  readonly isBot: boolean;
  /** The nickname of the user who relays it for somebody else; null if nobody does */
  readonly relayedBy: string | null;
  /** The id of the channel where it happened, or of the user to whom; null for everywhere its source is */
  readonly target: number | null;
  /** PRIVMSG, JOIN, TOPIC, ... */
  readonly command: string;
  /** Its parameters but the text */
  readonly params: readonly string[];
  /** The trailing parameter, if there is one */
  readonly text: string | undefined;
  /** The client-only tags as they stand on the wire, "" for none */
  readonly clientTags: string;
}
