/**
 * A small thing that changes often and that a crash may set back by a tenth of a second: up to where somebody
 * has read, when an account was seen last, how far a device is. It is written with the history, in the order of
 * coming, and nobody waits for it; what a restart finds is the latest of each key.
 */
export interface Jot {
  /** What sort it is: `read-marker`, `seen`, `device`, ... */
  readonly kind: string;
  /** Which one of these */
  readonly key: string;
  /** Plain data; null deletes it */
  readonly value: string | number | null;
}
