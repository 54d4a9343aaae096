/** What a connection has said of itself before it is registered. */
export interface Registration {
  nick: string | null;
  username: string | null;
  realname: string;
  /** Why its user will be away; null if it will be here */
  away: string | null;
  /** The last PASS */
  password: string | null;
  /** The account it is logged in to; null for none */
  account: string | null;
  /** What its user will tell of itself, by its keys; null for nothing */
  metadata: Map<string, string> | null;
  /** True from CAP LS or CAP REQ until CAP END */
  negotiating: boolean;
}

/** Who a client says it is, while the shell checks the password. */
export interface Claim {
  /** An operator (OPER), or the owner of an account (AUTHENTICATE) */
  readonly kind: "operator" | "account";
  readonly name: string;
  /** What the password is checked against */
  readonly passwordHash: string;
  /** The label that the answer takes; null for none */
  readonly label: string | null;
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
  /** When it was begun, in milliseconds since 1970 */
  readonly openedAt: number;
  /** PRIVMSG or NOTICE; null before the first line */
  command: string | null;
  readonly lines: BatchLine[];
  /** How long its text is so far */
  bytes: number;
  /** True if what else comes of it is dropped until its end */
  readonly hasFailed: boolean;
}

/** How far a session is between one PING and the next. */
export type Keepalive = "registering" | "answered" | "pinged" | "reminded";
