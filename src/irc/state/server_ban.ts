/**
 * What a ban is against: an address or CIDR block (D), `user@host` (K), `nick!user@host` (N), or a real name (R);
 * all but the first are masks.
 */
export type BanKindLetter = "D" | "K" | "N" | "R";

/** A ban that keeps somebody off the server. */
export interface ServerBan {
  readonly kind: BanKindLetter;
  readonly mask: string;
  /** There and true if who is logged in to an account may come all the same */
  readonly requireSasl?: true;
  readonly reason: string;
  /** The operator's `nick!user@host` */
  readonly setBy: string;
  /** Milliseconds since 1970 */
  readonly setAt: number;
  /** Milliseconds since 1970; null for ever */
  readonly expiresAt: number | null;
}
