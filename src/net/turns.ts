import { LINE_WORK } from "../irc/session/work.ts";
import type { TurnLengths } from "./traffic.ts";

/**
 * What one client may have carried out in a turn. Lines are bounded so that one
 * turn's output is; it is the time that keeps who asks for dear things from
 * making others wait.
 */
export const CLIENT_TURN_LINES = 512;
export const CLIENT_TURN_MS = 4;

/** What all clients together may, until sockets and signals are served again. */
export const TURN_MS = 8;

/** For how long others go before who had more to be carried out than one turn allows. */
export const GREEDY_FOR_MS = 100;

/** What those may together, of a turn; and at least, however much time others have taken. */
export const GREEDY_TURN_MS = 4;
const LEAST_MS = 1;

/** How much one may have carried out who came too late, before it waits with those who have more. */
const FRESH_LINES = 1;

/** The clock is read again once so much was done: to read it costs more than to carry out a line of little work. */
const CLOCK_WORK = 8 * LINE_WORK;

/** One who takes turns. */
export abstract class TurnTaker {
  /** The last turn that it had a part in, and what it has had of it. */
  turn = -1;
  turnLines = 0;
  turnMs = 0;
  /** Until when others go before it. */
  greedyUntil = -Infinity;
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
 * be carried out waits for the next turn, in the order of coming, but behind
 * those who came too late in this one and had nothing of it: where a thousand
 * have much to be carried out, one who says a word waits for none of them. The
 * output that has gathered goes out at the end.
 *
 * Where several have just had all that one may, and more to be carried out, they
 * go after all others: they wait until the sockets were looked at, and those were
 * served; who has just come waits with them. So however many send as much as
 * they can, one who says a word now and then waits for no more than the turn that
 * is under way.
 */
export class Turns {
  #fresh: TurnTaker[] = [];
  #waiting: TurnTaker[] = [];
  #greedy: TurnTaker[] = [];
  #dirty: Flushable[] = [];
  #turn = 0;
  #startedAt = 0;
  #isUnderWay = false;
  #isNextDue = false;
  /** What time it was when it was last read, in milliseconds: a few lines ago at most. */
  now = 0;
  /** How much was done since then. */
  #work = 0;
  readonly #endLater = () => this.#end();

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
   * for the next.
   */
  serve(client: TurnTaker): void {
    if (client.isWaiting) return;
    const now = this.#look();
    this.#begin(now);
    // Nobody gets more by coming anew.
    if (client.turn < 0) client.greedyUntil = now + GREEDY_FOR_MS;
    const isGreedy = now < client.greedyUntil;
    const end = this.#startedAt + TURN_MS;
    if (isGreedy && this.#greedy.length > 0) this.#wait(client, this.#waiting);
    else if (now >= end && client.turn !== this.#turn) {
      this.#wait(client, this.#fresh);
    } else this.#serve(client, now, end);
  }

  /** Tells what a line has cost, in the unit of {@linkcode LINE_WORK}. */
  worked(work: number): void {
    this.#work += work;
  }

  #look(): number {
    this.#work = 0;
    return this.now = this.readTime();
  }

  /** @param endOfTurn what the client has waits then, if it was not begun before */
  #serve(
    client: TurnTaker,
    from: number,
    endOfTurn: number,
    most = CLIENT_TURN_LINES,
  ): void {
    if (client.turn !== this.#turn) {
      client.turn = this.#turn;
      client.turnLines = 0;
      client.turnMs = 0;
    }
    const end = Math.min(endOfTurn, from + CLIENT_TURN_MS - client.turnMs);
    let now = from;
    let hasMore = true;
    while (hasMore && now < end && client.turnLines < most) {
      client.turnLines++;
      hasMore = client.step();
      if (this.#work >= CLOCK_WORK) now = this.#look();
    }
    client.turnMs += now - from;
    if (!hasMore) return;
    const hasHadAll = client.turnMs >= CLIENT_TURN_MS ||
      client.turnLines >= CLIENT_TURN_LINES;
    if (hasHadAll) client.greedyUntil = now + GREEDY_FOR_MS;
    this.#wait(client, this.#waiting);
  }

  /** @param others with whom it waits, unless it is greedy */
  #wait(client: TurnTaker, others: TurnTaker[]): void {
    client.isWaiting = true;
    const isGreedy = this.now < client.greedyUntil;
    (isGreedy ? this.#greedy : others).push(client);
  }

  /** Has something flushed at the end of the turn. It must not throw. */
  flushLater(output: Flushable): void {
    if (!this.#isUnderWay) this.#begin(this.readTime());
    this.#dirty.push(output);
  }

  #begin(now: number): void {
    if (this.#isUnderWay) return;
    this.#open(now);
    setImmediate(this.#endLater);
  }

  #open(now: number): void {
    this.#isUnderWay = true;
    this.#turn++;
    this.#startedAt = now;
  }

  #end(): void {
    if (!this.#isUnderWay) return;
    this.#isUnderWay = false;
    const dirty = this.#dirty;
    this.#dirty = [];
    for (const output of dirty) output.flush();
    this.lengths.add(this.readTime() - this.#startedAt);
    const waiting = this.#fresh.length + this.#waiting.length +
      this.#greedy.length;
    if (waiting === 0 || this.#isNextDue) return;
    this.#isNextDue = true;
    // Now, after all that takes time: else the next turn could be due already.
    this.afterSockets(() => {
      // Behind the end of the turn that the sockets have begun.
      setImmediate(() => this.#serveWaiting());
    });
  }

  /** A turn of its own, so that what sockets bring next has all its time. */
  #serveWaiting(): void {
    this.#isNextDue = false;
    this.#end();
    const from = this.readTime();
    this.#open(from);
    const fresh = this.#fresh;
    this.#fresh = [];
    const servedFresh = this.#serveThese(fresh, from + TURN_MS, FRESH_LINES);
    this.#fresh = fresh.slice(servedFresh).concat(this.#fresh);
    const waiting = this.#waiting;
    this.#waiting = [];
    const served = this.#serveThese(waiting, this.#endFor(from + TURN_MS));
    this.#waiting = waiting.slice(served).concat(this.#waiting);
    const greedy = this.#greedy;
    this.#greedy = [];
    const servedGreedy = this.#serveThese(
      greedy,
      this.#endFor(from + GREEDY_TURN_MS),
    );
    this.#greedy = greedy.slice(servedGreedy).concat(this.#greedy);
    this.#end();
  }

  /** However little is left of the turn, one of them is served. */
  #endFor(end: number): number {
    return Math.max(end, this.readTime() + LEAST_MS);
  }

  /**
   * @param most how many lines each may have carried out
   * @returns how many of them were served before the end of the turn
   */
  #serveThese(
    clients: readonly TurnTaker[],
    end: number,
    most = CLIENT_TURN_LINES,
  ): number {
    for (const [index, client] of clients.entries()) {
      const now = this.#look();
      if (now >= end) return index;
      client.isWaiting = false;
      this.#serve(client, now, end, most);
    }
    return clients.length;
  }
}
