/** A ban that keeps somebody off the server. */
export interface ServerBan {
  /** K is against a mask of `user@host`, D against an address or CIDR block */
  readonly kind: "K" | "D";
  readonly mask: string;
  readonly reason: string;
  /** The operator's `nick!user@host` */
  readonly setBy: string;
  /** Milliseconds since 1970 */
  readonly setAt: number;
  /** Milliseconds since 1970; null for ever */
  readonly expiresAt: number | null;
}
