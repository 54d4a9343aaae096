import project from "../../deno.json" with { type: "json" };
import { loadConfig } from "../config/loader.ts";
import type { Call } from "./subcommand.ts";

/**
 * Gives the folder of data that the server would use, with the same flags, file
 * and variables.
 *
 * @throws {Error} if it would use none
 */
export function dataFolderOf({ line, runtime }: Call): string {
  const { dataFolder } = loadConfig(line, project.version, runtime);
  if (dataFolder === null) throw new Error("no data is kept (--data none)");
  return dataFolder;
}
