/** A mail that somebody gets: plain text. */
export interface Mail {
  /** The one address that it goes to */
  readonly to: string;
  readonly subject: string;
  /** Its lines, with LF between them */
  readonly text: string;
}

/**
 * How much mail has gone to an address lately: a record, so that a restart does
 * not let more go there. Like every record it is plain data and never changed.
 */
export interface MailCount {
  /** The SHA-256 of the address, in hexadecimal: nobody reads here who has one */
  readonly address: string;
  /** When what was sent until now counts no more, in milliseconds since 1970 */
  readonly busyUntil: number;
}
