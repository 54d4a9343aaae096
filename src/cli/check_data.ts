import type { Change, RecordKind } from "../irc/state/records.ts";
import { recordsFile } from "../store/data_folder.ts";
import { inspectHistory } from "../store/history/inspecting.ts";
import { DamagedRecords, readFolder, withRecords } from "../store/reading.ts";
import { dataFolderOf } from "./data_folder.ts";
import type { Subcommand } from "./subcommand.ts";

/** What is said of records of each kind. */
const WORDS: Readonly<Record<RecordKind, readonly [string, string]>> = {
  account: ["account", "accounts"],
  channel: ["channel", "channels"],
  "unregistered-channel": ["unregistered channel", "unregistered channels"],
  purge: ["purged channel", "purged channels"],
  "vhost-request": ["request for a vhost", "requests for vhosts"],
  "vhost-offer": ["offer of a vhost", "offers of vhosts"],
  ban: ["ban", "bans"],
  presence: ["user always on", "users always on"],
  mail: ["address that had mail", "addresses that had mail"],
  push: ["account with push devices", "accounts with push devices"],
  "push-key": ["push key", "push keys"],
};

/** `ircd check-data` */
export const checkData: Subcommand = {
  name: "check-data",
  argument: null,
  help: "say what is damaged of what is kept",
  run(call) {
    const folder = dataFolderOf(call);
    const faults = withRecords(
      folder,
      (db) => db.prepare("PRAGMA integrity_check").all(),
    ).map(({ integrity_check }) => String(integrity_check));
    const path = recordsFile(folder);
    if (faults.join() !== "ok") {
      const complaints = faults.map((fault) => `${path}: ${fault}`);
      throw new DamagedRecords(path, complaints);
    }
    const counts = countOf(readFolder(folder));
    call.runtime.print(`${path} is in order: ${counts}`);
    const history = inspectHistory(folder);
    if (history !== null) call.runtime.print(history);
  },
};

/** How many records of each kind there are, in words. */
export function countOf(records: readonly Change[]): string {
  return Object.entries(WORDS).map(([kind, [one, several]]) => {
    const count = records.filter((record) => record.kind === kind).length;
    return `${count} ${count === 1 ? one : several}`;
  }).join(", ");
}
