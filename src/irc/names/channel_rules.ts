/** How channels are registered, and for how long they are kept. */
export interface ChannelRules {
  /** True if users may register channels */
  readonly registration: boolean;
  /** How many channels an account may be the founder of */
  readonly perAccount: number;
  /** Milliseconds after which a channel is dropped that nobody was on; 0 for never */
  readonly expireMs: number;
}

/** The rules, unless the configuration says otherwise. */
export const DEFAULT_CHANNEL_RULES: ChannelRules = {
  registration: true,
  perAccount: 15,
  expireMs: 0,
};
