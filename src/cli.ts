import { parseArgs } from "@std/cli/parse-args";
import project from "../deno.json" with { type: "json" };
import { ConfigError, parseConfig, type RawConfig } from "./config.ts";
import type { Listener, Runtime } from "./runtime/runtime.ts";
import { Server } from "./server.ts";

/** The flags that take a value: what it is, and what it does. */
const FLAGS: Readonly<Record<string, readonly [value: string, help: string]>> =
  {
    "port": ["PORT", "TCP port to listen on; 0 picks a free one (6667)"],
    "host": [
      "ADDRESS",
      "address to listen on (::, every address, IPv6 and IPv4)",
    ],
    "password": [
      "TEXT",
      "what clients must give with PASS (nothing); shows in ps",
    ],
    "password-file": ["FILE", "a file with the password; or set IRCD_PASSWORD"],
    "name": ["NAME", "the server's name (irc.localhost)"],
    "network": ["NAME", "the network's name (IRC)"],
    "motd": ["FILE", "a file with the message of the day"],
    "ping-interval": ["SECONDS", "how often clients are sent PING (60)"],
    "ping-timeout": ["SECONDS", "how long they have to answer with PONG (30)"],
  };

const HELP = [
  "ircd, an IRC server",
  "",
  "Usage: ircd [options]",
  "",
  ...Object.entries(FLAGS).map(([name, [value, help]]) =>
    `  ${`--${name} ${value}`.padEnd(26)}${help}`
  ),
  "  --version                 print the version",
  "  --help                    print this",
].join("\n");

/** A command line, or an environment, that cannot be followed. */
class UsageError extends Error {}

/**
 * Follows the command line: starts the server, or says why not and ends the
 * process with 2 (a mistake in the call) or 1 (a failure).
 *
 * @param runtime the runtime that the program runs on
 */
export async function main(runtime: Runtime): Promise<void> {
  try {
    const flags = parseFlags(runtime.args);
    if (flags.help) return runtime.print(HELP);
    if (flags.version) return runtime.print(`ircd ${project.version}`);
    const config = parseConfig(rawConfig(runtime, flags), project.version);
    await serve(new Server(config, runtime), runtime);
    runtime.exit(0);
  } catch (error) {
    if (error instanceof ConfigError) {
      runtime.printError(`ircd: --${kebab(error.setting)} ${error.fault}`);
      runtime.exit(2);
    }
    const text = error instanceof Error ? error.message : String(error);
    runtime.printError(`ircd: ${text}`);
    runtime.exit(error instanceof UsageError ? 2 : 1);
  }
}

async function serve(server: Server, runtime: Runtime): Promise<void> {
  const { hostname, port } = listen(server);
  const { serverName, version } = server.config;
  runtime.onStopSignal(() => server.stop());
  const place = socketAddress(hostname, port);
  runtime.print(`${version} (${serverName}) listens on ${place}`);
  await server.run();
}

function listen(server: Server): Listener {
  try {
    return server.init();
  } catch (error) {
    const { host, port } = server.config;
    const reason = listenFault(error);
    throw new Error(`cannot listen on ${socketAddress(host, port)}: ${reason}`);
  }
}

/** The runtimes word it differently, and Bun does not say why. */
function listenFault(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") return "the port is in use";
  if (code === "EADDRNOTAVAIL") return "this machine has no such address";
  if (code === "EACCES") return "permission denied";
  return error.message;
}

function socketAddress(host: string, port: number): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}

type Flags = { help: boolean; version: boolean } & Record<string, unknown>;

function parseFlags(args: readonly string[]): Flags {
  const names = Object.keys(FLAGS);
  const flags: Flags = parseArgs([...args], {
    boolean: ["help", "version"],
    string: names,
    collect: names,
    unknown: (argument: string) => {
      throw new UsageError(`unknown argument ${argument} (see --help)`);
    },
  });
  for (const name of names) {
    const [value, ...more] = flags[name] as string[];
    if (more.length > 0) throw new UsageError(`--${name} given twice`);
    if (value === "") throw new UsageError(`--${name} needs a value`);
    flags[name] = value;
  }
  return flags;
}

function rawConfig(runtime: Runtime, flags: Flags): RawConfig {
  const text = (name: string) => flags[name] as string | undefined;
  const { password, "password-file": passwordFile } = flags;
  if (password !== undefined && passwordFile !== undefined) {
    throw new UsageError("--password and --password-file exclude each other");
  }
  return {
    host: text("host"),
    port: text("port"),
    password: text("password") ??
      passwordFromFile(runtime, text("password-file")) ??
      runtime.env("IRCD_PASSWORD"),
    name: text("name"),
    network: text("network"),
    motd: fromFile(runtime, "motd", text("motd")),
    pingInterval: text("ping-interval"),
    pingTimeout: text("ping-timeout"),
  };
}

function passwordFromFile(
  runtime: Runtime,
  path: string | undefined,
): string | undefined {
  return fromFile(runtime, "password-file", path)?.replace(/\r?\n$/, "");
}

function fromFile(
  runtime: Runtime,
  flag: string,
  path: string | undefined,
): string | undefined {
  if (path === undefined) return undefined;
  try {
    return runtime.readTextFile(path);
  } catch {
    throw new Error(`--${flag} ${path} cannot be read`);
  }
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
