import { parseArgs } from "node:util";
import type { Scenario } from "./scenarios.ts";
import { SERVER_NAMES } from "./servers.ts";
import { TABLES } from "./tables.ts";

const TABLE_NAMES = Object.keys(TABLES);

/** How to call the benchmark. */
export const USAGE = `bun tests/bench/main.ts [options]
  --table NAME      ${TABLE_NAMES.join(" or ")} (default: ${TABLE_NAMES[0]})
  --servers LIST    of ${SERVER_NAMES.join(",")}
  --scenarios LIST  of those of the table:
${
  Object.entries(TABLES).map(([name, { servers, scenarios }]) =>
    `    ${name}: ${namesOf(scenarios)}
      on ${servers}`
  ).join("\n")
}
  --seconds N       how long each run is measured (default: 3)
  --warmup N        how long each run warms up before, in seconds (default: 1)
  --rounds N        how often all is run; the median counts (default: 3)
  --json FILE       write the figures of all rounds to FILE
  --help            print this
IRCD_DENO and IRCD_BUN name the commands of our servers, to which their options are added, and ERGO
that of Ergo.`;

/** What was asked for. */
export interface Options {
  servers: string[];
  scenarios: Scenario[];
  /** Measured time of each run. */
  seconds: number;
  /** Time before that, in seconds. */
  warmup: number;
  rounds: number;
  /** Where the figures of all rounds go. */
  json?: string;
  help: boolean;
}

/** Reads the command line; throws an error with a message of one line if it is wrong. */
export function parseOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      table: { type: "string", default: TABLE_NAMES[0] },
      servers: { type: "string" },
      scenarios: { type: "string" },
      seconds: { type: "string", default: "3" },
      warmup: { type: "string", default: "1" },
      rounds: { type: "string", default: "3" },
      json: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  const [name] = someOf("table", values.table, TABLE_NAMES);
  const { servers, scenarios } = TABLES[name];
  const asked = someOf("scenarios", values.scenarios, namesOf(scenarios));
  return {
    servers: values.servers === undefined
      ? servers
      : someOf("servers", values.servers, SERVER_NAMES),
    scenarios: scenarios.filter((scenario) => asked.includes(scenario.name)),
    seconds: positive("seconds", values.seconds),
    warmup: positive("warmup", values.warmup),
    rounds: Math.ceil(positive("rounds", values.rounds)),
    json: values.json,
    help: values.help,
  };
}

function namesOf(scenarios: Scenario[]): string[] {
  return scenarios.map(({ name }) => name);
}

/** @returns all of them if the option is not given */
function someOf(
  option: string,
  list: string | undefined,
  known: string[],
): string[] {
  const names = list?.split(",") ?? known;
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new Error(`--${option}: '${unknown}' is none of ${known.join(", ")}`);
  }
  return names;
}

function positive(option: string, text: string): number {
  const number = Number(text);
  if (!(number > 0 && number <= 3600)) {
    throw new Error(
      `--${option}: '${text}' is not a number above 0 and up to 3600`,
    );
  }
  return number;
}
