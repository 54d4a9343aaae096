import type { BatchLine } from "./batch_line.ts";
import type { Position } from "./archive.ts";
import type { Absence } from "./away.ts";
import type { SaslMechanism } from "../names/login_rules.ts";

/** What a connection has said of itself before it is registered. */
export interface Registration {
  nick: string | null;
  /** The nickname that it asked for last, if somebody else has that; null for none */
  refusedNick: string | null;
  username: string | null;
  realname: string;
  /** Why its user will be away, or `*` if nobody looks at it; null if it will be here */
  away: string | null;
  /** The last PASS */
  password: string | null;
  /** The account it is logged in to; null for none */
  account: string | null;
  /** True if it has logged in with PASS: that is as good as the password of the server */
  isVouchedFor: boolean;
  /** What its user will tell of itself, by its keys; null for nothing */
  metadata: Map<string, string> | null;
  /** Whom it comes back as, and the hash of the token that shows that it may; null for nobody */
  resuming: { readonly user: number; readonly tokenHash: string } | null;
  /** True from CAP LS or CAP REQ until CAP END */
  negotiating: boolean;
  /** The name of the host that it comes from, where that is known; null for none */
  hostname: string | null;
  /** The gateway it came through, by the name in the configuration; null for none */
  gateway: string | null;
  /** True if it must log in with SASL, whatever the settings say */
  requiresSasl: boolean;
}

/** The device that a client is on, as far as anything is known of it. */
export interface Device {
  /** What its user calls it; null for nothing */
  readonly name: string | null;
  /** What was said after this is still to be played to it; null for nothing */
  readonly missedSince: Position | null;
  /** The endpoint by which it is pushed to; null if it is not */
  readonly pushEndpoint: string | null;
}

/** A device of which nothing is known. */
export const NO_DEVICE: Device = {
  name: null,
  missedSince: null,
  pushEndpoint: null,
};

/** What a client wants to hear of metadata. */
export interface Subscriptions {
  /** In the order in which they were given */
  readonly keys: Set<string>;
  /** How many values came with channels that it joined, all at one time */
  syncedValues: number;
  /** When that was, in milliseconds since 1970 */
  syncedAt: number;
}

/** What has come of a client while its lines wait for the shell. */
export interface HeldInput {
  readonly lines: string[];
  /** True if there was no room for another line among them */
  hasLost: boolean;
  /** Why it ends once they are carried out: it has gone; null while it is there */
  endReason: string | null;
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

/** Whom a client wants to be: an account or an operator by its name in the configuration; "" for nobody who is there. */
export type Claim = `${"account" | "operator"} ${string}` | "";

/** An exchange of SASL that is under way. */
export interface Exchange {
  readonly mechanism: SaslMechanism;
  /** What the mechanism keeps until the next response */
  state: string;
  /** The chunks of the next response that have come, in Base64 */
  received: string;
  /** Whom its client has failed to prove to be, while it is told so */
  claim: Claim;
}

/** How far the keepalive is with a session: before it is registered, then from one PING to the next. */
export type Keepalive = "registering" | "answered" | "pinged" | "reminded";

/**
 * What a connection of a user has for itself who was there before it, or has others: for one that is alone, it is
 * what the user has.
 */
export interface OwnState {
  /** What its user calls it: no other connection of the user has it */
  readonly number: number;
  /** When it was registered, in milliseconds since 1970 */
  readonly openedAt: number;
  /** When its client last said something, in milliseconds since 1970 */
  activeAt: number;
  /** What its client has said with AWAY; null for here */
  away: Absence | null;
  /** The name of the host that it comes from, where that is known; null for none */
  readonly hostname: string | null;
  /** The gateway it came through, by the name in the configuration; null for none */
  readonly gateway: string | null;
}

/** How a client tries to log in, or to become an operator. */
export interface Proving {
  /** The SASL exchange that is under way; null for none */
  exchange: Exchange | null;
  /** Whom it has failed to prove to be, once for each time; null for nobody */
  failures: readonly string[] | null;
}
