import {
  END,
  type HistoryEvent,
  type Range,
} from "../../src/irc/state/archive.ts";
import type { SearchQuery } from "../../src/irc/state/search.ts";
import { MessageIds } from "../../src/irc/state/message_ids.ts";
import { DiskArchive } from "../../src/store/history/disk_archive.ts";
import type { HistorySettings } from "../../src/store/history/history.ts";
import type { Retention } from "../../src/store/history/sweeping.ts";
import {
  type StartThread,
  startThread,
} from "../../src/store/history/thread.ts";
import { withFolder } from "./folder.ts";
import { until } from "./within.ts";

/** When what is said in tests begins. */
export const BEGINNING = Date.UTC(2026, 0, 2);

const ids = new MessageIds(BEGINNING);
let now = BEGINNING;

/** A message that is newer than all before. */
export function said(
  text: string,
  changes: Partial<HistoryEvent> = {},
): HistoryEvent {
  const at = changes.at ?? now++;
  return {
    id: ids.next(at),
    at,
    source: "ann!~ann@192.0.2.1",
    account: null,
    isBot: false,
    relayedBy: null,
    command: "PRIVMSG",
    params: ["#a"],
    text,
    lines: null,
    clientTags: "",
    author: null,
    leastRank: 0,
    parent: null,
    ...changes,
  };
}

/** Everything of a conversation. */
export const EVERYTHING: Range = {
  after: "",
  before: END,
  from: "oldest",
  limit: 1000,
  onlyMessages: false,
};

/** Looks for everything in some conversations. */
export function queryIn(...conversations: readonly string[]): SearchQuery {
  return {
    places: conversations.map((conversation) => ({
      conversation,
      after: "",
      rank: 0,
    })),
    reader: "",
    from: null,
    text: null,
    after: "",
    before: END,
    order: "newest",
    limit: 100,
  };
}

/** What is kept for ever. */
export const FOR_EVER: Retention = { ageMs: null, events: null, bytes: null };

/** So little in memory that most is read from the disk. */
export const FORGETFUL: HistorySettings = {
  historyMemory: { perConversation: 3, bytes: 100_000 },
  historyRetention: FOR_EVER,
};

/** A history on the disk, and what it has told operators. */
export class TestHistory {
  readonly told: string[] = [];
  readonly archive: DiskArchive;
  /** The threads that it has started. */
  readonly threads: ReturnType<StartThread>[] = [];
  now = BEGINNING;

  constructor(folder: string, settings: HistorySettings = FORGETFUL) {
    this.archive = new DiskArchive(folder, settings, {
      now: () => this.now,
      say: (text) => this.told.push(text),
    }, (data) => {
      const thread = startThread(data);
      this.threads.push(thread);
      return thread;
    });
  }

  /** What was said in a conversation. */
  texts(conversation: string, range: Partial<Range> = {}): (string | null)[] {
    return this.archive.read(conversation, { ...EVERYTHING, ...range })
      ?.map(({ text }) => text) ?? [];
  }

  /** Waits until all that was recorded is on the disk, where it is read from. */
  async settled(): Promise<void> {
    await this.archive.search(queryIn(), 10_000);
    await until(
      10_000,
      "the history is written",
      () => this.archive.measured.waitingBytes === 0,
    );
  }

  /** Waits until something was told. */
  async hears(what: RegExp): Promise<string> {
    const heard = () => this.told.find((text) => what.test(text));
    await until(
      10_000,
      `operators are told ${what}`,
      () => heard() !== undefined,
    );
    return heard() ?? "";
  }

  [Symbol.dispose](): void {
    this.archive.close();
  }
}

/** A test with a folder of data, which is gone after it. */
export function testInFolder(
  name: string,
  run: (folder: string) => Promise<void> | void,
): void {
  Deno.test(name, () =>
    withFolder({}, async (folder) => {
      Deno.mkdirSync(`${folder}/data`);
      await run(`${folder}/data`);
    }));
}
