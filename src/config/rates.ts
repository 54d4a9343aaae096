import * as v from "valibot";
import { DEFAULT_RATES, type Rates } from "../irc/names/rates.ts";
import { table, wholeNumber } from "./values.ts";

/** The table `[rates]`: how often a user may do things within a minute. */
export const ratesSchema = ratesTable();

function ratesTable() {
  const names = Object.keys(DEFAULT_RATES) as (keyof Rates)[];
  const entries = names.map((name) =>
    [name, v.optional(wholeNumber(1, 1_000_000), DEFAULT_RATES[name])] as const
  );
  return v.pipe(
    table(Object.fromEntries(entries)),
    v.transform((rates) => rates as Record<keyof Rates, number>),
  );
}
