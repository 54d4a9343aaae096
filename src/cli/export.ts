import { exportLines } from "../store/exchange.ts";
import { readFolder } from "../store/reading.ts";
import { dataFolderOf } from "./data_folder.ts";
import type { Subcommand } from "./subcommand.ts";

/** `ircd export` */
export const exportData: Subcommand = {
  name: "export",
  argument: null,
  help: "print what is kept as JSON",
  run(call) {
    const records = readFolder(dataFolderOf(call));
    for (const line of exportLines(records)) call.runtime.print(line);
  },
};
