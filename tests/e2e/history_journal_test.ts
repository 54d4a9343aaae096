import { assert, assertEquals, assertMatch } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { packEvent } from "../../src/irc/state/packed_event.ts";
import {
  historyFile,
  openHistory,
} from "../../src/store/history/history_file.ts";
import {
  Journal,
  leftFiles,
  readRecords,
} from "../../src/store/history/journal.ts";
import { prepareHistory } from "../../src/store/history/preparing.ts";
import { beginOf, type Order, Packing } from "../../src/store/history/rows.ts";
import { HistoryWriter } from "../../src/store/history/writer.ts";
import { said, testInFolder } from "../support/disk_history.ts";
import { until } from "../support/within.ts";

type Rest = Exclude<Order, { kind: "event" }>;

/** Packs events with these texts, and what is to be done besides. */
function ordersOf(texts: readonly string[], ...rest: readonly Rest[]): string {
  const packing = new Packing();
  for (const text of texts) {
    packing.addEvent(beginOf("c1"), packEvent(said(text)));
  }
  for (const order of rest) packing.add(order);
  return packing.take();
}

/** A journal, and up to which batch it has told that all are safe. */
class TestJournal {
  kept = 0;
  readonly journal: Journal;

  constructor(folder: string, run: number) {
    const path = historyFile(folder);
    this.journal = new Journal(path, run, (batch) => this.kept = batch);
  }

  /** Appends a batch, and waits until it is safe. */
  async append(batch: number, orders: string): Promise<void> {
    this.journal.append(batch, orders);
    await until(5000, "it is safe", () => this.kept === batch);
  }
}

/** The numbers of the batches that are left, file by file. */
function left(folder: string, own: number | null = null): number[][] {
  return leftFiles(historyFile(folder), own).flatMap((file) => {
    try {
      return [readRecords(file).records.map(({ batch }) => batch)];
    } catch {
      // It went while it was looked for.
      return [];
    }
  });
}

/** What is in its place. */
function written(folder: string): unknown[] {
  const db = new DatabaseSync(historyFile(folder), { readOnly: true });
  const rows = db.prepare("SELECT said FROM event ORDER BY position").all();
  db.close();
  return rows.map(({ said }) => said);
}

/** A file of its journal. */
function nameOf(folder: string, which: string): string {
  return historyFile(folder).replace(/db$/, `journal-${which}`);
}

function prepare(folder: string) {
  return prepareHistory(historyFile(folder), 0);
}

testInFolder(
  "what was said when a process died is in its place when the next one begins, and in no journal",
  async (folder) => {
    assertEquals(prepare(folder).lastRun, 0);
    const dead = new TestJournal(folder, 5);
    const jot = (value: number) => ({ kind: "k", key: "a", value });
    await dead.append(1, ordersOf(["one"], { kind: "jot", jot: jot(1) }));
    await dead.append(2, ordersOf(["two ž"], { kind: "jot", jot: jot(2) }));
    dead.journal.close(0);
    assertEquals(left(folder), [[1, 2]]);
    assertEquals(left(folder, 5), []);
    const { fault, jots, lastRun } = prepare(folder);
    assertEquals([fault, jots, lastRun], [null, [jot(2)], 5]);
    assertEquals(written(folder), ["one", "two ž"]);
    assertEquals(left(folder), []);
  },
);

testInFolder(
  "a file goes once all is written that is in it, and what comes is in another one",
  async (folder) => {
    const test = new TestJournal(folder, 5);
    const { journal } = test;
    await test.append(1, "\0a");
    await test.append(2, "\0b");
    journal.written(1);
    assertEquals(left(folder), [[1, 2]]);
    await test.append(3, "\0c");
    assertEquals(left(folder), [[1, 2], [3]]);
    journal.written(2);
    await until(5000, "the first is gone", () => left(folder).length === 1);
    assertEquals(left(folder), [[3]]);
    journal.written(3);
    await until(5000, "the last is gone", () => left(folder).length === 0);
    await test.append(4, "\0d");
    assertEquals(left(folder), [[4]]);
    journal.close(Infinity);
    assertEquals(left(folder), []);
  },
);

testInFolder(
  "nothing is left of a journal that is closed while it is appended to, once all is written",
  async (folder) => {
    const test = new TestJournal(folder, 5);
    const { journal } = test;
    await test.append(1, "\0a");
    journal.written(1);
    journal.append(2, "\0b");
    await until(5000, "there is another file", () => left(folder).length > 0);
    journal.append(3, "\0c");
    journal.close(Infinity);
    await new Promise((resolve) => setTimeout(resolve, 50));
    assertEquals(left(folder), []);
  },
);

