/**
 * A device that is pushed to, as its client has described it. What its push service is told is a secret: whoever
 * knows the endpoint can send there.
 *
 * @see IRCv3 webpush, "`REGISTER` Subcommand"
 */
export interface PushSubscription {
  /** The URL of the push service that leads to this device */
  readonly endpoint: string;
  /** The device's public key, a point of P-256, in Base64 for URLs */
  readonly p256dh: string;
  /** What only the device and this server know, 16 bytes in Base64 for URLs */
  readonly auth: string;
  /** The capabilities that its client had, as far as they make a difference to what is pushed */
  readonly capabilities: readonly string[];
  /** When it was described, in milliseconds since 1970 */
  readonly registeredAt: number;
  /** When its client last said that it is there; to a day */
  readonly renewedAt: number;
}

/** What is pushed to an account, and to which devices. Like every record it is plain data and never changed: a new one takes its place. */
export interface PushSubscriptions {
  /** The name of the account */
  readonly account: string;
  /** In the order in which they were described */
  readonly subscriptions: readonly PushSubscription[];
  /** Names of channels, and words on any channel, that are pushed besides what mentions the user, as they were spelled */
  readonly watched: readonly string[];
}

/**
 * By what push services know this server: made once, because a device takes nothing that another key has signed.
 *
 * @see RFC 8292
 */
export interface PushKey {
  /** A point of P-256, in Base64 for URLs */
  readonly publicKey: string;
  /** The number that belongs to it, in Base64 for URLs */
  readonly privateKey: string;
  /** Milliseconds since 1970 */
  readonly madeAt: number;
}

/** How much it matters that a push arrives now, and not when the device wakes up. @see RFC 8030, section 5.3 */
export type PushUrgency = "normal" | "high";

/**
 * What comes of a push: the push service has taken it; the device is there no more; the push service wants none of
 * it, or is none; it could not be sent, or not in time; nobody wanted it any more before it was sent.
 */
export type PushOutcome = "taken" | "gone" | "refused" | "failed" | "unwanted";

/** What is to be pushed to all devices of an account. */
export interface Push {
  /** The session that has caused it: the machine that has it sends the push */
  readonly owner: string;
  /** The folded name of the account */
  readonly account: string;
  /** The id of the user that it is for */
  readonly user: number;
  /** Milliseconds since 1970 */
  readonly at: number;
  /** Where it was said: the folded name of a channel or a nickname; null for nowhere that can be read */
  readonly where: string | null;
  /** The line without its tags and CR LF */
  readonly text: string;
  /** What its tags may tell */
  readonly facts: PushFacts;
  readonly urgency: PushUrgency;
}

/** A push to one device that is on its way: what tells whether it is still wanted. */
export interface PushUnderWay
  extends Pick<Push, "account" | "at" | "urgency" | "user" | "where"> {
  readonly endpoint: string;
}

/** What the tags of a push may tell. */
export interface PushFacts {
  readonly account: string | null;
  readonly isBot: boolean;
  /** Its msgid; "" for none */
  readonly id: string;
  /** Its client-only tags as they stand on the wire, "" for none */
  readonly clientTags: string;
}

/** A push that waits: it may be read before its time has come. */
export interface WaitingPush extends Push {
  /** The folded name of the account that has caused it, or the network that who has none comes from */
  readonly sender: string;
  /** Milliseconds since 1970 */
  readonly dueAt: number;
}
