import type { SaslMechanism } from "../names/login_rules.ts";

/** What a connection has said of itself before it is registered. */
export interface Registration {
  nick: string | null;
  /** The nickname that it asked for last, if somebody else has that; null for none */
  refusedNick: string | null;
  username: string | null;
  realname: string;
  /** Why its user will be away; null if it will be here */
  away: string | null;
  /** The last PASS */
  password: string | null;
  /** The account it is logged in to; null for none */
  account: string | null;
  /** True if it has logged in with PASS: that is as good as the password of the server */
  isVouchedFor: boolean;
  /** What its user will tell of itself, by its keys; null for nothing */
  metadata: Map<string, string> | null;
  /** True from CAP LS or CAP REQ until CAP END */
  negotiating: boolean;
}

/** One line of a message of several. */
export interface BatchLine {
  readonly text: string;
  /** True if it goes on where the line before it ends */
  readonly isConcat: boolean;
}

/** A message of several lines, while its client sends it. */
export interface ClientBatch {
  /** The reference tag that the client gave it */
  readonly reference: string;
  readonly target: string;
  /** The label that its answer takes; null for none */
  readonly label: string | null;
  /** The client-only tags as they stand on the wire, "" for none */
  readonly clientTags: string;
  /** When it is over, whatever comes of it, in milliseconds since 1970 */
  deadline: number;
  /** PRIVMSG or NOTICE; null before the first line */
  command: string | null;
  readonly lines: BatchLine[];
  /** How long its text is so far */
  bytes: number;
  /** True if what else comes of it is dropped until its end */
  readonly hasFailed: boolean;
}

/** An exchange of SASL that is under way. */
export interface Exchange {
  readonly mechanism: SaslMechanism;
  /** What the mechanism keeps until the next response */
  state: string;
  /** The chunks of the next response that have come, in Base64 */
  received: string;
}

/** How far the keepalive is with a session: before it is registered, then from one PING to the next. */
export type Keepalive = "registering" | "answered" | "pinged" | "reminded";
