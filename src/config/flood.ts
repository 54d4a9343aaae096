import * as v from "valibot";
import type { FloodLimits } from "../net/flood.ts";
import { seconds, table, wholeNumber } from "./values.ts";

/** The table `[flood]`: how fast clients may spend what their lines cost. */
export const floodSchema = table({
  burst: v.optional(wholeNumber(1, 1_000_000), 10),
  rate: v.optional(wholeNumber(1, 1_000_000), 2),
  start: v.optional(wholeNumber(0, 1_000_000), 60),
  welcome: v.optional(wholeNumber(0, 1_000_000), 500),
  "welcome-time": v.optional(seconds, 60),
  "address-minute": v.optional(wholeNumber(1, 100_000_000), 20_000),
});

/** @returns what flood control goes by */
export function floodLimitsOf(
  flood: v.InferOutput<typeof floodSchema>,
): FloodLimits {
  return {
    burst: flood.burst,
    perSecond: flood.rate,
    start: flood.start,
    welcome: flood.welcome,
    welcomeMs: flood["welcome-time"] * 1000,
    addressMinute: flood["address-minute"],
  };
}
