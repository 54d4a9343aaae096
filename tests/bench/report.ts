import * as os from "node:os";
import { bun } from "./bun_api.ts";
import type { Figures } from "./measure.ts";
import type { Options } from "./options.ts";
import { isBeyond, type Metric, type Scenario } from "./scenarios.ts";
import type { Server } from "./servers/server.ts";

const REFERENCE = "ngircd";

/** The figures of all rounds. */
export class Results {
  #rounds = new Map<string, Figures[]>();

  /** Notes what one run of a scenario on a server found. */
  add(server: Server, scenario: Scenario, figures: Figures): void {
    this.#of(server.name, scenario.name).push(figures);
  }

  /** The median of a metric over the rounds, or undefined when no round gave it. */
  median(server: string, scenario: string, metric: string): number | undefined {
    const sorted = this.#of(server, scenario).map((figures) => figures[metric])
      .sort((a, b) => a - b);
    if (sorted.length === 0) return undefined;
    const middle = sorted.length >> 1;
    return sorted.length % 2 === 1
      ? sorted[middle]
      : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The figures of each round, by "server/scenario". */
  toJSON(): Record<string, Figures[]> {
    return Object.fromEntries(this.#rounds);
  }

  #of(server: string, scenario: string): Figures[] {
    const key = `${server}/${scenario}`;
    let rounds = this.#rounds.get(key);
    if (rounds === undefined) this.#rounds.set(key, rounds = []);
    return rounds;
  }
}

/** Describes the machine, the servers and the options in one line. */
export function describeRun(servers: Server[], options: Options): string {
  const cpus = os.cpus();
  return [
    `${
      cpus[0]?.model.trim()
    }, ${cpus.length} cores, ${os.type()} ${os.release()}`,
    ...servers.map(({ title, version }) => `${title}: ${version}`),
    `load from Bun ${bun?.version}`,
    `median of ${options.rounds} rounds of ${options.seconds} s after ${options.warmup} s of warm-up`,
  ].join("; ");
}

/** The table in Markdown: a row a metric, a column a server, with ratios to ngIRCd. */
export function table(
  servers: Server[],
  scenarios: Scenario[],
  results: Results,
): string {
  const withRatio = servers.some(({ name }) => name === REFERENCE) &&
    servers.length > 1;
  const rows = [
    [
      "",
      ...servers.map(({ title }) =>
        title + (title === "ngIRCd" || !withRatio ? "" : " (ratio to ngIRCd)")
      ),
    ],
    ["---", ...servers.map(() => "---:")],
  ];
  for (const scenario of scenarios) {
    for (const metric of scenario.metrics) {
      const reference = results.median(REFERENCE, scenario.name, metric.key);
      rows.push([
        `${scenario.title}: ${metric.label}`,
        ...servers.map((server) =>
          isBeyond(server, scenario) ? "" : cell(
            metric,
            results.median(server.name, scenario.name, metric.key),
            server.name === REFERENCE || metric.aside ? undefined : reference,
          )
        ),
      ]);
    }
  }
  return rows.map((row) => `| ${row.join(" | ")} |`).join("\n");
}

function cell(
  metric: Metric,
  value: number | undefined,
  reference: number | undefined,
): string {
  if (value === undefined) return "failed";
  const figure = value.toLocaleString("en-US", {
    minimumFractionDigits: metric.digits,
    maximumFractionDigits: metric.digits,
  });
  return reference === undefined
    ? figure
    : `${figure} (${(value / reference).toFixed(2)})`;
}
