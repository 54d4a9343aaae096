import * as v from "valibot";
import { channelMode } from "../irc/modes/index.ts";
import {
  type ChannelRules,
  DEFAULT_CHANNEL_RULES,
} from "../irc/names/channel_rules.ts";
import { RELAY_RULES } from "../irc/names/relayed_names.ts";
import { letters, prefixLetters } from "./modes.ts";
import { oneOf, table, wholeNumber, yesOrNo } from "./values.ts";

const DAY_MS = 86_400_000;
const { expireMs, perAccount, registration } = DEFAULT_CHANNEL_RULES;

const channelFlags = letters("channel modes without a parameter", (letter) => {
  const mode = channelMode(letter);
  return mode?.kind === "flag" && mode.setter === "member";
});

/** The table `[channels]`: what new channels are like, and how they are registered. */
export const channelsSchema = table({
  modes: v.optional(channelFlags, "nt"),
  creator: v.optional(prefixLetters, "o"),
  registration: v.optional(yesOrNo, registration),
  "per-account": v.optional(wholeNumber(1, 1_000_000), perAccount),
  relay: v.optional(oneOf(RELAY_RULES), RELAY_RULES[0]),
  "expire-days": v.optional(wholeNumber(0, 36_500), expireMs / DAY_MS),
});

/** @returns the rules for registered channels */
export function channelRulesOf(
  channels: v.InferOutput<typeof channelsSchema>,
): ChannelRules {
  return {
    registration: channels.registration,
    perAccount: channels["per-account"],
    expireMs: channels["expire-days"] * DAY_MS,
  };
}
