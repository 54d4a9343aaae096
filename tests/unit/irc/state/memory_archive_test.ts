import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  END,
  type HistoryEvent,
  isMessage,
  type Range,
} from "../../../../src/irc/state/archive.ts";
import { MemoryArchive } from "../../../../src/irc/state/memory_archive.ts";

const MUCH = { perConversation: 1000, bytes: 1_000_000 };
const ALL: Range = {
  after: "",
  before: END,
  from: "oldest",
  limit: 1000,
  onlyMessages: false,
};

function eventOf(id: string, changes: Partial<HistoryEvent> = {}) {
  return {
    id,
    at: 0,
    source: "ann!~ann@192.0.2.1",
    account: null,
    isBot: false,
    relayedBy: null,
    command: "PRIVMSG",
    params: ["#a"],
    text: `text ${id}`,
    lines: null,
    clientTags: "",
    author: null,
    leastRank: 0,
    parent: null,
    ...changes,
  };
}

/** Adds events with these msgids. */
function archiveWith(
  ids: readonly string[],
  changes: Partial<HistoryEvent> = {},
  limits = MUCH,
): MemoryArchive {
  const archive = new MemoryArchive(limits);
  for (const id of ids) archive.record("c", eventOf(id, changes));
  return archive;
}

function idsIn(archive: MemoryArchive, range: Partial<Range> = {}): string[] {
  return archive.read("c", { ...ALL, ...range }).map(({ id }) => id);
}

Deno.test("a range is after one position and before another, without both", () => {
  const archive = archiveWith(["1a", "2a", "3a", "4a"]);
  assertEquals(idsIn(archive, { after: "1a", before: "4a" }), ["2a", "3a"]);
  assertEquals(idsIn(archive, { after: "2", before: "4" }), ["2a", "3a"]);
});

Deno.test("with more than the limit, the oldest or the newest are given, the oldest first", () => {
  const archive = archiveWith(["1", "2", "3"]);
  assertEquals(idsIn(archive, { limit: 2, from: "oldest" }), ["1", "2"]);
  assertEquals(idsIn(archive, { limit: 2, from: "newest" }), ["2", "3"]);
});

Deno.test("messages are PRIVMSG and NOTICE", () => {
  const archive = archiveWith(["1"]);
  for (const [id, command] of [["2", "JOIN"], ["3", "TAGMSG"]]) {
    archive.record("c", eventOf(id, { command }));
  }
  archive.record("c", eventOf("4", { command: "NOTICE" }));
  const only = { onlyMessages: true };
  assertEquals(idsIn(archive, only), ["1", "4"]);
  assertEquals(idsIn(archive, { ...only, limit: 1, from: "newest" }), ["4"]);
  assertEquals(idsIn(archive, { ...only, limit: 1 }), ["1"]);
});

Deno.test("of each conversation the newest are kept", () => {
  const limits = { ...MUCH, perConversation: 2 };
  const archive = archiveWith(["1", "2", "3"], {}, limits);
  archive.record("other", eventOf("4"));
  assertEquals(idsIn(archive), ["2", "3"]);
  assertEquals(archive.oldest("c"), "2");
  assertEquals(archive.read("other", ALL).length, 1);
});

Deno.test("where all take too many bytes, the oldest of all go, and what is held stays below the limit", () => {
  const archive = new MemoryArchive({ perConversation: 1000, bytes: 20_000 });
  for (let id = 10_000; id < 10_300; id++) {
    const where = ["c", "d", "e"][id % 3];
    archive.record(where, eventOf(String(id), { text: "x".repeat(id % 100) }));
    assert(archive.bytes <= 20_000, String(archive.bytes));
  }
  const ids = ["c", "d", "e"]
    .flatMap((each) => archive.read(each, ALL).map(({ id }) => Number(id)))
    .sort((a, b) => a - b);
  assert(ids.length > 40);
  assertEquals(ids, ids.map((_, index) => 10_300 - ids.length + index));
});

for (
  const limits of [{ ...MUCH, perConversation: 2 }, { ...MUCH, bytes: 300 }]
) {
  Deno.test(`what is nowhere else stays, whatever the limits: ${JSON.stringify(limits)}`, () => {
    let neededAfter = "2a";
    const archive = new MemoryArchive(limits, () => neededAfter);
    for (const id of ["1a", "2a", "3a", "4a", "5a", "6a"]) {
      archive.record("c", eventOf(id));
    }
    assertEquals(idsIn(archive), ["3a", "4a", "5a", "6a"]);
    neededAfter = END;
    archive.record("c", eventOf("7a"));
    assertEquals(idsIn(archive), ["6a", "7a"]);
    assert(archive.bytes <= limits.bytes);
  });
}

Deno.test("what is gone takes no room, however little there is otherwise", () => {
  const archive = new MemoryArchive({ perConversation: 10, bytes: 1e9 });
  const before = Deno.memoryUsage().heapUsed;
  for (let id = 1_000_000; id < 1_200_000; id++) {
    const conversation = `conversation ${id}`;
    archive.record(conversation, eventOf(String(id)));
    archive.eraseBefore(conversation, END);
    archive.record("c", eventOf(String(id)));
  }
  const held = (Deno.memoryUsage().heapUsed - before) / 1e6;
  assert(held < 70, `${held} MB are held`);
  assertEquals(idsIn(archive).length, 10);
});

