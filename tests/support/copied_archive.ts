import type { Archive } from "../../src/irc/state/archive.ts";
import { MemoryArchive } from "../../src/irc/state/memory_archive.ts";

/** Enough for any test, in memory. */
export const MUCH = { perConversation: 10_000, bytes: 100_000_000 };

/** Makes an archive that has what another one in memory has, as one of another process would. */
export function copiedArchive(archive: Archive): MemoryArchive {
  const copy = new MemoryArchive(MUCH);
  if (!(archive instanceof MemoryArchive)) return copy;
  for (const { conversation, event } of archive.all()) {
    copy.record(conversation, event);
  }
  return copy;
}
