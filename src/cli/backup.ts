import { copyDatabase } from "../store/copy_database.ts";
import { attempt } from "../store/data_folder.ts";
import { withRecords } from "../store/reading.ts";
import { dataFolderOf } from "./data_folder.ts";
import type { Subcommand } from "./subcommand.ts";

/** `ircd backup FILE` */
export const backup: Subcommand = {
  name: "backup",
  argument: "FILE",
  help: "copy what is kept, while the server runs",
  run(call) {
    const { runtime, words: [file] } = call;
    if (runtime.exists(file)) throw new Error(`${file} is there already`);
    withRecords(
      dataFolderOf(call),
      (db) =>
        attempt(`${file} cannot be written`, () => copyDatabase(db, file)),
    );
  },
};
