import * as v from "valibot";
import { table, text, wholeNumber } from "./values.ts";

/** Where metrics are to be had. */
export interface MetricsSettings {
  /** An address */
  readonly host: string;
  /** A TCP port; 0 lets the system choose */
  readonly port: number;
}

/** The table `[metrics]`: whoever can connect there can read them, so that it is this machine unless told otherwise. */
export const metricsSchema = table({
  host: v.optional(text, "127.0.0.1"),
  port: wholeNumber(0, 65_535),
});
