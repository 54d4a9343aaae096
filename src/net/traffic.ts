import { Tally } from "./tally.ts";

/** Up to how many milliseconds the turns of each bucket last; those of the last last longer. */
export const TURN_BUCKETS_MS = [
  0.1,
  0.25,
  0.5,
  1,
  2.5,
  5,
  10,
  25,
  50,
  100,
  250,
  1000,
] as const;

/** How long turns last. */
export class TurnLengths {
  /** How many turns each bucket has, and last how many are longer than all. */
  readonly counts = Array<number>(TURN_BUCKETS_MS.length + 1).fill(0);
  /** How long all lasted together, in milliseconds. */
  sumMs = 0;

  /** Counts one. */
  add(lengthMs: number): void {
    let bucket = 0;
    while (
      bucket < TURN_BUCKETS_MS.length && lengthMs > TURN_BUCKETS_MS[bucket]
    ) bucket++;
    this.counts[bucket]++;
    this.sumMs += lengthMs;
  }
}

/** What all connections have carried and met: counted a write, a piece or a turn at a time where that is enough. */
export class Traffic {
  bytesReceived = 0;
  linesReceived = 0;
  /** Of lines, with their CR LF, whatever they go over. */
  bytesSent = 0;
  linesSent = 0;
  /** Those of the lines sent that another client has caused, or the server, and that answer nothing. */
  deliveries = 0;
  readonly turns = new TurnLengths();
  /** How often each limit has hit somebody, by the limit's name. */
  readonly refusals = new Tally();
  /** How many TLS handshakes there were, by what came of them. */
  readonly handshakes = new Tally();
}
