import { assert, assertEquals } from "@std/assert";
import { END } from "../../src/irc/state/archive.ts";
import { historyFile } from "../../src/store/history/history_file.ts";
import {
  EVERYTHING,
  said,
  TestHistory,
  testInFolder,
} from "../support/disk_history.ts";

testInFolder(
  "what was said is there after a restart, as it was said",
  (folder) => {
    const events = [
      said("hello"),
      said("", { account: "ann", isBot: true, author: "p1", leastRank: 2 }),
      said("x", { command: "TOPIC", params: [], text: null, at: 5 }),
      said("one\ntwo", {
        lines: [{ text: "one", isConcat: false }, {
          text: "two",
          isConcat: true,
        }],
        clientTags: "+draft/reply=abc;+x",
        params: ["#a", ""],
      }),
      said("relayed", {
        relayedBy: "bob",
        parent: "m1",
        text: "naïve 日本 🎉",
      }),
    ];
    {
      using history = new TestHistory(folder);
      for (const event of events) history.archive.record("c1", event, true);
      assertEquals(history.archive.read("c1", EVERYTHING), events);
    }
    using history = new TestHistory(folder);
    assertEquals(history.archive.read("c1", EVERYTHING), events);
    for (const event of events) {
      assertEquals(history.archive.find("c1", event.id), event);
    }
    assertEquals(history.archive.find("c2", events[0].id), null);
    assertEquals(history.told, []);
    assert(Deno.statSync(historyFile(folder)).mode! & 0o600);
  },
);

testInFolder(
  "a page goes from the disk over what is on its way there to memory",
  async (folder) => {
    using history = new TestHistory(folder);
    const { archive } = history;
    const all = Array.from({ length: 30 }, (_, index) => said(`m${index}`));
    const texts = all.map(({ text }) => text);
    for (const event of all.slice(0, 10)) archive.record("c1", event, true);
    await history.settled();
    for (const event of all.slice(10, 20)) archive.record("c1", event, true);
    await history.settled();
    for (const event of all.slice(20)) archive.record("c1", event, true);
    assert(archive.measured.waiting > 0);
    assertEquals(history.texts("c1"), texts);
    for (const limit of [1, 3, 5, 12, 25, 100]) {
      assertEquals(history.texts("c1", { limit }), texts.slice(0, limit));
      assertEquals(
        history.texts("c1", { limit, from: "newest" }),
        texts.slice(-limit),
      );
      const middle = { after: all[5].id, before: all[25].id, limit };
      assertEquals(
        history.texts("c1", middle),
        texts.slice(6, 25).slice(0, limit),
      );
      assertEquals(
        history.texts("c1", { ...middle, from: "newest" }),
        texts.slice(6, 25).slice(-limit),
      );
    }
  },
);

testInFolder("what does not last is not on the disk", (folder) => {
  {
    using history = new TestHistory(folder);
    history.archive.record("c1", said("for now"), false);
    assertEquals(history.texts("c1"), ["for now"]);
  }
  using history = new TestHistory(folder);
  assertEquals(history.texts("c1"), []);
});

testInFolder(
  "private conversations are found by whose they are, the latest message counts",
  async (folder) => {
    const [first, second, third] = [said("1"), said("2"), said("3")];
    {
      using history = new TestHistory(folder);
      history.archive.record("ann bob", first, true);
      history.archive.record("ann cid", second, true);
      history.archive.record("bob cid", third, true);
      history.archive.record(
        "ann bob",
        said("", { command: "TAGMSG" }),
        true,
      );
    }
    using history = new TestHistory(folder);
    const { archive } = history;
    const active = (person: string, limit = 10) =>
      archive.active(person, "", END, "newest", limit);
    const withBob = { conversation: "ann bob", latest: first.id };
    const withCid = { conversation: "ann cid", latest: second.id };
    assertEquals(active("ann"), [withBob, withCid]);
    assertEquals(active("ann", 1), [withCid]);
    assertEquals(archive.active("ann", "", END, "oldest", 1), [withBob]);
    assertEquals(archive.active("ann", first.id, END, "oldest", 9), [withCid]);
    assertEquals(archive.active("ann", "", second.id, "oldest", 9), [withBob]);
    const now = said("4");
    archive.record("ann bob", now, true);
    assertEquals(active("ann"), [withCid, { ...withBob, latest: now.id }]);
    await history.settled();
    assertEquals(active("ann"), [withCid, { ...withBob, latest: now.id }]);
    archive.erase("ann cid", second.id);
    assertEquals(active("ann"), [{ ...withBob, latest: now.id }]);
    assertEquals(active("cid"), [{
      conversation: "bob cid",
      latest: third.id,
    }]);
  },
);

