import project from "../../deno.json" with { type: "json" };
import { type Config, makeCloakKey } from "../config/config.ts";
import { ConfigFault, configFolder, loadConfig } from "../config/loader.ts";
import { type CommandLine, parseFlags, UsageError } from "./flags.ts";
import { importData } from "./import.ts";
import { fits, syntaxOf } from "./subcommand.ts";
import { HELP, SUBCOMMANDS } from "./subcommands.ts";
import { ListenFault } from "../net/listeners.ts";
import { type Bound, placeName } from "../net/place.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { ServiceManager } from "../server/service_manager.ts";
import { Server } from "../server/server.ts";
import { DamagedRecords } from "../store/reading.ts";
import { keptCloakKey } from "../store/cloak_key.ts";
import { openStore } from "../store/open_store.ts";

/** The exit status of a mistake in the call or in the configuration, and of a failure. */
const USAGE = 2;
const FAILURE = 1;

/** How the kinds of listeners are announced. */
const SPOKEN = {
  irc: "",
  http: " for WebSocket",
  metrics: " for metrics",
} as const;

/**
 * Follows the command line: starts the server, or does what else it asks for.
 * What is wrong is said on standard error, and the process ends with 2 (a mistake
 * in the call or in the configuration) or 1 (a failure).
 *
 * @param runtime the runtime that the program runs on
 */
export async function main(runtime: Runtime): Promise<void> {
  let status = 0;
  try {
    const line = parseFlags(runtime.args);
    if (line.help) return runtime.print(HELP);
    if (line.version) return runtime.print(`ircd ${project.version}`);
    await follow(line, runtime);
  } catch (error) {
    for (const text of complaints(error)) runtime.printError(text);
    status = statusOf(error);
  }
  runtime.exit(status);
}

function follow(line: CommandLine, runtime: Runtime): Promise<void> | void {
  const [name, ...words] = line.words;
  if (line.from !== undefined && name !== importData.name) {
    throw new UsageError("--from is for import alone");
  }
  if (name === undefined) return serve(line, runtime);
  const subcommand = SUBCOMMANDS.find((each) => each.name === name);
  if (subcommand === undefined) throw unknown(line);
  if (!fits(subcommand, words)) {
    if (subcommand.argument === null) throw unknown(line);
    throw new UsageError(`${name} needs one ${syntaxOf(subcommand)}`);
  }
  return subcommand.run({ line, words, runtime, subcommands: SUBCOMMANDS });
}

function unknown({ words }: CommandLine): UsageError {
  return new UsageError(`unknown argument ${words.join(" ")} (see --help)`);
}

/** Serves until a signal or an operator ends it, or another process has taken over. */
async function serve(line: CommandLine, runtime: Runtime): Promise<void> {
  const predecessor = runtime.predecessor();
  const cloakKey = cloakKeyFor(line, runtime, predecessor?.cloakKey ?? null);
  const load = (): Config =>
    loadConfig(line, project.version, runtime, cloakKey);
  const config = load();
  const open = () => openStore(config.dataFolder, configFolder(line), runtime);
  const server = new Server(config, runtime, load, open, predecessor);
  const service = new ServiceManager(runtime);
  runtime.onSignals({
    stop: () => server.stop(),
    reload: () => {
      service.reloading();
      server.reload();
      service.ready();
    },
    upgrade: () => void server.upgrade(),
  });
  const listeners = await listen(server);
  const { serverName, version } = server.config;
  for (const { place, port } of listeners) {
    const name = placeName(place, port);
    const what = SPOKEN[place.kind];
    runtime.print(`${version} (${serverName}) listens on ${name}${what}`);
  }
  service.ready();
  if (service.isUnreachable) {
    server.complain("server", "systemd cannot be told that the server runs");
  }
  await server.run(service);
  service.close();
}

/** Where none is configured: that of the clients who stay, else that of the data. */
function cloakKeyFor(
  line: CommandLine,
  runtime: Runtime,
  passed: string | null,
): string {
  const made = passed ?? makeCloakKey();
  const config = loadConfig(line, project.version, runtime, made);
  if (config.cloakKey !== made) return made;
  const kept = keptCloakKey(config.dataFolder, made);
  return passed ?? kept;
}

async function listen(server: Server): Promise<readonly Bound[]> {
  try {
    return await server.init();
  } catch (error) {
    if (!(error instanceof ListenFault)) throw error;
    throw new Error(`${error.message}: ${listenFault(error)}`);
  }
}

/** The runtimes word it differently, and Bun does not say why. */
function listenFault({ cause: error, place }: ListenFault): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") {
    return place.path === null ? "the port is in use" : "it is in use";
  }
  if (code === "EADDRNOTAVAIL") return "this machine has no such address";
  if (code === "EACCES") return "permission denied";
  return error.message;
}

function complaints(error: unknown): string[] {
  const isList = error instanceof ConfigFault ||
    error instanceof DamagedRecords;
  const texts = isList
    ? error.complaints
    : [error instanceof Error ? error.message : String(error)];
  return texts.map((text) => `ircd: ${text}`);
}

function statusOf(error: unknown): number {
  if (error instanceof ConfigFault) return error.isFailure ? FAILURE : USAGE;
  return error instanceof UsageError ? USAGE : FAILURE;
}
