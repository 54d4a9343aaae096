// Measures our servers beside ngIRCd, InspIRCd and Ergo: see `--help`.

import * as fs from "node:fs";
import process from "node:process";
import { bun } from "./bun_api.ts";
import { filesFor } from "./connections.ts";
import { type Options, parseOptions, USAGE } from "./options.ts";
import { cleanUpAtExit, openFileLimit, ServerProcess } from "./process.ts";
import { describeRun, Results, table } from "./report.ts";
import { IDLE_CONNECTIONS, isBeyond, type Scenario } from "./scenarios.ts";
import { findServer } from "./servers.ts";
import type { Server } from "./servers/server.ts";
import { within } from "./wait.ts";

// Connecting, settling and emptying the queues come on top of the measured time.
const GRACE_SECONDS = 60;

async function main(options: Options): Promise<number> {
  const servers = availableServers(options.servers);
  if (servers.length === 0) return 1;
  const { scenarios } = options;
  const results = new Results();
  let failures = 0;
  for (let round = 1; round <= options.rounds; round++) {
    for (const scenario of scenarios) {
      // The machine's mood changes over minutes, so the servers take turns within seconds.
      for (const server of servers) {
        if (isBeyond(server, scenario)) continue;
        progress(
          `round ${round} of ${options.rounds}, ${scenario.name}, ${server.name}`,
        );
        try {
          const figures = await runOnce(server, scenario, options);
          results.add(server, scenario, figures);
        } catch (error) {
          failures++;
          progress(`failed: ${messageOf(error)}`);
        }
      }
    }
  }
  const description = describeRun(servers, options);
  console.log(`${description}\n\n${table(servers, scenarios, results)}`);
  if (options.json !== undefined) {
    fs.writeFileSync(
      options.json,
      JSON.stringify({ description, results }, null, 2),
    );
  }
  return failures === 0 ? 0 : 1;
}

function availableServers(names: string[]): Server[] {
  const servers: Server[] = [];
  for (const name of names) {
    const server = findServer(name);
    if (typeof server === "string") progress(`${name} is not there: ${server}`);
    else servers.push(server);
  }
  return servers;
}

/** Runs a scenario on a server of its own, so that no run inherits the state of another. */
async function runOnce(server: Server, scenario: Scenario, options: Options) {
  const running = await ServerProcess.start(server);
  try {
    const limit = options.warmup + options.seconds + GRACE_SECONDS;
    const message = `it did not end within ${limit} s`;
    return await within(limit, message, scenario.run(running, options));
  } catch (error) {
    throw new Error(
      `${messageOf(error)}; the server's last words: ${running.lastWords()}`,
    );
  } finally {
    await running.stop();
  }
}

/** Says why the benchmark cannot run, or nothing. */
function obstacle({ scenarios }: Options): string | undefined {
  if (bun === undefined) {
    return "the benchmark runs on Bun: bun tests/bench/main.ts";
  }
  const files = filesFor(IDLE_CONNECTIONS);
  return scenarios.some(({ name }) => name === "idle") &&
      openFileLimit("self") < files
    ? `the scenario 'idle' needs ${files} open files, but 'ulimit -n' is ${
      openFileLimit("self")
    }`
    : undefined;
}

function readOptions(): Options {
  try {
    return parseOptions(process.argv.slice(2));
  } catch (error) {
    // parseArgs adds further lines of advice to some of its messages.
    return refuse(messageOf(error).split("\n")[0]);
  }
}

function refuse(message: string): never {
  progress(message);
  process.exit(2);
}

function progress(line: string): void {
  console.error(`bench: ${line}`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const options = readOptions();
if (options.help) {
  console.log(USAGE);
  process.exit(0);
}
const problem = obstacle(options);
if (problem !== undefined) refuse(problem);
cleanUpAtExit();
process.exit(await main(options));