testInFolder(
  "what is deleted is gone at once, with what belongs to it, and stays gone",
  async (folder) => {
    const [message, other, old] = [said("one"), said("two"), said("old")];
    const reaction = said("", {
      command: "TAGMSG",
      clientTags: "+draft/react=x",
      parent: message.id,
    });
    {
      using history = new TestHistory(folder);
      const { archive } = history;
      archive.record("c2", old, true);
      for (const event of [message, other, reaction]) {
        archive.record("c1", event, true);
      }
    }
    {
      using history = new TestHistory(folder);
      const { archive } = history;
      const fresh = said("fresh");
      archive.record("c1", fresh, true);
      assertEquals(archive.erase("c1", message.id), true);
      assertEquals(archive.erase("c1", message.id), false);
      assertEquals(archive.erase("c1", fresh.id), true);
      assertEquals(history.texts("c1"), ["two"]);
      assertEquals(archive.find("c1", reaction.id), null);
      archive.eraseBefore("c2", END);
      assertEquals(history.texts("c2"), []);
      archive.record("c2", said("new"), true);
      assertEquals(history.texts("c2"), ["new"]);
      await history.settled();
      assertEquals(history.texts("c1"), ["two"]);
      assertEquals(history.texts("c2"), ["new"]);
    }
    using history = new TestHistory(folder);
    assertEquals(history.texts("c1"), ["two"]);
    assertEquals(history.texts("c2"), ["new"]);
  },
);

testInFolder(
  "who is forgotten has said nothing, until something new is said",
  (folder) => {
    const [ann, bob] = [{ author: "ann" }, { author: "bob" }];
    {
      using history = new TestHistory(folder);
      const { archive } = history;
      for (let index = 0; index < 5; index++) {
        archive.record("c1", said(`a${index}`, ann), true);
        archive.record("c1", said(`b${index}`, bob), true);
        archive.record("ann bob", said(`private ${index}`, bob), true);
      }
      archive.record("bob cid", said("elsewhere", bob), true);
    }
    {
      using history = new TestHistory(folder);
      const { archive } = history;
      archive.record("c1", said("in memory", ann), true);
      archive.forget("ann");
      archive.eraseConversations("ann");
      archive.record("c1", said("again", ann), true);
      const expected = ["b0", "b1", "b2", "b3", "b4", "again"];
      assertEquals(history.texts("c1"), expected);
      assertEquals(history.texts("c1", { limit: 2, from: "newest" }), [
        "b4",
        "again",
      ]);
      assertEquals(history.texts("ann bob"), []);
      assertEquals(archive.active("bob", "", END, "oldest", 9).length, 1);
      assertEquals(history.texts("bob cid"), ["elsewhere"]);
      archive.forget("bob");
      assertEquals(history.texts("c1"), ["again"]);
    }
    // What was not over then goes on.
    using history = new TestHistory(folder);
    assertEquals(history.texts("c1"), ["again"]);
    assertEquals(history.texts("ann bob"), []);
    assertEquals(history.texts("bob cid"), []);
  },
);

testInFolder(
  "what was jotted down is there after a restart, the latest of each key, in the order in which it came",
  (folder) => {
    {
      using history = new TestHistory(folder);
      const { jots } = history.archive;
      assertEquals(jots.read(), []);
      jots.write([
        { kind: "seen", key: "ann", value: 1 },
        { kind: "seen", key: "bob", value: 2 },
        { kind: "read-marker", key: "ann #a", value: "2026" },
      ]);
      jots.write([{ kind: "seen", key: "ann", value: 1.5e12 + 1 }]);
    }
    {
      using history = new TestHistory(folder);
      const { jots } = history.archive;
      assertEquals(jots.read(), [
        { kind: "seen", key: "bob", value: 2 },
        { kind: "read-marker", key: "ann #a", value: "2026" },
        { kind: "seen", key: "ann", value: 1.5e12 + 1 },
      ]);
      jots.write([{ kind: "seen", key: "bob", value: null }]);
    }
    using history = new TestHistory(folder);
    assertEquals(history.archive.jots.read().length, 2);
  },
);

testInFolder(
  "what somebody has said and done anywhere is given, the oldest first, wherever it is",
  async (folder) => {
    const by = { author: "p1" };
    const another = said("another's", { author: "p2" });
    const events = Array.from(
      { length: 12 },
      (_, index) => said(`m${index}`, by),
    );
    using history = new TestHistory(folder);
    const { archive } = history;
    archive.record("c1", another, true);
    for (const event of events.slice(0, 8)) archive.record("c1", event, true);
    await history.settled();
    for (const event of events.slice(8)) archive.record("c2", event, true);
    archive.erase("c1", events[1].id);
    const expected = events.filter((_, index) => index !== 1);
    const authored = (after: string, limit: number) =>
      archive.authored("p1", after, limit)?.map(({ event }) => event);
    assertEquals(authored("", 100), expected);
    assertEquals(authored("", 5), expected.slice(0, 5));
    assertEquals(authored(events[5].id, 3), events.slice(6, 9));
    assertEquals(archive.authored("p1", events[10].id, 9), [
      { conversation: "c2", event: events[11] },
    ]);
  },
);
