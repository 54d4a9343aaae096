import { Purse } from "./purses.ts";

/** How fast a client may spend what its lines cost, in tokens: a plain line costs one. */
export interface FloodLimits {
  /** How many tokens a client has that was quiet */
  readonly burst: number;
  /** How many come back each second */
  readonly perSecond: number;
  /** How many it has beside them until it is registered */
  readonly start: number;
  /** How many it has beside them once it is, in place of what is left of those */
  readonly welcome: number;
  /** Milliseconds after which what is left of those is gone */
  readonly welcomeMs: number;
  /** How many of those, and of the first burst, all who come from one place have together, and again within a minute */
  readonly addressMinute: number;
}

/** What is left to a client, as plain data. */
export interface FloodState {
  readonly bucketMs: number;
  readonly allowance: number;
  /** For how long that is there; null for as long as it is not registered */
  readonly allowanceMs: number | null;
}

/** The longest that one line makes its client wait, however dear it was, in milliseconds. */
export const LONGEST_WAIT_MS = 30_000;

/**
 * What one client may still have carried out: a bucket of tokens that fills by
 * itself. A line is paid for once it was carried out, when it is known what it
 * has cost; who has no token left waits until one has come back.
 *
 * A client's start has an allowance beside: one that comes back to thirty
 * channels says a hundred lines at once. That, and what its bucket would have
 * had if it had been there, is paid from the {@linkcode Purse} of the place that
 * it comes from: its bucket is empty at first.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const none = { start: 0, welcome: 0, welcomeMs: 0, addressMinute: 100 };
 * const limits = { burst: 2, perSecond: 2, ...none };
 * const budget = new FloodBudget(limits, 0);
 * budget.spend(1, 0);
 * assertEquals(budget.waitMs(0), 0);
 * budget.spend(1, 0);
 * assertEquals(budget.waitMs(0), 500);
 * assertEquals(budget.waitMs(500), 0);
 * ```
 */
export class FloodBudget {
  /** Milliseconds in which one token comes back. */
  readonly #tokenMs: number;
  /** What is in the bucket, as the time in which as much comes back. */
  #bucketMs: number;
  /** Up to when what comes back was counted. */
  #countedAt: number;
  /** What it may take from the purse, in tokens. */
  #allowance: number;
  #allowanceUntil = Infinity;

  /**
   * @param now in milliseconds, like everywhere here by a clock that runs evenly
   * @param purse what all have who come from the same place
   */
  constructor(
    readonly limits: FloodLimits,
    now: number,
    readonly purse: Purse = new Purse(limits.addressMinute, now),
  ) {
    this.#tokenMs = 1000 / limits.perSecond;
    this.#bucketMs = 0;
    this.#allowance = limits.start + limits.burst;
    this.#countedAt = now;
  }

  /** @returns what is left */
  state(now: number): FloodState {
    this.#count(now);
    const allowanceMs = this.#allowanceUntil === Infinity
      ? null
      : this.#allowanceUntil - now;
    return {
      bucketMs: this.#bucketMs,
      allowance: this.#allowance,
      allowanceMs,
    };
  }

  /** Goes on with what was left in another process, if that had it pay. */
  restore(state: FloodState | null, now: number): void {
    if (state === null) return;
    const { bucketMs, allowance, allowanceMs } = state;
    this.#bucketMs = bucketMs;
    this.#allowance = allowance;
    this.#allowanceUntil = allowanceMs === null ? Infinity : now + allowanceMs;
  }

  /**
   * The client is registered: now comes what it does first of all. Its bucket is
   * filled at once, so that no flood that comes later from the same place slows
   * it down.
   */
  register(now: number): void {
    const { burst, welcome, welcomeMs } = this.limits;
    this.#count(now);
    const missing = Math.min(burst, burst - this.#bucketMs / this.#tokenMs);
    this.#bucketMs += this.purse.draw(missing, now) * this.#tokenMs;
    this.#allowance = welcome;
    this.#allowanceUntil = now + welcomeMs;
  }

  /** Pays for a line, on credit if need be. */
  spend(tokens: number, now: number): void {
    if (tokens === 0) return;
    this.#count(now);
    const allowed = Math.min(tokens, this.#allowance);
    const fromPurse = allowed === 0 ? 0 : this.purse.draw(allowed, now);
    this.#allowance -= fromPurse;
    this.#bucketMs = Math.max(
      this.#bucketMs - (tokens - fromPurse) * this.#tokenMs,
      -LONGEST_WAIT_MS,
    );
  }

  /** Tells how long the next line has to wait; 0 if it may be carried out: there is a token for it. */
  waitMs(now: number): number {
    if (this.#bucketMs >= this.#tokenMs) return 0;
    if (this.#allowance >= 1 && this.purse.left(now) >= 1) return 0;
    this.#count(now);
    return Math.ceil(Math.max(0, this.#tokenMs - this.#bucketMs));
  }

  #count(now: number): void {
    const most = this.limits.burst * this.#tokenMs;
    this.#bucketMs = Math.min(most, this.#bucketMs + now - this.#countedAt);
    this.#countedAt = now;
    if (now >= this.#allowanceUntil) this.#allowance = 0;
  }
}
