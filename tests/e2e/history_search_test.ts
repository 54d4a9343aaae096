import { assert, assertEquals } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { END, type HistoryEvent } from "../../src/irc/state/archive.ts";
import type { SearchOutcome, SearchQuery } from "../../src/irc/state/search.ts";
import { packEvent } from "../../src/irc/state/packed_event.ts";
import {
  HISTORY_MIGRATIONS,
  historyFile,
  openHistory,
} from "../../src/store/history/history_file.ts";
import { HistoryReader } from "../../src/store/history/reader.ts";
import { beginOf, Packing } from "../../src/store/history/rows.ts";
import { search } from "../../src/store/history/search.ts";
import { HistoryWriter } from "../../src/store/history/writer.ts";
import { migrate } from "../../src/store/migrations.ts";
import {
  queryIn,
  said,
  TestHistory,
  testInFolder,
} from "../support/disk_history.ts";

const EVERYWHERE = queryIn("c1", "c2", "ann bob");

const LONG_MS = 20_000;

function textsOf({ found }: SearchOutcome): (string | null)[] {
  return found.map(({ event: { text } }) => text);
}

function fill(history: TestHistory): HistoryEvent[] {
  const bob = { source: "Bob[]!~bob@192.0.2.2" };
  const events: [string, HistoryEvent][] = [
    ["c1", said("the tea is ready at five")],
    ["c1", said("five o'clock, tea? Ready!", bob)],
    ["c2", said("\x02Te\x02a\x0304,05time in Zürich")],
    ["c2", said("明日東京へ行きます")],
    ["c2", said("한국에서 왔어요 ภาษาไทยง่ายมาก")],
    ["ann bob", said("ＦＵＬＬ width and हिन्दी", bob)],
    ["c1", said("five", { command: "TOPIC" })],
    [
      "c1",
      said("first line\nsecond lines", {
        text: null,
        lines: [
          { text: "first line", isConcat: false },
          { text: "second lines", isConcat: false },
        ],
      }),
    ],
  ];
  for (const [conversation, event] of events) {
    history.archive.record(conversation, event, true);
  }
  return events.map(([, event]) => event);
}

for (
  const [what, query, expected] of [
    ["all words, in any order", { text: "FIVE tea" }, [0, 1]],
    ["a phrase", { text: '"at five"' }, [0]],
    ["a phrase that is nowhere", { text: '"five at"' }, []],
    ["what a word begins with", { text: "te*" }, [0, 1, 2]],
    ["no part of a word", { text: "ead" }, []],
    ["words without their formatting, and without accents", {
      text: "zurich teatime",
    }, [2]],
    ["Japanese, which has no spaces", { text: "東京" }, [3]],
    ["one of its characters", { text: "京" }, [3]],
    ["the last of them", { text: "す" }, [3]],
    ["a row of them with a star", { text: "行き*" }, [3]],
    ["words of which one has no spaces", { text: '"明日" 京へ' }, [3]],
    ["characters of a row that do not follow each other", { text: "明東" }, []],
    ["characters that do not stand together", { text: "京東" }, []],
    ["Korean, whatever hangs on the word", { text: "한국" }, [4]],
    ["Thai", { text: "ไทย" }, [4]],
    ["Thai that is not there", { text: "ไทก" }, []],
    ["Hindi", { text: "हिन्दी" }, [5]],
    ["wide letters", { text: "full" }, [5]],
    ["no part of a line of several", { text: '"second line"' }, []],
    ["a line of a message of several", { text: "second lines" }, [7]],
    ["what is said under a nickname", { from: "bob[]" }, [1, 5]],
    ["what is said under one, with a word", { from: "BOB[]", text: "tea" }, [
      1,
    ]],
    ["nobody who is called nearly so", { from: "bob" }, []],
    ["no word for a place that somebody says", { text: "\uE000c1" }, []],
    ["the latest ones of many", { limit: 2 }, [5, 7]],
    ["the oldest ones of many", { limit: 2, order: "oldest" }, [0, 1]],
    ["nothing for signs alone", { text: "?!" }, []],
    ["what FTS5 would take for its own", { text: 'tea OR NEAR(five) -"' }, []],
    ["what stands behind a sign within a word", { text: "o'clock" }, [1]],
    ["an open quotation", { text: '"is ready' }, [0]],
  ] as readonly (readonly [string, Partial<SearchQuery>, readonly number[]])[]
) {
  testInFolder(`a search finds ${what}`, async (folder) => {
    using history = new TestHistory(folder);
    const events = fill(history);
    const asked = { ...EVERYWHERE, ...query };
    const outcome = await history.archive.search(asked, LONG_MS);
    assert(outcome.isWhole);
    const indices = outcome.found.map(({ event }) =>
      events.findIndex(({ id }) => id === event.id)
    );
    assertEquals(indices, expected);
    for (const [index, { event }] of outcome.found.entries()) {
      assertEquals(event, events[expected[index]]);
    }
    assertEquals(history.told, []);
  });
}

