import type { Position } from "./archive.ts";

/** What keeps a user on the network that has no connection: its account is always on. */
export interface Kept {
  /** The folded name of the account */
  readonly account: string;
  /** When the last connection went, in milliseconds since 1970; null while there is one */
  leftAt: number | null;
}

/** A user who is always on, as it is kept over restarts. */
export interface Presence {
  /** As it is spelled */
  readonly account: string;
  /** When the account was registered, in milliseconds since 1970: another one of that name is somebody else */
  readonly registeredAt: number;
  readonly nick: string;
  readonly username: string;
  readonly realname: string;
  /** The address that it came from first */
  readonly realHost: string;
  /** The name of the host, where that was known; null for none */
  readonly hostname: string | null;
  /** True once others could see the host that it came from */
  readonly hasShownHost: boolean;
  readonly secure: boolean;
  /** The letters of its modes, without those of an operator */
  readonly modes: string;
  /** Why it is away; null for here */
  readonly away: string | null;
  /** The channels that it is on: the letters of its prefix modes by the channels' names */
  readonly channels: Readonly<Record<string, string>>;
  /** Masks of those whose messages do not arrive */
  readonly silenced: readonly string[];
  /** Milliseconds since 1970 */
  readonly signedOnAt: number;
  /** When it last said something, in milliseconds since 1970 */
  readonly activeAt: number;
  /** When its last connection went, in milliseconds since 1970; null while it has one */
  readonly leftAt: number | null;
}

/** A user without an account whose connection is lost, and who may come back. */
export interface Lost {
  /** What was said after this was not sent to it */
  readonly since: Position;
  /** Milliseconds since 1970 */
  readonly until: number;
  /** Why its connection went, as others see it in the end */
  readonly reason: string;
}
