import type { Party } from "./archive.ts";

/** Why an account or a channel is out of use, and for how long. */
export interface Suspension {
  /** The operator's nickname or account */
  readonly by: string;
  /** Milliseconds since 1970 */
  readonly at: number;
  /** Milliseconds since 1970; null for ever */
  readonly until: number | null;
  readonly reason: string;
}

/**
 * What SCRAM-SHA-256 checks a password with, in Base64. It is of use to who has
 * guessed the password, and to nobody else.
 *
 * @see RFC 5802, section 3; RFC 7677
 */
export interface ScramKeys {
  readonly salt: string;
  readonly iterations: number;
  readonly storedKey: string;
  readonly serverKey: string;
}

/** What is kept of a password in place of it. */
export interface HashedPassword {
  /** What `check-password` checks it against */
  readonly passwordHash: string;
  readonly scram: ScramKeys;
}

/** A code that somebody was sent, who must give it back. */
export interface PendingCode {
  /** What the code is good for */
  readonly purpose: "verify" | "reset" | "email";
  /** The SHA-256 of the code, in hexadecimal */
  readonly codeHash: string;
  /** Milliseconds since 1970 */
  readonly expiresAt: number;
  /** How often a wrong code was given */
  readonly tries: number;
  /** The address that it was sent to */
  readonly email: string;
}

/** Settings by their names; what is not set is as it is for everybody. */
export type RecordSettings = Readonly<
  Record<string, string | number | boolean>
>;

/**
 * A person whom the server knows again: an account that somebody has registered.
 * Like every record it is plain data and never changed: a new one takes its place.
 */
export interface Account {
  /** As it was spelled when it was registered */
  readonly name: string;
  /** What histories know it by, whatever it is called; "" for one that is not there */
  readonly party: Party;
  /** Milliseconds since 1970 */
  readonly registeredAt: number;
  /** Milliseconds since 1970; null before: nobody can log in to it then */
  readonly verifiedAt: number | null;
  readonly email: string | null;
  /** Null where no password opens it */
  readonly passwordHash: string | null;
  /** Null where SCRAM cannot check its password */
  readonly scram: ScramKeys | null;
  /** The SHA-256 of certificates that open it, in hexadecimal digits and lower case */
  readonly certificates: readonly string[];
  /** The nicknames that are its own besides its name, as they were spelled */
  readonly nicks: readonly string[];
  readonly settings: RecordSettings;
  readonly suspended: Suspension | null;
  /** The host that others see; null for the usual one */
  readonly vhost: string | null;
  /** The names of its roles */
  readonly roles: readonly string[];
  /** What it tells of itself, by its keys in the order in which they were set */
  readonly metadata: Readonly<Record<string, string>>;
  readonly pending: PendingCode | null;
  /**
   * When it was deleted, in milliseconds since 1970, if only its name is kept
   * so that nobody else takes it; null for an account that is there
   */
  readonly droppedAt: number | null;
}
