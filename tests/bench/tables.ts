import { HISTORY_SCENARIOS } from "./history_scenarios.ts";
import { HOSTILE_SCENARIOS } from "./hostile/scenarios.ts";
import { type Scenario, SCENARIOS } from "./scenarios.ts";

/** What is measured unless a part of it is asked for. */
export interface Table {
  servers: string[];
  scenarios: Scenario[];
}

/** The tables, by what `--table` calls them. */
export const TABLES: Record<string, Table> = {
  usual: {
    servers: ["deno", "bun", "ngircd", "inspircd", "ergo"],
    scenarios: SCENARIOS,
  },
  history: {
    servers: [
      "deno",
      "deno-no-history",
      "bun",
      "bun-no-history",
      "ergo-history",
      "ergo",
    ],
    scenarios: HISTORY_SCENARIOS,
  },
  hostile: {
    servers: [
      "deno-stock",
      "bun-stock",
      "deno-no-flood",
      "bun-no-flood",
      "inspircd-stock",
      "ergo-stock",
    ],
    scenarios: HOSTILE_SCENARIOS,
  },
};
