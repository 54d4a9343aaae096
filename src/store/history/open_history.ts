import { DiskArchive } from "./disk_archive.ts";
import type {
  DiskOwner,
  History,
  HistorySettings,
  PassedEvent,
} from "./history.ts";
import { MemoryHistory } from "./memory_history.ts";

/**
 * Opens the history of a server.
 *
 * @param folder the folder of data, which is this process's; null keeps it in memory
 * @param passed what another process had in memory
 */
export function openServerHistory(
  folder: string | null,
  settings: HistorySettings,
  owner: DiskOwner,
  passed: readonly PassedEvent[],
): History {
  const history = folder === null
    ? new MemoryHistory(settings)
    : new DiskArchive(folder, settings, owner);
  for (const [conversation, event] of passed) {
    history.record(conversation, event, false);
  }
  return history;
}
