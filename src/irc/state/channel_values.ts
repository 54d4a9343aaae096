/** A channel's topic, and who set it when. */
export interface Topic {
  readonly text: string;
  /** `nick!user@host` */
  readonly setBy: string;
  /** Milliseconds since 1970 */
  readonly setAt: number;
}

/** One entry of a channel's list of masks, and who put it there when. */
export interface ListEntry {
  readonly mask: string;
  /** `nick!user@host` */
  readonly setBy: string;
  /** Milliseconds since 1970 */
  readonly setAt: number;
}
