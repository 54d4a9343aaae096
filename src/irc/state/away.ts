import type { User } from "./user.ts";

/** Says with AWAY that nobody looks at a client (draft/pre-away): others are told of no reason. */
export const UNATTENDED = "*";

/** What others are told of who is away and says no more of it, or may not say it to them. */
export const NO_AWAY_TEXT = "Away";

/** What a client has said with AWAY. */
export interface Absence {
  /** Why, or {@linkcode UNATTENDED} */
  readonly text: string;
  /** When it said so, in milliseconds since 1970 */
  readonly at: number;
}

/**
 * Tells why a user is away who is on several connections: away on all of them, for the reason that was given last.
 * One that nobody looks at is as if it was not there.
 *
 * @returns null for here
 */
export function absenceOf(user: User): string | null {
  let latest: Absence | null = null;
  for (const { own } of user.sessions) {
    if (own === null) return user.away;
    const { away } = own;
    if (away === null) return null;
    const counts = away.text !== UNATTENDED &&
      (latest === null || away.at >= latest.at);
    if (counts) latest = away;
  }
  return latest?.text ?? user.away ?? NO_AWAY_TEXT;
}
