import { assertEquals, assertMatch } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { packEvent } from "../../src/irc/state/packed_event.ts";
import {
  historyFile,
  openHistory,
} from "../../src/store/history/history_file.ts";
import type { FromWriter } from "../../src/store/history/messages.ts";
import { beginOf, type Order, Packing } from "../../src/store/history/rows.ts";
import {
  RETRY_MS,
  WRITE_MS,
  WriterThread,
} from "../../src/store/history/writer_thread.ts";
import { said, testInFolder } from "../support/disk_history.ts";

const RUN = 7;

/** The thread that writes, run by the test. */
class TestThread {
  readonly opened: DatabaseSync[] = [];
  now = 0;
  readonly #heard: FromWriter[] = [];
  readonly #thread: WriterThread;
  #batches = 0;

  constructor(readonly folder: string) {
    this.#thread = new WriterThread({
      path: historyFile(folder),
      run: RUN,
      shared: new Int32Array(2),
      now: () => this.now,
      post: (message) => this.#heard.push(message),
      open: (path) => {
        const db = openHistory(path);
        this.opened.push(db);
        return db;
      },
    });
  }

  /** Gives it a batch with some events, and what is to be done besides. */
  give(
    texts: readonly string[],
    ...orders: Exclude<Order, { kind: "event" }>[]
  ): string[] {
    const packing = new Packing();
    const events = texts.map((text) => said(text));
    for (const event of events) {
      packing.addEvent(beginOf("c1"), packEvent(event));
    }
    for (const order of orders) packing.add(order);
    const isUrgent = orders.some(({ kind }) => kind !== "jot");
    this.receive(packing.take(), texts.length, isUrgent);
    return events.map(({ id }) => id);
  }

  receive(orders: string, events: number, isUrgent: boolean): void {
    const batch = ++this.#batches;
    this.#thread.receive({ kind: "batch", batch, events, orders, isUrgent });
  }

  step(): number {
    return this.#thread.step();
  }

  /** Does all that can wait. @returns milliseconds until there may be more */
  rest(): number {
    let wait = 0;
    while (wait === 0) wait = this.step();
    return wait;
  }

  /** What it has told since. */
  hear(): string[] {
    return this.#heard.splice(0).map((message) => {
      switch (message.kind) {
        case "written":
          return `${message.batch} is written`;
        case "fault":
          return `fault: ${message.fault}`;
        case "lost":
          return `${message.events} lost: ${message.fault}`;
        default:
          return message.kind;
      }
    });
  }

  /** What the file has, to be read by anybody. */
  get texts(): string[] {
    return this.#read("SELECT said FROM event ORDER BY position");
  }

  #read(sql: string): string[] {
    const db = new DatabaseSync(historyFile(this.folder), { readOnly: true });
    const rows = db.prepare(sql).all();
    db.close();
    return rows.map((row) => String(Object.values(row)[0]));
  }

  [Symbol.dispose](): void {
    this.#thread.receive({ kind: "flush", ticket: 1, isLast: true });
  }
}

testInFolder(
  "what is said is written with all that comes within two seconds",
  (folder) => {
    using thread = new TestThread(folder);
    thread.rest();
    assertEquals(thread.hear(), ["fault: null"]);
    thread.give(["one"]);
    thread.now += WRITE_MS - 1;
    assertEquals(thread.rest(), 1);
    thread.give(["two", "three"]);
    assertEquals([thread.hear(), thread.texts], [[], []]);
    thread.now++;
    thread.step();
    assertEquals(thread.hear(), ["2 is written"]);
    assertEquals(thread.texts, ["one", "two", "three"]);
  },
);

testInFolder("much that is said is written at once", (folder) => {
  using thread = new TestThread(folder);
  const texts = Array.from({ length: 9000 }, (_, index) => `m${index}`);
  thread.give(texts);
  assertEquals(thread.hear(), []);
  thread.give(texts);
  assertEquals(thread.hear(), ["fault: null", "2 is written"]);
  assertEquals(thread.texts.length, 18_000);
});

testInFolder("what is deleted is deleted at once", (folder) => {
  using thread = new TestThread(folder);
  const [id] = thread.give(["secret", "other"]);
  thread.give([], { kind: "erase", conversation: "c1", id });
  assertEquals(thread.hear(), ["fault: null", "2 is written"]);
  assertEquals(thread.texts, ["other"]);
});

testInFolder(
  "where the disk is full it is tried again, and nothing is lost",
  (folder) => {
    // SQLite's own limit fails as the disk does, on whatever disk.
    using thread = new TestThread(folder);
    thread.rest();
    thread.opened[0].exec("PRAGMA max_page_count = 1");
    thread.give(["x".repeat(100_000)]);
    thread.give(["three"]);
    thread.now += WRITE_MS;
    assertEquals(thread.step(), RETRY_MS);
    const fault = "fault: database or disk is full";
    assertEquals(thread.hear(), ["fault: null", fault]);
    thread.opened[0].exec("PRAGMA max_page_count = 1000000");
    thread.step();
    assertEquals(thread.hear(), ["fault: null", "2 is written"]);
    assertEquals(thread.texts.length, 2);
  },
);

testInFolder(
  "of several batches that one is lost whose orders nobody understands, which is told",
  (folder) => {
    using thread = new TestThread(folder);
    thread.give(["one"]);
    thread.receive("\0t{\r", 1, false);
    thread.give(["two"]);
    thread.now += WRITE_MS;
    thread.step();
    const [, first, lost, second, third] = thread.hear();
    assertEquals(first, "1 is written");
    assertMatch(lost, /^1 lost: .*JSON/);
    assertEquals([second, third], ["2 is written", "3 is written"]);
    assertEquals(thread.texts, ["one", "two"]);
  },
);
