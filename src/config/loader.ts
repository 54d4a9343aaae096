import { type Config, parseConfig } from "./config.ts";
import { lineOf, parseConfigFile, SyntaxFault } from "./file.ts";
import { ConfigError, type Mistake, nameOf } from "./mistake.ts";
import type { Runtime } from "../runtime/runtime.ts";

/** Settings that name a file, which stands beside the configuration file, by their tables. */
const FILES: Readonly<Record<string, readonly string[]>> = {
  server: ["motd", "password-file", "bans", "tls-cert", "tls-key"],
  listen: ["path"],
  tls: ["certificate", "key"],
};

/** What the command line gives of a configuration. */
export interface Given {
  /** The configuration file, if there is one */
  readonly config: string | undefined;
  /** The settings that flags give, by their keys in the table `server` */
  readonly settings: Readonly<Record<string, string | number>>;
}

/** A configuration that cannot be used. */
export class ConfigFault extends Error {
  /**
   * @param complaints a line for each mistake, with where it is
   * @param isFailure true if files cannot be read, and nothing else is wrong
   */
  constructor(
    readonly complaints: readonly string[],
    readonly isFailure: boolean,
  ) {
    super(complaints.join("; "));
  }
}

/**
 * Puts a configuration together: the file, over it the variable IRCD_PASSWORD,
 * over it the flags.
 *
 * @param line what the command line gives
 * @param version the version of the program
 * @param runtime where files and variables come from
 * @param cloakKey the secret behind hidden hosts where none is configured
 * @returns the configuration
 * @throws {ConfigFault} with every mistake there is
 */
export function loadConfig(
  line: Given,
  version: string,
  runtime: Runtime,
  cloakKey?: string,
): Config {
  const text = readConfigFile(line, runtime);
  try {
    const raw = besideFile(parseConfigFile(text), line.config);
    const server = mergeServer(raw.server, line, runtime);
    return parseConfig(
      { ...withoutListen(raw, line), server },
      version,
      (path) => runtime.readTextFile(path),
      cloakKey,
    );
  } catch (error) {
    if (error instanceof SyntaxFault) {
      const complaint = `${line.config}:${error.line}: ${error.fault}`;
      throw new ConfigFault([complaint], false);
    }
    if (!(error instanceof ConfigError)) throw error;
    const { mistakes } = error;
    throw new ConfigFault(
      mistakes.map((mistake) => locate(mistake, line, text, runtime)),
      mistakes.every(({ isFailure }) => isFailure),
    );
  }
}

function readConfigFile({ config }: Given, runtime: Runtime): string {
  if (config === undefined) return "";
  try {
    return runtime.readTextFile(config);
  } catch {
    throw new ConfigFault([`--config ${config} cannot be read`], true);
  }
}

/** Where `--host` or `--port` says where to listen, the file does not. */
function withoutListen(
  raw: Record<string, unknown>,
  { settings }: Given,
): Record<string, unknown> {
  if (!("host" in settings || "port" in settings)) return raw;
  const { listen: _, ...others } = raw;
  return others;
}

function mergeServer(
  table: unknown,
  line: Given,
  runtime: Runtime,
): unknown {
  if (table !== undefined && !isTable(table)) return table;
  const password = runtime.env("IRCD_PASSWORD");
  const above = { ...(password ? { password } : {}), ...line.settings };
  const merged: Record<string, unknown> = { ...table };
  // The two exclude each other, and what stands above wins.
  if ("password" in above || "password-file" in above) {
    delete merged.password;
    delete merged["password-file"];
  }
  if ("password-file" in line.settings) {
    const { password: _, ...rest } = above as Record<string, unknown>;
    return { ...merged, ...rest };
  }
  return { ...merged, ...above };
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Has the files stand beside the configuration file, whatever folder the server runs in. */
function besideFile(
  raw: Record<string, unknown>,
  config = "",
): Record<string, unknown> {
  const folder = config.slice(0, config.lastIndexOf("/") + 1);
  return Object.fromEntries(
    Object.entries(raw).map(([name, table]) => {
      const files = Object.hasOwn(FILES, name) ? FILES[name] : [];
      const place = (one: unknown) =>
        isTable(one) ? inFolder(one, files, folder) : one;
      return [name, Array.isArray(table) ? table.map(place) : place(table)];
    }),
  );
}

function inFolder(
  table: Record<string, unknown>,
  files: readonly string[],
  folder: string,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(table).map(([key, value]) => {
      const isRelative = files.includes(key) && typeof value === "string" &&
        value !== "" && !value.startsWith("/");
      return [key, isRelative ? folder + value : value];
    }),
  );
}

function locate(
  { path, fault }: Mistake,
  line: Given,
  text: string,
  runtime: Runtime,
): string {
  const [table, key] = path;
  if (table === "server") {
    if (Object.hasOwn(line.settings, key)) return `--${key} ${fault}`;
    const isVariable = key === "password" && runtime.env("IRCD_PASSWORD");
    if (isVariable) return `IRCD_PASSWORD ${fault}`;
  }
  return `${line.config}:${lineOf(text, path)}: ${nameOf(path)} ${fault}`;
}
