import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { END, type HistoryEvent } from "../../src/irc/state/archive.ts";
import { packEvent } from "../../src/irc/state/packed_event.ts";
import {
  historyFile,
  openHistory,
} from "../../src/store/history/history_file.ts";
import { beginOf, Packing } from "../../src/store/history/rows.ts";
import { search } from "../../src/store/history/search.ts";
import { carryOut } from "../../src/store/history/sweeping.ts";
import { HistoryWriter } from "../../src/store/history/writer.ts";
import {
  EVERYTHING,
  FORGETFUL,
  queryIn,
  said,
  TestHistory,
  testInFolder,
} from "../support/disk_history.ts";
import { until } from "../support/within.ts";

const PLACE = { run: 1, batch: 1 };

/** Else SQLite keeps the tables of an index from everybody. */
const UNDEFENDED = { defensive: false, readOnly: false };

/** Fills a history, closes it, and does something to its file. */
function spoilt(
  folder: string,
  spoil: (path: string, db: () => DatabaseSync) => void,
): void {
  {
    using history = new TestHistory(folder);
    for (let index = 0; index < 300; index++) {
      history.archive.record("c1", said(`before ${index}`), true);
    }
  }
  const path = historyFile(folder);
  const opened: DatabaseSync[] = [];
  spoil(path, () => {
    const db = new DatabaseSync(path, UNDEFENDED);
    opened.push(db);
    return db;
  });
  for (const db of opened) db.close();
}

/** The names of what was set aside. */
function asides(folder: string): string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => name)
    .filter((name) => /damaged-\d{8}T\d{6}(-\d+)?\.db$/.test(name));
}

for (
  const [what, spoil] of [
    [
      "that is none",
      (path: string) => Deno.writeTextFileSync(path, "x".repeat(9000)),
    ],
    ["that is of another program", (path: string) => {
      Deno.removeSync(path);
      const db = new DatabaseSync(path);
      db.exec("CREATE TABLE theirs (x TEXT)");
      db.close();
    }],
    ["whose head is gone", (path: string) => {
      const file = Deno.openSync(path, { write: true });
      file.writeSync(new Uint8Array(4096).fill(0x55));
      file.close();
    }],
  ] as const
) {
  testInFolder(
    `a history ${what} is set aside, is said, and begins anew`,
    async (folder) => {
      spoilt(folder, spoil);
      {
        using history = new TestHistory(folder);
        assertEquals(history.told.length, 1);
        assertMatch(
          history.told[0],
          /^the history was damaged \(.+\) and begins anew; what there was is in .*history\.damaged-.*\.db$/,
        );
        assertEquals(asides(folder).length, 1);
        assertEquals(history.texts("c1"), []);
        history.archive.record("c1", said("after"), true);
        await history.settled();
        assertEquals(history.told.length, 1);
      }
      using history = new TestHistory(folder);
      assertEquals(history.texts("c1"), ["after"]);
      assertEquals(history.told, []);
    },
  );
}

testInFolder(
  "a history whose pages are damaged is set aside once they are written to, and nothing of what is said then is lost",
  async (folder) => {
    spoilt(folder, (path) => {
      const db = new DatabaseSync(path);
      const pages = db.prepare(
        "SELECT rootpage FROM sqlite_schema WHERE name IN ('event', 'message', 'conversation')",
      ).all().map(({ rootpage }) => Number(rootpage));
      db.close();
      const file = Deno.openSync(path, { write: true });
      for (const page of pages) {
        file.seekSync((page - 1) * 4096, Deno.SeekMode.Start);
        file.writeSync(new Uint8Array(4096).fill(0x55));
      }
      file.close();
    });
    {
      using history = new TestHistory(folder);
      history.archive.record("c1", said("after"), true);
      await history.hears(
        /^the history was damaged \(.*malformed\) and begins anew/,
      );
      history.archive.record("c1", said("more"), true);
      await history.settled();
      assertEquals(history.texts("c1"), ["after", "more"]);
    }
    assertEquals(asides(folder).length, 1);
    using history = new TestHistory(folder);
    assertEquals(history.texts("c1"), ["after", "more"]);
  },
);

testInFolder(
  "an index of words that is damaged is made anew, of what there is",
  async (folder) => {
    spoilt(folder, (_path, db) => {
      const file = db();
      file.exec("PRAGMA writable_schema = ON");
      file.exec("UPDATE words_data SET block = zeroblob(30) WHERE id > 9");
    });
    using history = new TestHistory(folder);
    for (let index = 0; index < 2000; index++) {
      history.archive.record("c1", said(`after ${index}`), true);
    }
    await history.settled();
    const [first] = history.archive.read("c1", EVERYTHING) ?? [];
    history.archive.erase("c1", first.id);
    const search = (text: string) =>
      history.archive.search({ ...queryIn("c1"), text }, 10_000);
    let found = 0;
    await until(20_000, "it is made anew", () => {
      void search('"before 7"').then((outcome) => found = outcome.found.length);
      return found === 1;
    });
    assertEquals((await search('"before 0"')).found, []);
    assertEquals((await search('"after 1999"')).found.length, 1);
    assertEquals(history.texts("c1").length, 1000);
    assertEquals(asides(folder), []);
  },
);

