import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { isMainThread } from "node:worker_threads";
import {
  type Archive,
  END,
  type HistoryEvent,
  NO_ARCHIVE,
} from "../../src/irc/state/archive.ts";
import { MemoryArchive } from "../../src/irc/state/memory_archive.ts";
import { MessageIds } from "../../src/irc/state/message_ids.ts";
import { DiskArchive } from "../../src/store/history/disk_archive.ts";
import { historyFile } from "../../src/store/history/history_file.ts";

/*
 * What a history costs, in one process, without sockets: `make bench-history`.
 * ARGS="10000000" stores so many messages before it searches.
 */

const SECONDS = 10;
/** For so long as much is written as may come. */
const SUSTAINED_SECONDS = 60;
const TURN_MS = 10;
/** More is not recorded while so much is not written. */
const MOST_WAITING_BYTES = 20_000_000;
const CHANNELS = 2000;
const PEOPLE = 5000;
const WORDS = 50_000;
const SETTINGS = {
  historyMemory: { perConversation: 1000, bytes: 64 * 1024 * 1024 },
  historyRetention: { ageMs: null, events: null, bytes: null },
};

let state = 1;

/** The same numbers at each run, by the xorshift of Marsaglia: none comes again before four thousand million. */
function chance(): number {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) / 2 ** 32;
}

/** Few of them are often, most are rarely: as it is with words, channels and people. */
function zipf(most: number): number {
  return Math.min(most - 1, Math.floor(most ** chance()) - 1);
}

const VOCABULARY = Array.from({ length: WORDS }, () => {
  const length = 2 + Math.floor(chance() * 8);
  return Array.from(
    { length },
    () => String.fromCharCode(97 + Math.floor(chance() * 26)),
  ).join("");
});

const ids = new MessageIds(Date.now());
let clock = Date.now();

/** What 2,000 channels say, 12 words at a time. */
function makeEvents(count: number, everyMs: number): [string, HistoryEvent][] {
  return Array.from({ length: count }, () => {
    const channel = zipf(CHANNELS);
    const person = zipf(PEOPLE);
    const length = 3 + Math.floor(chance() * 18);
    const words = Array.from({ length }, () => VOCABULARY[zipf(WORDS)]);
    clock += everyMs;
    const at = Math.floor(clock);
    return [`r.${channel.toString(36)}`, {
      id: ids.next(at),
      at,
      source: `user${person}!~user@host${person}.example.org`,
      account: `user${person}`,
      isBot: false,
      relayedBy: null,
      command: "PRIVMSG",
      params: [`#channel${channel}`],
      text: words.join(" "),
      lines: null,
      clientTags: "",
      author: `r.${person.toString(36)}p`,
      leastRank: 0,
      parent: null,
    }];
  });
}

