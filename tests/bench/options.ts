import { parseArgs } from "node:util";
import { SCENARIOS } from "./scenarios.ts";
import { SERVER_NAMES, USUAL_SERVERS } from "./servers.ts";

const SCENARIO_NAMES = SCENARIOS.map(({ name }) => name);

/** How to call the benchmark. */
export const USAGE = `bun tests/bench/main.ts [options]
  --servers LIST    of ${SERVER_NAMES.join(",")} (default: ${
  USUAL_SERVERS.join(",")
})
  --scenarios LIST  of ${SCENARIO_NAMES.join(",")} (default: ${
  USUAL_SERVERS.join(",")
})
  --seconds N       how long each run is measured (default: 3)
  --warmup N        how long each run warms up before, in seconds (default: 1)
  --rounds N        how often all is run; the median counts (default: 3)
  --json FILE       write the figures of all rounds to FILE
  --help            print this
IRCD_DENO and IRCD_BUN name the commands of our servers, to which their options are added.`;

/** What was asked for. */
export interface Options {
  servers: string[];
  scenarios: string[];
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
      servers: { type: "string", default: USUAL_SERVERS.join(",") },
      scenarios: { type: "string", default: SCENARIO_NAMES.join(",") },
      seconds: { type: "string", default: "3" },
      warmup: { type: "string", default: "1" },
      rounds: { type: "string", default: "3" },
      json: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  return {
    servers: oneOrMore("servers", values.servers, SERVER_NAMES),
    scenarios: oneOrMore("scenarios", values.scenarios, SCENARIO_NAMES),
    seconds: positive("seconds", values.seconds),
    warmup: positive("warmup", values.warmup),
    rounds: Math.ceil(positive("rounds", values.rounds)),
    json: values.json,
    help: values.help,
  };
}

function oneOrMore(option: string, list: string, known: string[]): string[] {
  const names = list.split(",");
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