for (
  const [what, erase] of [
    ["of a message", (writer: HistoryWriter, { id }: HistoryEvent) => {
      const packing = new Packing();
      packing.add({ kind: "erase", conversation: "c1", id });
      writer.write(packing.take(), PLACE);
    }],
    ["of what somebody has said", (writer: HistoryWriter) => {
      const [conversation, person] = [null, null];
      const task = { id: 1, before: END, author: "eve", conversation, person };
      for (const _ of carryOut(writer, task)) indexAll(writer);
    }],
    ["of what is old", (writer: HistoryWriter, { id }: HistoryEvent) => {
      assertEquals(writer.deleteOldest(1, `${id}!`, 10), 1);
    }],
  ] as const
) {
  testInFolder(
    `a deletion ${what} that meets a damaged index of words is carried out, and the index made anew`,
    (folder) => {
      const path = historyFile(folder);
      const words = Array.from({ length: 4000 }, (_, index) => `w${index}`);
      const gone = said(`gone ${words.join(" ")}`, { author: "eve" });
      const packing = new Packing();
      for (const event of [gone, said("before")]) {
        packing.addEvent(beginOf("c1"), packEvent(event));
      }
      using full = disposable(new HistoryWriter(openHistory(path)));
      full.writer.write(packing.take(), PLACE);
      indexAll(full.writer);
      const db = new DatabaseSync(path, UNDEFENDED);
      db.exec("PRAGMA writable_schema = ON");
      // All but the last page: what is looked at in the beginning is there.
      db.exec(
        "UPDATE words_data SET block = randomblob(length(block)) " +
          "WHERE id > 10 AND id < (SELECT max(id) FROM words_data)",
      );
      db.close();
      using spoilt = disposable(new HistoryWriter(openHistory(path)));
      const { writer } = spoilt;
      assertEquals(writer.unindexed, 0);
      erase(writer, gone);
      indexAll(writer);
      const find = (text: string) => {
        const query = { ...queryIn("c1"), text };
        return search(writer.db, query, () => 0, 1).found;
      };
      assertEquals(find("before").length, 1);
      assertEquals(find("gone"), []);
    },
  );
}

function indexAll(writer: HistoryWriter): void {
  while (writer.unindexed > 0) writer.index(1000);
}

function disposable(writer: HistoryWriter) {
  return { writer, [Symbol.dispose]: () => writer.close() };
}

testInFolder(
  "a history of a newer program is left alone: what is said is in memory",
  async (folder) => {
    spoilt(folder, (_path, db) => db().exec("PRAGMA user_version = 99"));
    const before = Deno.readFileSync(historyFile(folder));
    {
      using history = new TestHistory(folder);
      const [told] = history.told;
      assertMatch(
        told,
        /^the history is kept in memory alone: .* is of a newer ircd: it has version 99/,
      );
      const event = said("now");
      history.archive.record("c1", event, true);
      assertEquals(history.texts("c1"), ["now"]);
      assertEquals(history.archive.find("c1", event.id), event);
      assertEquals(history.archive.erase("c1", event.id), true);
      history.archive.forget("ann");
      history.archive.jots.write([{ kind: "seen", key: "ann", value: 1 }]);
      history.archive.record("c1", said("tea now"), true);
      const outcome = await history.archive.search({
        ...queryIn("c1"),
        text: "tea",
      }, 1000);
      assertEquals(outcome.isWhole, true);
      assertEquals(outcome.found.map(({ event }) => event.text), ["tea now"]);
      assertEquals(history.told.length, 1);
      assertEquals(history.archive.measured.isWorking, false);
    }
    assertEquals(Deno.readFileSync(historyFile(folder)), before);
  },
);

testInFolder(
  "what was to be deleted is deleted, and hidden before, where the history is locked as the server starts again",
  async (folder) => {
    const authors = ["ann", "bob", "cat"];
    const path = historyFile(folder);
    const copied = folder.replace(/data$/, "copied");
    const jot = { kind: "seen", key: "ann", value: 1 };
    {
      using history = new TestHistory(folder);
      for (const author of authors) {
        history.archive.record("c1", said(author, { author }), true);
      }
      const erased = said("cat, too", { author: "cat" });
      history.archive.record("c1", erased, true);
      await history.settled();
      using other = new DatabaseSync(path);
      other.exec("PRAGMA busy_timeout = 5000; BEGIN IMMEDIATE");
      history.archive.forget("ann");
      history.archive.erase("c1", erased.id);
      history.archive.jots.write([jot]);
      await until(
        5000,
        "that is safe",
        () =>
          [...Deno.readDirSync(folder)].some(({ name }) =>
            name.startsWith("history.journal-")
          ),
      );
      await new Promise((resolve) => setTimeout(resolve, 200));
      // As it is when the process is killed.
      Deno.mkdirSync(copied);
      for (const { name } of Deno.readDirSync(folder)) {
        if (!name.endsWith("-shm")) {
          Deno.copyFileSync(`${folder}/${name}`, `${copied}/${name}`);
        }
      }
    }
    using other = new DatabaseSync(historyFile(copied));
    other.exec("PRAGMA busy_timeout = 5000; BEGIN IMMEDIATE");
    {
      using history = new TestHistory(copied);
      await history.hears(/locked/);
      assertEquals(history.archive.jots.read(), [jot]);
      assertEquals(history.texts("c1"), ["bob", "cat"]);
      history.archive.forget("bob");
      assertEquals(history.texts("c1"), ["cat"]);
      other.exec("COMMIT");
      await history.hears(/written again/);
      await history.settled();
      assertEquals(history.texts("c1"), ["cat"]);
    }
    using history = new TestHistory(copied);
    await history.settled();
    assertEquals(history.texts("c1"), ["cat"]);
  },
);

