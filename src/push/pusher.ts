import type { Effect } from "../irc/effects.ts";
import type { PushKey, PushOutcome } from "../irc/state/push.ts";
import { Tally } from "../net/tally.ts";
import type { PushAnswer } from "./post.ts";
import type { PushSettings } from "./push_settings.ts";
import { Slots } from "./slots.ts";

/** A line that a device is to get. */
export type PushOrder = Pick<
  Extract<Effect, { kind: "push" }>,
  "request" | "to" | "line" | "urgency" | "isRepeated"
>;

/** Who pushes. */
export interface PushSender {
  readonly settings: PushSettings;
  readonly key: PushKey;
}

/** Hands a push over to its push service. */
export type DeliverPush = (
  order: PushOrder,
  sender: PushSender,
  signal: AbortSignal,
) => Promise<PushAnswer>;

/** A push that cannot be sent to where it is to go, now or later. */
export class PushFault extends Error {}

/** So many pushes are known at once, on the way, in a queue or about to be tried again; more are dropped. */
const MOST = 2000;

/**
 * So many of them are to one device: two minutes' worth. They are sent one after the other, and its push service may
 * never answer.
 */
const MOST_OF_DEVICE = 60;

/** Milliseconds until a push is tried again, for each time. */
const RETRIES_MS: readonly number[] = [2000, 10_000, 60_000];

/** No push service is waited for longer, whatever it asks for. */
const LONGEST_RETRY_MS = 300_000;

/** Milliseconds until it is said again that pushes cannot be sent. */
const SILENCE_MS = 600_000;

/** Sends pushes: so many at once and to one push service, again where that helps; says once in a while that it cannot. */
export class Pusher {
  /** What has come of pushes; `dropped` for those that there was no room for. */
  readonly outcomes = new Tally();
  readonly #slots = new Slots();
  readonly #closed = new AbortController();
  #known = 0;
  /** How many of them are to each device, by its endpoint. */
  readonly #knownOf = new Map<string, number>();
  #saidAt = -Infinity;

  /**
   * @param sender gives who sends now; null where nothing is pushed
   * @param complain is told why pushes cannot be sent
   * @param isWanted tells whether the push of a request is still to be sent
   */
  constructor(
    readonly sender: () => PushSender | null,
    readonly complain: (text: string) => void,
    readonly isWanted: (request: number) => boolean,
    readonly deliver: DeliverPush = deliverLater,
  ) {}

  /** How many pushes are on the way, in a queue or about to be tried again. */
  get waiting(): number {
    return this.#known;
  }

  /** Gives up what is not sent yet. */
  close(): void {
    this.#closed.abort();
  }

  /** Sends a push. It never rejects. */
  async send(order: PushOrder): Promise<PushOutcome> {
    const { endpoint } = order.to;
    const knownOf = this.#knownOf.get(endpoint) ?? 0;
    if (this.#known >= MOST || knownOf >= MOST_OF_DEVICE) {
      this.outcomes.add("dropped");
      this.#complain("too many of them wait already");
      return "failed";
    }
    this.#count(endpoint, 1);
    try {
      const outcome = await this.#sendUntilTaken(order);
      this.outcomes.add(outcome);
      return outcome;
    } finally {
      this.#count(endpoint, -1);
    }
  }

  #count(endpoint: string, more: number): void {
    const count = (this.#knownOf.get(endpoint) ?? 0) + more;
    this.#known += more;
    if (count === 0) this.#knownOf.delete(endpoint);
    else this.#knownOf.set(endpoint, count);
  }

  async #sendUntilTaken(order: PushOrder): Promise<PushOutcome> {
    const { endpoint } = order.to;
    if (!URL.canParse(endpoint)) return "refused";
    const { origin } = new URL(endpoint);
    for (let tries = 0;; tries++) {
      const giveBack = await this.#slots.next(origin, endpoint);
      const tried = await this.#try(order).finally(giveBack);
      if (typeof tried === "string") return tried;
      const waitMs = order.isRepeated ? RETRIES_MS[tries] : undefined;
      if (waitMs === undefined || this.#closed.signal.aborted) return "failed";
      const longest = Math.min(tried.retryAfterMs, LONGEST_RETRY_MS);
      await pause(Math.max(waitMs, longest), this.#closed.signal);
    }
  }

  /** @returns what has come of it; or when it may be tried again */
  async #try(
    order: PushOrder,
  ): Promise<PushOutcome | Pick<PushAnswer, "retryAfterMs">> {
    const sender = this.sender();
    if (sender === null || this.#closed.signal.aborted) return "failed";
    // Much may have happened while it waited for its turn.
    if (!this.isWanted(order.request)) return "unwanted";
    const { timeoutMs } = sender.settings;
    const late = new AbortController();
    const giveUp = () => late.abort();
    const overdue = new Promise<never>((_, reject) =>
      late.signal.addEventListener("abort", () =>
        reject(
          Object.assign(new Error(), { code: `no answer in ${timeoutMs} ms` }),
        ))
    );
    const timer = setTimeout(giveUp, timeoutMs);
    this.#closed.signal.addEventListener("abort", giveUp);
    try {
      const sent = this.deliver(order, sender, late.signal);
      const { retryAfterMs, status } = await Promise.race([sent, overdue]);
      const outcome = outcomeOf(status);
      if (outcome === "failed" || SAYS_WHO_WE_ARE.includes(status)) {
        this.#complain(`a push service has answered ${status}`);
      }
      return outcome === "failed" ? { retryAfterMs } : outcome;
    } catch (error) {
      if (error instanceof PushFault) return "refused";
      // What a message says may name the push service, and that is half an endpoint.
      const { code } = Object(error) as { code?: unknown };
      this.#complain(typeof code === "string" ? code : "a fault");
      return { retryAfterMs: 0 };
    } finally {
      clearTimeout(timer);
      this.#closed.signal.removeEventListener("abort", giveUp);
    }
  }

  #complain(text: string): void {
    const now = performance.now();
    if (now < this.#saidAt + SILENCE_MS) return;
    this.#saidAt = now;
    this.complain(`some pushes cannot be sent: ${text}`);
  }
}

/** Statuses that are about this server, and not about the device. */
const SAYS_WHO_WE_ARE: readonly number[] = [401, 403];

/** @see RFC 8030, sections 5 and 7.3 */
function outcomeOf(status: number): PushOutcome {
  if (status >= 200 && status < 300) return "taken";
  if (status === 404 || status === 410) return "gone";
  return status === 429 || status >= 500 ? "failed" : "refused";
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener("abort", end);
  });
}

/** Loads what encrypts: it is not for who does without. */
async function deliverLater(
  order: PushOrder,
  sender: PushSender,
  signal: AbortSignal,
): Promise<PushAnswer> {
  const { deliver } = await import("./deliver.ts");
  return await deliver(order, sender, signal);
}
