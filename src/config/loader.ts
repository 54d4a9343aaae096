import { type Config, NO_DATA, parseConfig } from "./config.ts";
import { lineOf, parseConfigFile, SyntaxFault } from "./file.ts";
import { ConfigError, type Mistake, nameOf } from "./mistake.ts";
import { overlayVariables, variableFor } from "./variables.ts";
import type { Runtime } from "../runtime/runtime.ts";

/** Settings that name a file, which stands beside the configuration file, by their tables. */
const FILES: Readonly<Record<string, readonly string[]>> = {
  server: ["motd", "password-file", "data", "tls-cert", "tls-key"],
  listen: ["path"],
  tls: ["certificate", "key"],
  log: ["file"],
  "accounts.oauth2": ["key-file"],
  mail: ["ca", "password-file", "dkim-key"],
  push: ["ca"],
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
 * Puts a configuration together: the file, over it the variables of the
 * environment, over them the flags.
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
    const raw = withVariables(
      besideFile(parseConfigFile(text), line.config),
      runtime.variables(),
    );
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

/**
 * Puts over the file what variables set. What excludes what they set is not
 * taken from the file.
 */
function withVariables(
  file: Record<string, unknown>,
  variables: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const alone = overlayVariables(variables, {}).tables;
  const kept = { ...file };
  const { server } = alone;
  if (alone.listen !== undefined) kept.server = without(file.server, PLACE);
  if (PLACE.some((key) => has(server, key))) delete kept.listen;
  if (PASSWORDS.some((key) => has(server, key))) {
    kept.server = without(kept.server, PASSWORDS);
  }
  const { mistakes, tables } = overlayVariables(variables, kept);
  if (mistakes.length === 0) return tables;
  throw new ConfigFault(
    mistakes.map(({ fault, variable }) => `${variable} ${fault}`),
    false,
  );
}

const PLACE = ["host", "port"];
const PASSWORDS = ["password", "password-file"];

function has(table: unknown, key: string): boolean {
  return isTable(table) && key in table;
}

function without(table: unknown, keys: readonly string[]): unknown {
  if (!isTable(table)) return table;
  return Object.fromEntries(
    Object.entries(table).filter(([key]) => !keys.includes(key)),
  );
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
  const merged: Record<string, unknown> = {
    data: defaultDataFolder(runtime),
    ...table,
  };
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

/** systemd names several with colons between them. */
function defaultDataFolder(runtime: Runtime): string {
  return runtime.env("STATE_DIRECTORY")?.split(":")[0] || "ircd-data";
}

/** @returns the folder of the configuration file, "" or with a slash at its end; null without one */
export function configFolder({ config }: Given): string | null {
  return config === undefined ? null : folderOf(config);
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Has the files stand beside the configuration file, whatever folder the server runs in. */
function besideFile(
  raw: Record<string, unknown>,
  config = "",
): Record<string, unknown> {
  return placeTables(raw, "", folderOf(config));
}

/** @param within the name of the table that they are in, with a dot behind it; "" for none */
function placeTables(
  tables: Record<string, unknown>,
  within: string,
  folder: string,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(tables).map(([key, table]) => {
      const name = within + key;
      const files = Object.hasOwn(FILES, name) ? FILES[name] : [];
      const place = (one: unknown) =>
        isTable(one)
          ? placeTables(inFolder(one, files, folder), `${name}.`, folder)
          : one;
      return [key, Array.isArray(table) ? table.map(place) : place(table)];
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
        value !== "" && !value.startsWith("/") &&
        !(key === "data" && value === NO_DATA);
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
  // What is missing is missed by what is there of its table.
  const there = fault.startsWith("is missing") ? path.slice(0, -1) : path;
  const variable = variableFor(there, runtime.variables());
  if (variable !== undefined) return `${variable} ${nameOf(path)} ${fault}`;
  return `${line.config}:${lineOf(text, path)}: ${nameOf(path)} ${fault}`;
}