Deno.test("who erases an event erases what belongs to it, and no more", () => {
  const archive = archiveWith(["1", "2"]);
  archive.record("c", eventOf("3", { command: "TAGMSG", parent: "1" }));
  archive.record("c", eventOf("4", { command: "TAGMSG", parent: "2" }));
  assertEquals(archive.erase("c", "1"), true);
  assertEquals(idsIn(archive), ["2", "4"]);
  assertEquals(archive.erase("c", "1"), false);
  assertEquals(archive.find("c", "1"), null);
  assertEquals(archive.find("c", "2")?.text, "text 2");
});

Deno.test("a conversation is erased up to a position, or all of it", () => {
  const archive = archiveWith(["1", "2", "3"]);
  archive.eraseBefore("c", "2");
  assertEquals(idsIn(archive), ["2", "3"]);
  archive.eraseBefore("c", END);
  assertEquals(idsIn(archive), []);
  assertEquals(archive.bytes, 0);
});

Deno.test("what somebody has said is forgotten everywhere, or private conversations are erased with all in them", () => {
  const archive = archiveWith(["1"], { author: "ann" });
  archive.record("c", eventOf("2", { author: "bob" }));
  archive.record("ann bob", eventOf("3", { author: "ann" }));
  archive.record("ann bob", eventOf("4", { author: "bob" }));
  const idsOf = (conversation: string) =>
    archive.read(conversation, ALL).map(({ id }) => id);
  archive.forget("ann");
  assertEquals(idsIn(archive), ["2"]);
  assertEquals(idsOf("ann bob"), ["4"]);
  archive.eraseConversations("ann");
  assertEquals(idsIn(archive), ["2"]);
  assertEquals(idsOf("ann bob"), []);
});

Deno.test("what somebody has said is found wherever it was, in the order in which it was said", () => {
  const archive = archiveWith(["1", "4"], { author: "ann" });
  archive.record("other", eventOf("2", { author: "ann" }));
  archive.record("other", eventOf("3", { author: "bob" }));
  const find = (after: string, limit: number) =>
    archive.authored("ann", after, limit)
      .map(({ conversation, event }) => `${conversation} ${event.id}`);
  assertEquals(find("", 9), ["c 1", "other 2", "c 4"]);
  assertEquals(find("1", 1), ["other 2"]);
});

Deno.test("private conversations are found by the time of their latest message", () => {
  const archive = archiveWith(["1"]);
  for (
    const [id, who, command] of [
      ["2", "ann bob", "PRIVMSG"],
      ["3", "ann cid", "PRIVMSG"],
      ["4", "bob cid", "PRIVMSG"],
      ["5", "ann bob", "PRIVMSG"],
      ["6", "ann cid", "TAGMSG"],
    ]
  ) archive.record(who, eventOf(id, { command }));
  const find = (after: string, before: string, limit = 9) =>
    archive.active("ann", after, before, "oldest", limit);
  const cid = { conversation: "ann cid", latest: "3" };
  const bob = { conversation: "ann bob", latest: "5" };
  assertEquals(find("", END), [cid, bob]);
  assertEquals(find("", END, 1), [cid]);
  assertEquals(archive.active("ann", "", END, "newest", 1), [bob]);
  assertEquals(find("", "5"), [cid]);
  assertEquals(find("3", END), [bob]);
  archive.erase("ann bob", "5");
  assertEquals(find("", END)[0], { conversation: "ann bob", latest: "2" });
  archive.eraseBefore("ann bob", END);
  assertEquals(find("", END), [cid]);
});

Deno.test("whatever is recorded and erased, it has what a plain list would have", () => {
  const limits = { perConversation: 5, bytes: 4000 };
  const step = fc.record({
    kind: fc.constantFrom("record", "record", "record", "erase", "before"),
    where: fc.constantFrom("a", "b", "a b"),
    command: fc.constantFrom("PRIVMSG", "JOIN"),
    back: fc.nat(8),
    length: fc.nat(400),
  });
  fc.assert(fc.property(fc.array(step, { maxLength: 400 }), (steps) => {
    const archive = new MemoryArchive(limits);
    let plain: { where: string; event: HistoryEvent }[] = [];
    let last = 100;
    for (const { kind, where, command, back, length } of steps) {
      const id = String(last - back);
      if (kind === "record") {
        const text = "x".repeat(length);
        const event = eventOf(String(++last), { command, text });
        archive.record(where, event);
        plain.push({ where, event });
        const there = plain.filter((each) => each.where === where);
        const dropped = there.slice(0, Math.max(0, there.length - 5));
        plain = plain.filter((each) => !dropped.includes(each));
      } else if (kind === "erase") {
        archive.erase(where, id);
        plain = plain.filter((each) =>
          each.where !== where || each.event.id !== id
        );
      } else {
        archive.eraseBefore(where, id);
        plain = plain.filter((each) =>
          each.where !== where || each.event.id >= id
        );
      }
      for (const each of ["a", "b", "a b"]) {
        const all = plain.filter(({ where }) => where === each)
          .map(({ event }) => event);
        const got = archive.read(each, ALL);
        // Bytes are counted as it likes, so that some of the oldest may be gone.
        assertEquals(got, got.length === 0 ? [] : all.slice(-got.length));
        const said = archive.read(each, { ...ALL, onlyMessages: true });
        assertEquals(said, got.filter(isMessage));
      }
    }
  }));
});
