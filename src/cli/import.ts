import { Database } from "../store/database.ts";
import { parseExport } from "../store/exchange.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { dataFolderOf } from "./data_folder.ts";
import { countOf } from "./check_data.ts";
import type { Subcommand } from "./subcommand.ts";

/**
 * `ircd import FILE`: all records of the file or none. They take the place of
 * those that have the same names; the others stay.
 */
export const importData: Subcommand = {
  name: "import",
  argument: "FILE",
  help: "put back what export printed; the server must not run",
  run(call) {
    const { runtime, words: [file] } = call;
    const records = parseExport(read(file, runtime), file);
    const database = new Database(dataFolderOf(call));
    database.write(records);
    database.close();
    runtime.print(`${countOf(records)} imported`);
  },
};

function read(file: string, runtime: Runtime): string {
  try {
    return runtime.readTextFile(file);
  } catch {
    throw new Error(`${file} cannot be read`);
  }
}
