import project from "../../deno.json" with { type: "json" };
import type { Config } from "../config/config.ts";
import { loadConfig } from "../config/loader.ts";
import type { Call } from "./subcommand.ts";

/** Gives the configuration that the server would have, with the same flags, file and variables. */
export function configOf({ line, runtime }: Call): Config {
  return loadConfig(line, project.version, runtime);
}

/**
 * Gives the folder of data that the server would use, with the same flags, file
 * and variables.
 *
 * @throws {Error} if it would use none
 */
export function dataFolderOf(call: Call): string {
  const { dataFolder } = configOf(call);
  if (dataFolder === null) throw new Error("no data is kept (--data none)");
  return dataFolder;
}