testInFolder(
  "a search looks nowhere but where it may, and from when on",
  async (folder) => {
    using history = new TestHistory(folder);
    const [first, second] = fill(history);
    const search = async (query: Partial<SearchQuery>) =>
      textsOf(
        await history.archive.search(
          { ...EVERYWHERE, text: "five", ...query },
          LONG_MS,
        ),
      );
    const inFirst = { conversation: "c1", after: first.id, rank: 0 };
    assertEquals(await search({ places: [inFirst] }), [second.text]);
    assertEquals(await search({ places: [] }), []);
    assertEquals(
      await search({ places: queryIn("none").places }),
      [],
    );
    assertEquals(await search({ before: second.id }), [first.text]);
    assertEquals(await search({ after: first.id }), [second.text]);
    assertEquals(await search({ after: second.id }), []);
  },
);

testInFolder(
  "a search finds nothing that is deleted, at once",
  async (folder) => {
    using history = new TestHistory(folder);
    const [first, second] = fill(history);
    const five = { ...EVERYWHERE, text: "five" };
    assertEquals((await history.archive.search(five, LONG_MS)).found.length, 2);
    history.archive.erase("c1", first.id);
    const left = await history.archive.search(five, LONG_MS);
    assertEquals(textsOf(left), [second.text]);
    history.archive.eraseBefore("c1", END);
    assertEquals((await history.archive.search(five, LONG_MS)).found, []);
  },
);

testInFolder(
  "a search for many words finds what has them all, however many they are",
  async (folder) => {
    using history = new TestHistory(folder);
    const words = Array.from({ length: 60 }, (_, index) => `w${index}`);
    const all = words.join(" ");
    history.archive.record("c1", said(all), true);
    for (const word of words) {
      const others = words.filter((each) => each !== word);
      history.archive.record("c1", said(others.join(" ")), true);
    }
    const prefixes = words.map((word) => `${word}*`);
    const twice = [...prefixes, ...prefixes];
    for (const asked of [words, [...words, "w*"], [...words, ...twice]]) {
      const query = { ...queryIn("c1"), text: asked.join(" ") };
      const outcome = await history.archive.search(query, LONG_MS);
      assertEquals(textsOf(outcome), [all]);
    }
    const query = { ...queryIn("c1"), text: "w1* w2* w*" };
    const { found } = await history.archive.search(query, LONG_MS);
    assertEquals(found.length, 61);
  },
);

testInFolder(
  "a search in a thousand conversations, of which many are there",
  async (folder) => {
    using history = new TestHistory(folder);
    for (let index = 0; index < 2000; index++) {
      history.archive.record(`n${index}`, said(`needle ${index}`), true);
    }
    const names = Array.from({ length: 1000 }, (_, index) => `n${index * 2}`);
    const query = { ...queryIn(...names), text: "needle", limit: 3 };
    const outcome = await history.archive.search(query, LONG_MS);
    assertEquals(textsOf(outcome), [
      "needle 1994",
      "needle 1996",
      "needle 1998",
    ]);
  },
);

testInFolder(
  "a search that has no time says that it has not seen all",
  async (folder) => {
    using history = new TestHistory(folder);
    fill(history);
    await history.archive.search(EVERYWHERE, LONG_MS);
    assertEquals(
      (await history.archive.search(EVERYWHERE, 0)).isWhole,
      false,
    );
  },
);

testInFolder(
  "a search finds the latest and the oldest of a word that is said mostly elsewhere",
  async (folder) => {
    using history = new TestHistory(folder);
    const bob = { source: "bob!~bob@192.0.2.2" };
    const quiet = Array.from({ length: 60 }, (_, index) => `quiet${index}`);
    for (const name of quiet) {
      history.archive.record(name, said("x", bob), true);
    }
    const after = said("behind them", bob).id;
    // More than are looked at by the word alone.
    for (let index = 0; index < 5000; index++) {
      const conversation = index % 100 === 0 ? "here" : "elsewhere";
      history.archive.record(conversation, said(`needle ${index}`), true);
    }
    for (const words of [{ text: "needle" }, { from: "ann" }, { after }]) {
      const query = { ...queryIn("here", ...quiet), ...words, limit: 12 };
      const search = async (order: SearchQuery["order"]) =>
        textsOf(await history.archive.search({ ...query, order }, LONG_MS));
      const expected = Array.from(
        { length: 50 },
        (_, n) => `needle ${n * 100}`,
      );
      assertEquals(await search("newest"), expected.slice(-12));
      assertEquals(await search("oldest"), expected.slice(0, 12));
    }
  },
);

