import * as v from "valibot";
import type { Settings } from "./irc/settings.ts";

/** Everything that can be set. */
export interface Config extends Settings {
  /** The address to listen on; `::` is every address of both IP versions */
  readonly host: string;
  /** The TCP port; 0 lets the system choose */
  readonly port: number;
  /** How many bytes may wait for a client that does not read */
  readonly sendQueueBytes: number;
}

/** What the command line and the environment give, as they give it. */
export interface RawConfig {
  readonly host?: string;
  readonly port?: string;
  readonly password?: string;
  readonly name?: string;
  readonly network?: string;
  readonly motd?: string;
  readonly pingInterval?: string;
  readonly pingTimeout?: string;
}

const DEFAULT_SEND_QUEUE_BYTES = 1024 * 1024;
const REGISTRATION_TIMEOUT = 30_000;

const port = v.pipe(
  v.string(),
  v.regex(/^\d+$/, "must be a number from 0 to 65535"),
  v.transform(Number),
  v.maxValue(65535, "must be a number from 0 to 65535"),
);

const seconds = v.pipe(
  v.string(),
  v.regex(/^\d+$/, "must be a whole number of seconds"),
  v.transform(Number),
  v.minValue(1, "must be at least 1 second"),
  v.maxValue(86_400, "must be at most 86400 seconds"),
);

const serverName = v.pipe(
  v.string(),
  v.maxLength(63, "must be at most 63 characters"),
  v.regex(
    /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i,
    "must be letters, digits and hyphens with a dot, like irc.example.org",
  ),
);

const networkName = v.pipe(
  v.string(),
  v.maxLength(63, "must be at most 63 characters"),
  v.regex(/^[^\p{C}\p{Z}:=,]+$/u, "must be one word without : = and ,"),
);

const password = v.pipe(
  v.string(),
  v.minLength(1, "must not be empty"),
  v.regex(/^[^\0\r\n]+$/, "must be one line"),
  v.maxLength(300, "must be at most 300 characters"),
);

const schema = v.object({
  host: v.optional(
    v.pipe(v.string(), v.minLength(1, "must not be empty")),
    "::",
  ),
  port: v.optional(port, "6667"),
  password: v.optional(password),
  name: v.optional(serverName, "irc.localhost"),
  network: v.optional(networkName, "IRC"),
  motd: v.optional(v.string()),
  pingInterval: v.optional(seconds, "60"),
  pingTimeout: v.optional(seconds, "30"),
});

/**
 * Checks what was set and fills in what was not.
 *
 * @param raw what was given, each value as text; `motd` holds the message itself
 * @param version the version of the program
 * @returns the configuration
 * @throws {ConfigError} if a value is bad; its message names the first bad one
 */
export function parseConfig(raw: RawConfig, version: string): Config {
  const result = v.safeParse(schema, raw);
  if (!result.success) {
    const [issue] = result.issues;
    throw new ConfigError(String(issue.path?.[0].key), issue.message);
  }
  const {
    host,
    port,
    password,
    name,
    network,
    motd,
    pingInterval,
    pingTimeout,
  } = result.output;
  return {
    host,
    port,
    sendQueueBytes: DEFAULT_SEND_QUEUE_BYTES,
    serverName: name,
    networkName: network,
    version: `ircd-${version}`,
    motd: motd === undefined ? [] : linesOf(motd),
    password: password ?? null,
    pingInterval: pingInterval * 1000,
    pingTimeout: pingTimeout * 1000,
    registrationTimeout: REGISTRATION_TIMEOUT,
  };
}

function linesOf(text: string): string[] {
  if (text === "") return [];
  return text.replace(/\n$/, "").split("\n")
    .map((line) => line.replace(/[\0\r]/g, ""));
}

/** A setting that is not as it must be. */
export class ConfigError extends Error {
  /**
   * @param setting its name in {@linkcode RawConfig}
   * @param fault what is wrong with it
   */
  constructor(readonly setting: string, readonly fault: string) {
    super(`${setting} ${fault}`);
  }
}
