import { banKey, type Change } from "../irc/state/records.ts";
import type { ServerBan } from "../irc/state/server_ban.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { readRecord } from "./record_schemas.ts";
import type { RecordStore } from "./record_store.ts";

/** What servers kept their bans in before there were records. */
const FILE = "bans.json";

/**
 * Takes in the bans of a file of bans, once.
 *
 * @param folders where it may be, each with a slash at its end
 * @throws {Error} if what is there is no such file
 */
export function takeInBans(
  folders: readonly string[],
  runtime: Runtime,
  store: RecordStore,
): void {
  const path = folders.map((folder) => folder + FILE)
    .find((path) => runtime.exists(path));
  if (path === undefined) return;
  store.writeOnce(FILE, () => {
    try {
      const bans: ServerBan[] = JSON.parse(runtime.readTextFile(path));
      return bans.map(banRecord);
    } catch {
      throw new Error(`${path} is not a file of server bans`);
    }
  });
}

/** @throws {Error} if it is none */
function banRecord(value: ServerBan): Change {
  const record = readRecord({ kind: "ban", key: banKey(value), value });
  if (typeof record === "string") throw new Error(record);
  return record;
}
