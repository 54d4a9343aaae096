import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  type Activity,
  type HistoryEvent,
  isMessage,
  type Range,
} from "../../src/irc/state/archive.ts";
import { lookThrough } from "../../src/store/history/memory_search.ts";
import type { AuthoredEvent } from "../../src/store/history/reader.ts";
import { queryIn, said, TestHistory } from "../support/disk_history.ts";
import { withFolder } from "../support/folder.ts";

const CONVERSATIONS = ["c1", "c2", "ann bob", "ann cid", "bob cid"];
const PEOPLE = ["ann", "bob", "cid"];
const TEXTS = [
  ...["tea at five", "Five, tea!", "at TEA", "teatime\x02s", "a b c d"],
  ...["東京へ", "京東", "naïve café", "no cafe at five", "x"],
];
const QUERIES = [
  ...["tea", "five tea", '"at five"', '"five tea"', "te*", "caf*", "東京"],
  ...["京", '"at tea"', "cafe naive", "b", "nowhere", "x tea"],
];

/** What a history must give, as a plain list. */
class Model {
  events: AuthoredEvent[] = [];

  of(conversation: string): HistoryEvent[] {
    return this.events.filter((each) => each.conversation === conversation)
      .map(({ event }) => event);
  }

  read(conversation: string, range: Range): HistoryEvent[] {
    const { after, before, from, limit, onlyMessages } = range;
    const all = this.of(conversation).filter((event) =>
      event.id > after && event.id < before &&
      (!onlyMessages || isMessage(event))
    );
    return from === "oldest"
      ? all.slice(0, limit)
      : all.slice(Math.max(0, all.length - limit));
  }

  active(person: string): Activity[] {
    return CONVERSATIONS.filter((name) => name.split(" ").includes(person))
      .flatMap((conversation) => {
        const latest = this.of(conversation).filter(isMessage).at(-1);
        return latest === undefined
          ? []
          : [{ conversation, latest: latest.id }];
      })
      .sort((a, b) => a.latest < b.latest ? -1 : 1);
  }

  delete(isMeant: (conversation: string, event: HistoryEvent) => boolean) {
    this.events = this.events.filter(({ conversation, event }) =>
      !isMeant(conversation, event)
    );
  }
}

const step = fc.record({
  what: fc.constantFrom(
    ...["say", "say", "say", "say", "say", "say", "say", "say", "do", "do"],
    ...["say", "say", "say", "say", "say", "say", "say", "say", "do", "do"],
    ...["erase", "erase", "erase before", "forget", "erase conversations"],
    ...["read", "read", "read", "read", "read", "find", "active", "authored"],
    ...["search", "search", "search", "settle", "settle", "die", "restart"],
    "kill",
  ),
  one: fc.nat(1000),
  other: fc.nat(1000),
  third: fc.nat(1000),
});

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

function pick<Each>(from: readonly Each[], number: number): Each {
  return from[number % from.length];
}

/** How much was compared. */
const totals = { read: 0, found: 0 };

/** One history, the list that it is compared with, and the folder that it is in. */
class Compared {
  readonly model = new Model();
  history: TestHistory;
  #killed = 0;

  constructor(public folder: string) {
    this.history = new TestHistory(folder);
  }

