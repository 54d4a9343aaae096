import { assert, assertEquals } from "@std/assert";
import { positionAt } from "../../src/store/history/sweeping.ts";
import {
  BEGINNING,
  FOR_EVER,
  FORGETFUL,
  queryIn,
  said,
  TestHistory,
  testInFolder,
} from "../support/disk_history.ts";
import { until } from "../support/within.ts";

/** @returns how often a word is in the files of a folder */
function countIn(folder: string, word: string): number {
  const { count } = [...Deno.readDirSync(folder)]
    .map(({ name }) => Deno.readFileSync(`${folder}/${name}`))
    .map((bytes) => new TextDecoder("latin1").decode(bytes))
    .reduce(
      ({ count }, text) => ({ count: count + text.split(word).length - 1 }),
      { count: 0 },
    );
  return count;
}

/** Texts of all lengths, each with words of its own: pages are split and joined. */
function textOf(index: number, word: string): string {
  return `${word}${index} ${`filler${index % 97} `.repeat(index % 23)}${word}`;
}

for (
  const [how, erase] of [
    ["one by one", ({ archive }, ids) => {
      for (const id of ids) archive.erase("c1", id);
    }],
    ["by their author", ({ archive }) => archive.forget("spy")],
    ["before a time", ({ archive }, ids) => {
      archive.eraseBefore("c1", `${ids[ids.length - 1]} `);
    }],
  ] as readonly (readonly [
    string,
    (history: TestHistory, ids: readonly string[]) => void,
  ])[]
) {
  testInFolder(
    `what is deleted ${how} is in no byte of the files any more, and its neighbours are`,
    async (folder) => {
      const ids: string[] = [];
      const one = how === "before a time" ? 0 : 1;
      {
        using history = new TestHistory(folder);
        for (let index = 0; index < 3000; index++) {
          const isSecret = one === 0 ? index < 1500 : index % 3 === 0;
          const event = said(textOf(index, isSecret ? "sesame" : "plain"), {
            author: isSecret ? "spy" : "ann",
            source: isSecret ? "mata!~hari@192.0.2.9" : "ann!~ann@192.0.2.1",
          });
          if (isSecret) ids.push(event.id);
          history.archive.record(
            index % 7 === 0 && one === 1 ? "c2" : "c1",
            event,
            true,
          );
        }
        await history.archive.search(
          { ...queryIn(), text: "x" },
          10_000,
        );
      }
      assert(countIn(folder, "sesame") > 1000);
      using history = new TestHistory(folder);
      // Those on the other conversation are not found here, and stay.
      if (how === "one by one") {
        for (const id of ids) history.archive.erase("c2", id);
      }
      erase(history, ids);
      await history.settled();
      await until(
        30_000,
        "it is gone",
        () => countIn(folder, "sesame") + countIn(folder, "mata!") === 0,
      );
      const all = { ...queryIn("c1"), limit: 5000 };
      const search = (text: string) =>
        history.archive.search({ ...all, text }, 10_000);
      assertEquals((await search("sesame")).found, []);
      assert((await search("plain")).found.length > 1000);
      assert(countIn(folder, "plain") > 2000);
    },
  );
}

testInFolder(
  "what is too old is not told, and is gone from the files",
  async (folder) => {
    const settings = {
      ...FORGETFUL,
      historyRetention: { ...FOR_EVER, ageMs: 86_400_000 },
    };
    {
      using history = new TestHistory(folder);
      for (let index = 0; index < 200; index++) {
        history.archive.record("c1", said(textOf(index, "sesame")), true);
      }
    }
    using history = new TestHistory(folder, settings);
    history.now = BEGINNING + 3_600_000;
    assertEquals(history.texts("c1").length, 200);
    history.now = BEGINNING + 2 * 86_400_000;
    assertEquals(history.texts("c1"), []);
    // The clock of the worker is the real one.
    await until(30_000, "it is gone", () => countIn(folder, "sesame") === 0);
  },
);

testInFolder(
  "of a conversation no more is kept than is set",
  async (folder) => {
    const settings = {
      ...FORGETFUL,
      historyRetention: { ...FOR_EVER, events: 100 },
    };
    {
      using history = new TestHistory(folder);
      for (let index = 0; index < 500; index++) {
        history.archive.record(`c${index % 2}`, said(`m${index}`), true);
      }
    }
    using history = new TestHistory(folder, settings);
    await until(
      30_000,
      "the oldest are gone",
      () =>
        history.texts("c0").length === 100 &&
        history.texts("c1").length === 100,
    );
    assertEquals(history.texts("c0")[0], "m300");
    assertEquals(history.texts("c1")[99], "m499");
  },
);

testInFolder(
  "of many words no more are deleted than must be, and what is said then is counted as well",
  async (folder) => {
    const settings = {
      ...FORGETFUL,
      historyRetention: { ...FOR_EVER, bytes: 1_000_000 },
    };
    const message = (index: number) =>
      said(
        `m${index} ${
          Array.from({ length: 8 }, () => crypto.randomUUID()).join(" ")
        }`,
      );
    {
      using history = new TestHistory(folder);
      for (let index = 0; index < 4000; index++) {
        history.archive.record("c1", message(index), true);
      }
    }
    using history = new TestHistory(folder, settings);
    assert(history.archive.measured.fileBytes > 1_500_000);
    await until(
      60_000,
      "the file is smaller",
      () => history.archive.measured.fileBytes < 1_100_000,
    );
    assert(history.archive.measured.fileBytes > 700_000);
    const kept = history.texts("c1", { limit: 9000 });
    assert(kept.length > 800, `${kept.length} are kept`);
    assert(kept[kept.length - 1]?.startsWith("m3999 "));
  },
);

testInFolder(
  "of all no more bytes are kept than are set, and the oldest go first",
  async (folder) => {
    const settings = {
      ...FORGETFUL,
      historyRetention: { ...FOR_EVER, bytes: 1_000_000 },
    };
    {
      using history = new TestHistory(folder);
      for (let index = 0; index < 10_000; index++) {
        history.archive.record(
          `c${index % 5}`,
          said(`m${index} ${"words ".repeat(20)}`),
          true,
        );
      }
    }
    using history = new TestHistory(folder, settings);
    assert(history.archive.measured.fileBytes > 2_000_000);
    await until(
      60_000,
      "the file is smaller",
      () => history.archive.measured.fileBytes < 1_100_000,
    );
    const kept = history.texts("c4", { limit: 5000 });
    assert(kept.length > 250);
    assert(kept[kept.length - 1]?.startsWith("m9999 "));
    assertEquals(
      history.archive.read("c4", {
        after: "",
        before: positionAt(BEGINNING + 1),
        from: "oldest",
        limit: 1,
        onlyMessages: false,
      }),
      [],
    );
  },
);