testInFolder(
  "a search finds what a rank may read, and what its reader has said, and goes on until there is enough",
  async (folder) => {
    using history = new TestHistory(folder);
    const changes = [{}, { leastRank: 3 }, { leastRank: 3, author: "eve" }];
    for (let index = 0; index < 30; index++) {
      const event = said(`needle ${index}`, changes[index % 3]);
      history.archive.record("c1", event, true);
    }
    const search = async (rank: number, reader: string) => {
      const query = { ...queryIn("c1"), reader, text: "needle", limit: 10 };
      const places = query.places.map((place) => ({ ...place, rank }));
      const asked = { ...query, places };
      return textsOf(await history.archive.search(asked, LONG_MS)).map((text) =>
        Number(text?.split(" ")[1])
      );
    };
    const all = Array.from({ length: 30 }, (_, index) => index);
    assertEquals(await search(0, ""), all.filter((index) => index % 3 === 0));
    assertEquals(
      await search(0, "eve"),
      all.filter((index) => index % 3 !== 1).slice(-10),
    );
    assertEquals(await search(3, ""), all.slice(-10));
  },
);

testInFolder(
  "a search finds what a history of the first version has, and who said it is forgotten",
  async (folder) => {
    const db = new DatabaseSync(historyFile(folder));
    migrate(db, () => {}, HISTORY_MIGRATIONS.slice(0, 1));
    const { at, id, source } = said("");
    db.exec(`
      INSERT INTO conversation VALUES (1, 'c1', NULL, NULL, '${id}', 1);
      INSERT INTO event VALUES (1, '${id}', 1, 'p1', NULL, '${source}',
        'old tea', '${at}\rPRIVMSG\r\r\r\r0\r#a\r\r');
      INSERT INTO message VALUES (1, 1, '${id}');
      INSERT INTO words (rowid, said) VALUES (1, 'old tea');
      UPDATE state SET indexed = 1;
    `);
    db.close();
    using history = new TestHistory(folder);
    const { archive } = history;
    const query = { ...queryIn("c1"), text: "tea" };
    assertEquals(textsOf(await archive.search(query, LONG_MS)), ["old tea"]);
    assertEquals(archive.authored("p1", "", 9)?.length, 1);
    archive.forget("p1");
    assertEquals(textsOf(await archive.search(query, LONG_MS)), []);
    assertEquals(archive.authored("p1", "", 9), []);
    assertEquals(history.told, []);
  },
);

testInFolder(
  "while the index of words is made a search finds what is in it, and the latest of what is not, and says that this is not all",
  (folder) => {
    const db = openHistory(historyFile(folder));
    const writer = new HistoryWriter(db);
    const packing = new Packing();
    for (let index = 0; index < 25_000; index++) {
      const isNeedle = [10, 2000, 24_000].includes(index);
      const event = said(isNeedle ? `needle ${index}` : "hay", {
        author: "p1",
      });
      packing.addEvent(beginOf("c1"), packEvent(event));
      // What was written last alone need not be read.
      if (index === 0) writer.write(packing.take(), { run: 1, batch: 1 });
    }
    writer.write(packing.take(), { run: 1, batch: 2 });
    writer.index(1000);
    const look = (order: SearchQuery["order"]) => {
      const query = { ...queryIn("c1"), text: "needle", order };
      return search(db, query, () => 0, 1);
    };
    for (const order of ["newest", "oldest"] as const) {
      const outcome = look(order);
      assertEquals(outcome.isWhole, false);
      const texts = textsOf(outcome);
      assertEquals(texts[0], "needle 10");
      assertEquals(
        texts[1],
        order === "newest" ? "needle 24000" : "needle 2000",
      );
    }
    // Whose a message is the index alone knows.
    const reader = new HistoryReader(historyFile(folder));
    assertEquals(reader.authored("p1", "", 9), null);
    writer.index(25_000);
    assertEquals(reader.authored("p1", "", 9)?.length, 9);
    reader.close();
    assertEquals(look("newest").isWhole, true);
    assertEquals(textsOf(look("newest")).length, 3);
    writer.close();
  },
);
