import { MemoryArchive } from "../../irc/state/memory_archive.ts";
import { MemoryJots } from "../jot_store.ts";
import type { History, HistorySettings, PassedEvent } from "./history.ts";
import { searchMemory } from "./memory_search.ts";
import type { SearchOutcome, SearchQuery } from "../../irc/state/search.ts";

/** A history that ends with the process. */
export class MemoryHistory extends MemoryArchive implements History {
  readonly jots = new MemoryJots();
  readonly measured = null;

  constructor({ historyMemory }: HistorySettings) {
    super(historyMemory);
  }

  configure({ historyMemory }: HistorySettings): void {
    this.limits = historyMemory;
  }

  search(query: SearchQuery, limitMs: number): Promise<SearchOutcome> {
    return Promise.resolve(searchMemory(this, query, limitMs));
  }

  passing(): PassedEvent[] {
    return this.all().map(({ conversation, event }) => [conversation, event]);
  }

  release(): void {}
  resume(): void {}
  close(): void {}
}