  async take({ one, other, third, what }: Step): Promise<void> {
    const { history, model } = this;
    const { archive } = history;
    const conversation = pick(CONVERSATIONS, one);
    const event = pick(model.events, other)?.event;
    const id = event?.id ?? "none";
    const person = pick(PEOPLE, third);
    switch (what) {
      case "say":
      case "do": {
        const added = said(pick(TEXTS, other), {
          author: third % 4 === 0 ? null : person,
          leastRank: third % 5 === 0 ? 3 : 0,
          source: `${person}!~u@host`,
          ...what === "do" ? { command: "TAGMSG", parent: id } : {},
        });
        archive.record(conversation, added, true);
        model.events.push({ conversation, event: added });
        return;
      }
      case "erase": {
        const isThere = model.of(conversation).some((each) => each.id === id);
        assertEquals(archive.erase(conversation, id), isThere);
        if (!isThere) return;
        return model.delete((where, each) =>
          where === conversation && (each.id === id || each.parent === id)
        );
      }
      case "erase before":
        archive.eraseBefore(conversation, id);
        return model.delete((where, each) =>
          where === conversation && each.id < id
        );
      case "forget":
        archive.forget(person);
        return model.delete((_, { author }) => author === person);
      case "erase conversations":
        archive.eraseConversations(person);
        return model.delete((where) =>
          where.includes(" ") && where.split(" ").includes(person)
        );
      case "read": {
        const bounds = [id, pick(model.events, third)?.event.id ?? "~"].sort();
        const range: Range = {
          after: one % 3 === 0 ? bounds[0] : "",
          before: other % 3 === 0 ? bounds[1] : "~",
          from: third % 2 === 0 ? "oldest" : "newest",
          limit: other % 7 + 1,
          onlyMessages: one % 2 === 0,
        };
        const expected = model.read(conversation, range);
        assertEquals(archive.read(conversation, range), expected);
        totals.read += expected.length;
        return;
      }
      case "find":
        return assertEquals(
          archive.find(conversation, id),
          model.of(conversation).find((each) => each.id === id) ?? null,
        );
      case "active":
        return assertEquals(
          archive.active(person, "", "~", "newest", 9),
          model.active(person),
        );
      case "authored":
        return assertEquals(
          archive.authored(person, one % 2 === 0 ? "" : id, 5),
          model.events.filter(({ event }) =>
            event.author === person && (one % 2 === 0 || event.id > id)
          ).slice(0, 5),
        );
      case "search":
        return await this.search({ one, other, third });
      case "settle":
        return await history.settled();
      case "die":
        await history.threads.at(-1)?.terminate();
        return;
      case "restart":
        archive.close();
        assertEquals(history.told.filter((text) => /lost|miss/.test(text)), []);
        this.history = new TestHistory(this.folder);
        return;
      case "kill":
        return await this.kill();
    }
  }

  /** Goes on with what is on the disk a tenth of a second after what happened last. */
  async kill(): Promise<void> {
    const { archive, threads, told } = this.history;
    await new Promise((resolve) => setTimeout(resolve, 100));
    for (const thread of threads) await thread.terminate();
    const copy = `${this.folder}-${++this.#killed}`;
    Deno.mkdirSync(copy);
    for (const { name } of Deno.readDirSync(this.folder)) {
      Deno.copyFileSync(`${this.folder}/${name}`, `${copy}/${name}`);
    }
    archive.close();
    assertEquals(told.filter((text) => /lost|miss/.test(text)), []);
    this.folder = copy;
    this.history = new TestHistory(copy);
    assertEquals(this.history.told, []);
  }

  async search({ one, other, third }: Omit<Step, "what">): Promise<void> {
    const names = CONVERSATIONS.filter((_, index) => (one >> index) % 2 === 0);
    const query = {
      ...queryIn(...names),
      text: third % 6 === 0 ? null : pick(QUERIES, other),
      from: third % 4 === 0 ? pick(PEOPLE, one).toUpperCase() : null,
      order: third % 2 === 0 ? "oldest" as const : "newest" as const,
      limit: one % 4 + 1,
    };
    const { found, isWhole } = await this.history.archive.search(query, 20_000);
    const expected = lookThrough(this.model, query, () => false).found;
    assert(isWhole);
    assertEquals(found, expected);
    totals.found += found.length;
  }
}

Deno.test("a history on the disk gives what a plain list gives, whatever it is asked, through deaths of its threads, restarts and kill -9", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 60, maxLength: 120 }),
      (steps) =>
        withFolder({}, async (folder) => {
          Deno.mkdirSync(`${folder}/data`);
          const compared = new Compared(`${folder}/data`);
          try {
            for (const each of steps) await compared.take(each);
          } finally {
            compared.history.archive.close();
          }
        }),
    ),
    { seed: 1889, numRuns: 10 },
  );
  assert(totals.read > 100, `${totals.read} events were read`);
  assert(totals.found > 30, `${totals.found} messages were found`);
});
