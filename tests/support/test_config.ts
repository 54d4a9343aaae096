import { type Config, parseConfig } from "../../src/config/config.ts";

/**
 * Reads a file where there is none.
 *
 * @param path any
 * @throws {Error} always
 */
export function noFiles(path: string): never {
  throw new Error(`no such file: ${path}`);
}

/** As many may come from one address as like, and no host is hidden. */
const EXEMPT = { exempt: ["0.0.0.0/0", "::/0"] };

/**
 * @param tables the tables of a configuration file
 * @returns the configuration of a server called irc.test, where they name no other
 */
export function testConfig(
  tables: Readonly<Record<string, unknown>> = {},
): Config {
  const raw = {
    server: { name: "irc.test" },
    connections: EXEMPT,
    users: { modes: "" },
    ...tables,
  };
  return parseConfig(raw, "test", noFiles);
}