/** Processor time of the main thread, in microseconds, where the system tells. */
function mainThreadMicros(): number {
  const { pid } = process;
  try {
    const stat = readFileSync(`/proc/${pid}/task/${pid}/schedstat`, "utf8");
    return Number(stat.split(" ")[0]) / 1000;
  } catch {
    const { user, system } = process.cpuUsage();
    return user + system;
  }
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/**
 * Records at a steady rate.
 *
 * @param watch is told in each turn how many were recorded before
 * @returns microseconds of the main thread for each
 */
async function recordAt(
  archive: Archive,
  rate: number,
  seconds = SECONDS,
  watch = (_made: number) => {},
): Promise<number> {
  const begin = performance.now();
  const before = mainThreadMicros();
  let made = 0;
  let making = 0;
  while (performance.now() - begin < seconds * 1000) {
    const due = (performance.now() - begin) / 1000 * rate - made;
    const own = mainThreadMicros();
    watch(made);
    const events = makeEvents(Math.max(0, Math.floor(due)), 1000 / rate);
    making += mainThreadMicros() - own;
    for (const [conversation, event] of events) {
      archive.record(conversation, event, true);
    }
    made += events.length;
    await wait(TURN_MS);
  }
  return (mainThreadMicros() - before - making) / made;
}

/** How old the oldest message is that is not safe on the disk, in milliseconds, whenever it is looked. */
class UnsafeAges {
  readonly ages: number[] = [];
  readonly #marks: { made: number; at: number }[] = [];

  constructor(readonly archive: DiskArchive) {}

  /** @param made how many there are by now */
  look(made: number): void {
    const at = performance.now();
    const { written } = this.archive.measured;
    this.#marks.push({ made, at });
    while (this.#marks.length > 1 && this.#marks[0].made <= written) {
      this.#marks.shift();
    }
    this.ages.push(at - this.#marks[0].at);
  }
}

async function settle(archive: DiskArchive): Promise<void> {
  while (archive.measured.waitingBytes > 0) await wait(TURN_MS);
}

function percentile(values: number[], share: number): number {
  values.sort((a, b) => a - b);
  return values[Math.min(values.length - 1, Math.floor(values.length * share))];
}

function report(what: string, value: number | string, unit = ""): void {
  const text = typeof value === "number"
    ? value.toLocaleString("en", { maximumFractionDigits: 2 })
    : value;
  console.log(`${what.padEnd(62)} ${text.padStart(12)} ${unit}`);
}

async function measure(messages: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "ircd-history-"));
  const file = historyFile(folder);
  const said: string[] = [];
  const owner = {
    now: () => Date.now(),
    say: (text: string) => said.push(text),
  };
  const open = () => new DiskArchive(folder, SETTINGS, owner);
  try {
    const rate = 50_000;
    const nothing = await recordAt(NO_ARCHIVE, rate);
    const inMemory = await recordAt(
      new MemoryArchive(SETTINGS.historyMemory),
      rate,
    );
    let archive = open();
    const unsafe = new UnsafeAges(archive);
    const onDisk = await recordAt(
      archive,
      rate,
      SUSTAINED_SECONDS,
      (made) => unsafe.look(made),
    );
    const begun = performance.now();
    await settle(archive);
    report(
      `stored at ${rate} messages/s for ${SUSTAINED_SECONDS} s: lost`,
      archive.measured.lost,
    );
    report("  written after the last one, ms", performance.now() - begun);
    report("  main thread a message, memory alone, µs", inMemory - nothing);
    report("  main thread a message, disk, µs", onDisk - nothing);
    report(
      "  oldest message not safe, p99 / worst, ms",
      `${percentile(unsafe.ages, 0.99).toFixed(0)} / ${
        percentile(unsafe.ages, 1).toFixed(0)
      }`,
    );
    report("  not searchable at the end", archive.measured.unindexed);
    // As many as it takes.
    let stored = archive.measured.written;
    const fill = performance.now();
    while (stored < messages) {
      const events = makeEvents(Math.min(20_000, messages - stored), 20);
      for (const [conversation, event] of events) {
        archive.record(conversation, event, true);
      }
      stored += events.length;
      while (archive.measured.waitingBytes > MOST_WAITING_BYTES) await wait(1);
    }
    await settle(archive);
    report(
      `${stored.toLocaleString("en")} messages: filled, s`,
      (performance.now() - fill) / 1000,
    );
    const search = (text: string, places: string[], limitMs = 5000) =>
      archive.search({
        places: places.map((conversation) => ({
          conversation,
          after: "",
          rank: 0,
        })),
        reader: "",
        order: "newest",
        from: null,
        text,
        after: "",
        before: END,
        limit: 50,
      }, limitMs);
    while (archive.measured.unindexed > 0) await search("x", [], 60_000);
    report("  … and searchable, s", (performance.now() - fill) / 1000);
    archive.close();
    report("  on the disk, MB", statSync(file).size / 1e6);
    report("  … bytes a message", statSync(file).size / stored);
    const start = performance.now();
    archive = open();
    archive.read("r.1", {
      after: "",
      before: END,
      from: "newest",
      limit: 1,
      onlyMessages: true,
    });
    report("  start, ms", performance.now() - start);
    report("  memory of the process, MB", process.memoryUsage().rss / 1e6);
    const reads: number[] = [];
    for (let count = 0; count < 2000; count++) {
      const before = ids.next(0).slice(0, 9);
      const begin = performance.now();
      archive.read(`r.${zipf(CHANNELS).toString(36)}`, {
        after: "",
        before: count % 2 ? END : before,
        from: "newest",
        limit: 100,
        onlyMessages: true,
      });
      reads.push(performance.now() - begin);
    }
    report(
      "  100 messages from the disk, p50 / p99, ms",
      `${percentile(reads, 0.5).toFixed(2)} / ${
        percentile(reads, 0.99).toFixed(2)
      }`,
    );
    for (const [what, terms, places] of QUERIES) {
      const times: number[] = [];
      let whole = 0;
      for (let count = 0; count < 100; count++) {
        const asked = Array.from(
          { length: places },
          () => `r.${zipf(CHANNELS).toString(36)}`,
        );
        const begin = performance.now();
        const { isWhole } = await search(terms(), [...new Set(asked)]);
        times.push(performance.now() - begin);
        if (isWhole) whole++;
      }
      report(
        `  search, ${what}, p50 / p99, ms`,
        `${percentile(times, 0.5).toFixed(1)} / ${
          percentile(times, 0.99).toFixed(1)
        }`,
        whole === 100 ? "" : `(${whole} whole)`,
      );
    }
    archive.close();
    for (const text of said) console.log(text);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const word = () => VOCABULARY[zipf(WORDS)];
const rare = () => VOCABULARY[Math.floor(chance() * WORDS)];

/** What is looked for: what it is, the words, and in how many conversations. */
const QUERIES: readonly (readonly [string, () => string, number])[] = [
  ["a rare word, 20 channels", rare, 20],
  ["a word as often as it is said, 20 channels", word, 20],
  ["two words, 20 channels", () => `${word()} ${word()}`, 20],
  ["a phrase of two, 20 channels", () => `"${word()} ${word()}"`, 20],
  ["three letters and a star, 20 channels", () => `${word().slice(0, 3)}*`, 20],
  ["a word, 1 channel", word, 1],
  ["a word, 500 channels", word, 500],
];

if (isMainThread) {
  await measure(Number(process.argv[2] ?? 1_000_000));
  process.exit(0);
}
