import { copyDatabase } from "../store/copy_database.ts";
import { attempt } from "../store/data_folder.ts";
import { copyHistory, copyOfHistory } from "../store/history/inspecting.ts";
import { withRecords } from "../store/reading.ts";
import { dataFolderOf } from "./data_folder.ts";
import type { Subcommand } from "./subcommand.ts";

/** `ircd backup FILE` */
export const backup: Subcommand = {
  name: "backup",
  argument: "FILE",
  help: "copy what is kept, while the server runs",
  async run(call) {
    const { runtime, words: [file] } = call;
    const history = copyOfHistory(file);
    for (const each of [file, history]) {
      if (runtime.exists(each)) throw new Error(`${each} is there already`);
    }
    const folder = dataFolderOf(call);
    withRecords(
      folder,
      (db) =>
        attempt(`${file} cannot be written`, () => copyDatabase(db, file)),
    );
    await copyHistory(folder, history);
  },
};
