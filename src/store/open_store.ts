import type { Runtime } from "../runtime/runtime.ts";
import { takeInBans } from "./bans_file.ts";
import { Database } from "./database.ts";
import { MemoryStore, type RecordStore } from "./record_store.ts";

/**
 * Opens where records are kept.
 *
 * @param folder the folder of data; null keeps them in memory alone
 * @param configFolder where the configuration file is, "" or with a slash at
 *   its end; null for none
 * @throws {Error} if they cannot be kept there
 */
export function openStore(
  folder: string | null,
  configFolder: string | null,
  runtime: Runtime,
): RecordStore {
  const store = folder === null ? new MemoryStore() : new Database(folder);
  const places = [
    ...(folder === null ? [] : [`${folder}/`]),
    ...(configFolder === null ? [] : [configFolder]),
  ];
  try {
    takeInBans(places, runtime, store);
  } catch (error) {
    store.close();
    throw error;
  }
  return store;
}
