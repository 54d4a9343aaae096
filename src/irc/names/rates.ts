/** How often a user may do within a minute what others are told of. Operators who may are exempt. */
export interface Rates {
  /** Write to somebody whom this user did not write to lately, and who did not write first */
  readonly targets: number;
  /** Join a channel */
  readonly joins: number;
  /** Take another nickname */
  readonly nicks: number;
  /** Invite somebody */
  readonly invites: number;
  /** Knock at a channel */
  readonly knocks: number;
  /** Go away, or come back */
  readonly aways: number;
  /** Change a topic */
  readonly topics: number;
}

/** The rates, unless the configuration says otherwise. */
export const DEFAULT_RATES: Rates = {
  targets: 30,
  joins: 150,
  nicks: 10,
  invites: 20,
  knocks: 1,
  aways: 20,
  topics: 20,
};