testInFolder(
  "a write that fails does not keep what was deleted from being cleaned",
  (folder) => {
    using disposed = disposable(
      new HistoryWriter(openHistory(historyFile(folder))),
    );
    const { writer } = disposed;
    writer.soil();
    writer.db.exec(
      "CREATE TRIGGER full BEFORE INSERT ON event " +
        "BEGIN SELECT RAISE(FAIL, 'disk is full'); END",
    );
    const packing = new Packing();
    packing.addEvent(beginOf("c1"), packEvent(said("x")));
    assertThrows(() => writer.write(packing.take(), { run: 1, batch: 1 }));
    assertEquals(writer.isUnclean, true);
  },
);

testInFolder(
  "while another process has locked the history all waits in memory, which is said once, and is written then",
  async (folder) => {
    using history = new TestHistory(folder);
    history.archive.record("c1", said("before"), true);
    await history.settled();
    const other = new DatabaseSync(historyFile(folder));
    other.exec("PRAGMA busy_timeout = 5000; BEGIN IMMEDIATE");
    const texts = ["before"];
    for (let index = 0; index < 20; index++) {
      texts.push(`m${index}`);
      history.archive.record("c1", said(`m${index}`), true);
    }
    await history.hears(
      /^the history cannot be written: database is locked; what is said waits in memory$/,
    );
    assertEquals(history.archive.measured.isWorking, false);
    assertEquals(history.texts("c1"), texts);
    history.archive.record("c1", said("more"), true);
    await new Promise((resolve) => setTimeout(resolve, 2500));
    assertEquals(history.told.length, 1);
    other.exec("ROLLBACK");
    other.close();
    await history.settled();
    assertEquals(history.told.slice(1), ["the history is written again"]);
    assertEquals(history.texts("c1"), [...texts, "more"]);
    assert(history.archive.measured.isWorking);
  },
);

testInFolder(
  "where the disk is too slow memory is bounded: what is dropped is counted and said, and there as long as memory has it",
  async (folder) => {
    const settings = {
      ...FORGETFUL,
      historyMemory: { perConversation: 10, bytes: 1e9 },
    };
    using history = new TestHistory(folder, settings);
    const { archive } = history;
    archive.record("c1", said("before"), true);
    await history.settled();
    const other = new DatabaseSync(historyFile(folder));
    other.exec("PRAGMA busy_timeout = 5000; BEGIN IMMEDIATE");
    const long = "x".repeat(1_000_000);
    for (let index = 0; index < 80; index++) {
      archive.record("c1", said(long), true);
    }
    archive.record("c1", said("last"), true);
    const { lost, waitingBytes } = archive.measured;
    assertEquals(lost, 13);
    assert(waitingBytes < 70_000_000);
    assertEquals(history.told.filter((text) => /missing/.test(text)), [
      "what is said is missing in the history: the disk is too slow for the history",
    ]);
    const newest = { from: "newest", limit: 1 } as const;
    assertEquals(history.texts("c1", newest), ["last"]);
    other.exec("ROLLBACK");
    other.close();
    await history.hears(/^13 events are missing in the history$/);
    await history.settled();
    archive.record("c1", said("after"), true);
    await history.settled();
    assertEquals(archive.measured.lost, 13);
    assertEquals(archive.measured.waitingBytes, 0);
    // The last ten of then are in memory, dropped or not.
    assertEquals(history.texts("c1").length, 1 + 68 + 10 + 1);
  },
);

testInFolder(
  "a thread that dies is replaced: what it had not written is written, and that it died is said once",
  async (folder) => {
    using history = new TestHistory(folder);
    history.archive.record("c1", said("one"), true);
    await history.settled();
    await history.threads[0].terminate();
    history.archive.record("c1", said("two"), true);
    await history.hears(
      /^the history cannot be written: the thread that writes it has died: /,
    );
    assertEquals(history.texts("c1"), ["one", "two"]);
    await history.hears(/^the history is written again$/);
    await history.settled();
    assertEquals(history.told.length, 2);
    assertEquals(history.texts("c1"), ["one", "two"]);
  },
);