testInFolder(
  "what is written is not written again, whatever has become of it since, and whichever run it is of",
  async (folder) => {
    prepare(folder);
    const dead = new TestJournal(folder, 5);
    const first = ordersOf(["deleted since"]);
    await dead.append(1, first);
    await dead.append(2, ordersOf(["new"]));
    dead.journal.close(0);
    const writer = new HistoryWriter(openHistory(historyFile(folder)));
    writer.write(first, { run: 5, batch: 1 });
    writer.deleteOldest(1, "~", 10);
    writer.close();
    prepare(folder);
    assertEquals(written(folder), ["new"]);
    const next = new TestJournal(folder, 6);
    await next.append(1, ordersOf(["newer"]));
    next.journal.close(0);
    prepare(folder);
    assertEquals(written(folder), ["new", "newer"]);
  },
);

testInFolder(
  "a record that is not whole is none, and those of other files are written",
  async (folder) => {
    prepare(folder);
    for (const [run, text] of [[5, "one"], [6, "three"]] as const) {
      const dead = new TestJournal(folder, run);
      await dead.append(1, ordersOf([text]));
      await dead.append(2, ordersOf(["two"]));
      dead.journal.close(0);
      const [file] = leftFiles(historyFile(folder), run === 5 ? null : 5);
      Deno.truncateSync(file.path, Deno.statSync(file.path).size - 1);
    }
    const [{ path }] = leftFiles(historyFile(folder), null);
    Deno.writeFileSync(`${path}0`, new Uint8Array(5000));
    Deno.writeTextFileSync(nameOf(folder, "x"), "");
    assertEquals(prepare(folder).fault, null);
    assertEquals(written(folder), ["one", "three"]);
    assertEquals(left(folder), []);
  },
);

for (
  const [what, damage] of [
    ["length", [0xff, 0xff, 0xff, 0xff]],
    ["length of nothing", [0, 0, 0, 0]],
    ["number", [0, 0, 0, 9, 0, 0, 0, 1]],
    ["beginning", [0, 0, 0, 9, 0, 0, 0, 2, 0x78]],
  ] as const
) {
  testInFolder(
    `of a file in which a ${what} is damaged what stands before that is written, and it is set aside and told of`,
    async (folder) => {
      prepare(folder);
      const dead = new TestJournal(folder, 5);
      for (const [index, text] of ["one", "two", "three"].entries()) {
        await dead.append(index + 1, ordersOf([text]));
      }
      dead.journal.close(0);
      const [{ path }] = leftFiles(historyFile(folder), null);
      const bytes = Deno.readFileSync(path);
      const second = 8 + new DataView(bytes.buffer).getUint32(0);
      bytes.set(damage, second);
      Deno.writeFileSync(path, bytes);
      const { fault, unread } = prepare(folder);
      const aside = nameOf(folder, "5-1").replace("journal", "damaged-journal");
      assertEquals([fault, unread], [null, [`${aside} is damaged`]]);
      assertEquals(written(folder), ["one"]);
      assertEquals(Deno.readFileSync(aside), bytes);
      assertEquals(prepare(folder).unread, []);
    },
  );
}

testInFolder(
  "a file that cannot be read keeps nothing else from its place, is told of and stays",
  async (folder) => {
    prepare(folder);
    Deno.mkdirSync(nameOf(folder, "4-1"));
    const dead = new TestJournal(folder, 5);
    await dead.append(1, ordersOf(["one"]));
    dead.journal.close(0);
    const { fault, unread } = prepare(folder);
    assertEquals([fault, unread.length], [null, 1]);
    assertMatch(unread[0], /journal-4-1: .*directory/i);
    assertEquals(written(folder), ["one"]);
    assert(Deno.statSync(nameOf(folder, "4-1")).isDirectory);
  },
);

testInFolder(
  "orders that nobody understands keep nothing else from its place",
  async (folder) => {
    prepare(folder);
    const dead = new TestJournal(folder, 5);
    await dead.append(1, ordersOf(["one"]));
    await dead.append(2, "\0t{\r");
    await dead.append(3, ordersOf(["two"]));
    dead.journal.close(0);
    prepare(folder);
    assertEquals(written(folder), ["one", "two"]);
    assertEquals(left(folder), []);
  },
);

testInFolder(
  "where there is no room a batch is appended with the next, in their order",
  async (folder) => {
    const test = new TestJournal(folder, 5);
    const { journal } = test;
    await test.append(1, "\0a");
    journal.written(0);
    Deno.writeTextFileSync(nameOf(folder, "5-2"), "");
    journal.append(2, "\0b");
    await new Promise((resolve) => setTimeout(resolve, 50));
    assertEquals(left(folder), [[1], []]);
    await test.append(3, "\0c");
    assertEquals(left(folder), [[1], [], [2, 3]]);
    journal.close(0);
  },
);

testInFolder(
  "what a version of before has left in a table is put in its place, but for what nobody understands",
  (folder) => {
    prepare(folder);
    const db = openHistory(historyFile(folder));
    for (const orders of [ordersOf(["one"]), "\0t{\r", ordersOf(["two"])]) {
      const bytes = new TextEncoder().encode(orders);
      db.prepare("INSERT INTO journal (orders) VALUES (?)").run(bytes);
    }
    db.close();
    prepare(folder);
    prepare(folder);
    assertEquals(written(folder), ["one", "two"]);
  },
);
