import type { TurnLengths } from "./traffic.ts";

/**
 * What one client may have carried out in a turn. Lines are bounded so that one
 * turn's output is; it is the time that keeps who asks for dear things from
 * making others wait.
 */
export const CLIENT_TURN_LINES = 512;
export const CLIENT_TURN_MS = 4;

/** What all clients together may, until sockets and signals are served again. */
export const TURN_MS = 12;

/** One who takes turns. */
export abstract class TurnTaker {
  /** The last turn that it had a part in, and what it has had of it. */
  turn = -1;
  turnLines = 0;
  turnMs = 0;
  /** True while it waits for the next turn. */
  isWaiting = false;

  /**
   * Carries out one line, if there is one and it may be now.
   *
   * @returns true if there may be another one
   */
  abstract step(): boolean;
}

/** What goes out at the end of a turn. */
export interface Flushable {
  flush(): void;
}

/**
 * Lets clients take turns. A turn is what happens between two looks of the event
 * loop at its sockets. In it each client has {@linkcode CLIENT_TURN_LINES} and
 * {@linkcode CLIENT_TURN_MS}, and all have {@linkcode TURN_MS}; who has more to
 * be carried out waits for the next turn, in the order of coming. The output
 * that has gathered goes out at the end.
 */
export class Turns {
  #waiting: TurnTaker[] = [];
  #dirty: Flushable[] = [];
  #turn = 0;
  #startedAt = 0;
  #isUnderWay = false;
  #isNextDue = false;
  /** What time it was when it was last read, in milliseconds: before the line that is carried out. */
  now = 0;

  /**
   * @param readTime tells the time that passes, in milliseconds
   * @param afterSockets calls back once the sockets were looked at: see {@linkcode Runtime.afterSockets}
   * @param lengths counts how long turns last
   */
  constructor(
    readonly readTime: () => number,
    readonly afterSockets: (callback: () => void) => void,
    readonly lengths: TurnLengths,
  ) {}

  /**
   * Carries out what a client has, as far as this turn allows; the rest waits
   * for the next. The time is read before each line, and not after the last.
   */
  serve(client: TurnTaker): void {
    if (client.isWaiting) return;
    const from = this.now = this.readTime();
    this.#begin(from);
    if (client.turn !== this.#turn) {
      client.turn = this.#turn;
      client.turnLines = 0;
      client.turnMs = 0;
    }
    const end = Math.min(
      this.#startedAt + TURN_MS,
      from + CLIENT_TURN_MS - client.turnMs,
    );
    let now = from;
    while (now < end && client.turnLines < CLIENT_TURN_LINES) {
      client.turnLines++;
      if (!client.step()) {
        client.turnMs += now - from;
        return;
      }
      now = this.now = this.readTime();
    }
    client.turnMs += now - from;
    client.isWaiting = true;
    this.#waiting.push(client);
  }

  /** Has something flushed at the end of the turn. It must not throw. */
  flushLater(output: Flushable): void {
    if (!this.#isUnderWay) this.#begin(this.readTime());
    this.#dirty.push(output);
  }

  #begin(now: number): void {
    if (this.#isUnderWay) return;
    this.#isUnderWay = true;
    this.#turn++;
    this.#startedAt = now;
    setImmediate(() => this.#end());
  }

  #end(): void {
    this.#isUnderWay = false;
    const dirty = this.#dirty;
    this.#dirty = [];
    for (const output of dirty) output.flush();
    this.lengths.add(this.readTime() - this.#startedAt);
    if (this.#waiting.length === 0 || this.#isNextDue) return;
    this.#isNextDue = true;
    // Now, after all that takes time: else the next turn could be due already.
    this.afterSockets(() => {
      // Behind the end of the turn that the sockets have begun.
      setImmediate(() => this.#serveWaiting());
    });
  }

  #serveWaiting(): void {
    this.#isNextDue = false;
    const waiting = this.#waiting;
    this.#waiting = [];
    // What sockets brought since the last turn is part of this one.
    this.#begin(this.readTime());
    let served = 0;
    while (served < waiting.length && this.#hasTime()) {
      const client = waiting[served++];
      client.isWaiting = false;
      this.serve(client);
    }
    const again = this.#waiting;
    this.#waiting = waiting.slice(served);
    for (const client of again) this.#waiting.push(client);
  }

  #hasTime(): boolean {
    return this.readTime() - this.#startedAt < TURN_MS;
  }
}
