const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** What is pushed to whom, and when. */
export interface PushRules {
  /** Devices of one account that may be pushed to */
  readonly subscriptions: number;
  /** Milliseconds after which a device is forgotten whose client has not come back to say that it is there */
  readonly lifeMs: number;
  /** Milliseconds that a push waits for the message to be read in another client */
  readonly delayMs: number;
  /** Milliseconds after which somebody who does nothing is taken to have gone from the screen */
  readonly activeMs: number;
  /** The ports that push services may have */
  readonly ports: readonly number[];
}

/** The rules, unless the configuration says otherwise. */
export const DEFAULT_PUSH_RULES: PushRules = {
  subscriptions: 8,
  lifeMs: 28 * DAY_MS,
  delayMs: 5000,
  activeMs: MINUTE_MS,
  ports: [443],
};
