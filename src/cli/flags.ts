import { parseArgs } from "@std/cli/parse-args";
import type { Given } from "../config/loader.ts";
import { PACKAGES } from "../dumps/read_dump.ts";

/** A flag: what its value is, what it does, and which setting it is. */
interface Flag {
  /** What it is, or the words that it may be with `|` between them */
  readonly value: string;
  readonly help: string;
  /** Its key in the table `server` of the configuration file */
  readonly setting?: string;
  /** True if the setting is a number */
  readonly isNumber?: boolean;
}

/** The form of what export prints, among those that import reads. */
export const JSON_FORM = "json";

/** The flags that have a value, by their names. */
export const FLAGS: Readonly<Record<string, Flag>> = {
  "config": {
    value: "FILE",
    help: "the configuration file; other flags override it",
  },
  "port": {
    value: "PORT",
    help: "TCP port to listen on; 0 picks a free one (6667)",
    setting: "port",
    isNumber: true,
  },
  "ws-port": {
    value: "PORT",
    help: "TCP port for WebSocket, beside the other (none)",
    setting: "ws-port",
    isNumber: true,
  },
  "host": {
    value: "ADDRESS",
    help: "address to listen on (::, every address, IPv6 and IPv4)",
    setting: "host",
  },
  "tls-port": {
    value: "PORT",
    help: "port to listen on with TLS besides; 0 picks a free one",
    setting: "tls-port",
    isNumber: true,
  },
  "tls-cert": {
    value: "FILE",
    help: "the certificate for it, in PEM (see mkcert)",
    setting: "tls-cert",
  },
  "tls-key": {
    value: "FILE",
    help: "the key of the certificate, in PEM",
    setting: "tls-key",
  },
  "password": {
    value: "TEXT",
    help: "what clients must give with PASS (nothing); shows in ps",
    setting: "password",
  },
  "password-file": {
    value: "FILE",
    help: "a file with the password; or set IRCD_PASSWORD",
    setting: "password-file",
  },
  "name": {
    value: "NAME",
    help: "the server's name (irc.localhost)",
    setting: "name",
  },
  "network": {
    value: "NAME",
    help: "the network's name (IRC)",
    setting: "network",
  },
  "data": {
    value: "DIR",
    help: "the folder of what is kept (./ircd-data); none: in memory",
    setting: "data",
  },
  "from": {
    value: [...PACKAGES, JSON_FORM].join("|"),
    help: "what import is given (it finds out by itself)",
  },
  "motd": {
    value: "FILE",
    help: "a file with the message of the day",
    setting: "motd",
  },
  "ping-interval": {
    value: "SECONDS",
    help: "how often clients are sent PING (60)",
    setting: "ping-interval",
    isNumber: true,
  },
  "ping-timeout": {
    value: "SECONDS",
    help: "how long they have to answer with PONG (30)",
    setting: "ping-timeout",
    isNumber: true,
  },
};

/** Gives the words that the value of a flag may be; null for anything. */
export function choicesOf({ value }: Flag): readonly string[] | null {
  return value.includes("|") ? value.split("|") : null;
}

/** A command line that cannot be followed. */
export class UsageError extends Error {}

/** A command line, taken apart. */
export interface CommandLine extends Given {
  readonly help: boolean;
  readonly version: boolean;
  /** A subcommand and its argument, or nothing */
  readonly words: readonly string[];
  /** What import is given, if that is said */
  readonly from: string | undefined;
}

/**
 * Takes a command line apart.
 *
 * @param args what stood behind the program's name
 * @returns what it asks for
 * @throws {UsageError} for a flag that is unknown, given twice or without a value
 */
export function parseFlags(args: readonly string[]): CommandLine {
  const names = Object.keys(FLAGS);
  const flags = parseArgs([...args], {
    boolean: ["help", "version"],
    string: names,
    collect: names,
    unknown: (argument: string, key: string | undefined) => {
      if (key === undefined) return true;
      throw new UsageError(`unknown argument ${argument} (see --help)`);
    },
  });
  const settings: Record<string, string | number> = {};
  for (const [name, flag] of Object.entries(FLAGS)) {
    const { isNumber, setting } = flag;
    const value = single(name, flags[name]);
    const choices = choicesOf(flag);
    if (value !== undefined && choices?.includes(value) === false) {
      throw new UsageError(`--${name} must be ${flag.value}`);
    }
    if (setting === undefined || value === undefined) continue;
    settings[setting] = isNumber && /^\d+$/.test(value) ? Number(value) : value;
  }
  if ("password" in settings && "password-file" in settings) {
    throw new UsageError("--password and --password-file exclude each other");
  }
  const { help, version, config, from, _: words } = flags;
  return {
    help,
    version,
    words: words.map(String),
    config: config[0],
    from: from[0],
    settings,
  };
}

function single(name: string, values: readonly string[]): string | undefined {
  const [value, ...more] = values;
  if (more.length > 0) throw new UsageError(`--${name} given twice`);
  if (value === "") throw new UsageError(`--${name} needs a value`);
  return value;
}
