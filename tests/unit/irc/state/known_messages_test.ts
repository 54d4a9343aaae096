import { assert, assertEquals } from "@std/assert";
import {
  type KnownMessage,
  KnownMessages,
} from "../../../../src/irc/state/known_messages.ts";
import { User } from "../../../../src/irc/state/user.ts";

const START = Date.UTC(2026, 0, 1);

function said(by = "ann"): KnownMessage {
  const sender = new User(by, "~u", "192.0.2.1", "Real", false, "", START);
  return { sender, account: null, target: null, leastRank: 0 };
}

Deno.test("msgids are unlike each other, and in order of what was said", () => {
  const known = new KnownMessages(START);
  const ids: string[] = [];
  for (const at of [0, 0, 0, 1, 35, 36, 36 ** 3, 36 ** 6]) {
    for (let count = 0; count < 50; count++) {
      ids.push(known.add(said(), START + at, 1000));
    }
  }
  assertEquals(new Set(ids).size, ids.length);
  assertEquals(ids.toSorted(), ids);
});

Deno.test("msgids stand on the wire as they are", () => {
  const id = new KnownMessages(START).add(said(), START, 10);
  assert(/^[0-9a-z]+-[0-9a-z]+$/.test(id), id);
});

Deno.test("msgids are unlike those before a restart in the same millisecond", () => {
  const end = START + 5000;
  const before = new KnownMessages(START).add(said(), end, 10);
  const after = new KnownMessages(end).add(said(), end, 10);
  assert(before !== after, before);
});

Deno.test("what was said is found under its msgid, until it is taken back", () => {
  const known = new KnownMessages(START);
  const [first, second] = [said("ann"), said("bob")];
  const ids = [known.add(first, START, 10), known.add(second, START, 10)];
  assertEquals(known.find(ids[0]), first);
  known.forget(ids[0]);
  known.forget("unknown");
  assertEquals(known.find(ids[0]), undefined);
  assertEquals(known.find(ids[1]), second);
  assertEquals(known.size, 1);
});

/** Says so many things, and tells which of all so far are known. */
function filled(limits: readonly number[]): string {
  const known = new KnownMessages(START);
  const ids = limits.map((limit) => known.add(said(), START, limit));
  const numbers = [...ids.keys()].filter((index) =>
    known.find(ids[index]) !== undefined
  );
  assertEquals(known.size, numbers.length);
  return numbers.join(" ");
}

Deno.test("the oldest is forgotten where there would be too many", () => {
  assertEquals(filled([3, 3, 3]), "0 1 2");
  assertEquals(filled([3, 3, 3, 3]), "1 2 3");
  assertEquals(filled([3, 3, 3, 3, 3, 3, 3, 3]), "5 6 7");
  assertEquals(filled([1, 1, 1]), "2");
});

Deno.test("a lower limit forgets the oldest at once, wherever the ring stands", () => {
  assertEquals(filled([4, 4, 4, 4, 2]), "3 4");
  assertEquals(filled([4, 4, 4, 4, 4, 4, 2]), "5 6");
  assertEquals(filled([4, 4, 4, 4, 4, 2, 2]), "5 6");
});

Deno.test("a higher limit keeps what is known, and more", () => {
  assertEquals(filled([2, 2, 2, 4]), "1 2 3");
  assertEquals(filled([2, 2, 2, 4, 4, 4]), "2 3 4 5");
  assertEquals(filled([3, 3, 3, 3, 3, 4, 4, 4]), "4 5 6 7");
});

Deno.test("what was taken back makes no room, and comes off the ring in its turn", () => {
  const known = new KnownMessages(START);
  const ids = [0, 1, 2].map(() => known.add(said(), START, 3));
  known.forget(ids[1]);
  const fourth = known.add(said(), START, 3);
  const fifth = known.add(said(), START, 3);
  assertEquals(known.find(ids[0]), undefined);
  for (const id of [ids[2], fourth, fifth]) assert(known.find(id));
  assertEquals(known.size, 3);
});
