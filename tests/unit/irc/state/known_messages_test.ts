import { assert, assertEquals } from "@std/assert";
import { KnownMessages } from "../../../../src/irc/state/known_messages.ts";
import { MessageIds } from "../../../../src/irc/state/message_ids.ts";

const START = Date.UTC(2026, 0, 1);

function create(): KnownMessages {
  return new KnownMessages(new MessageIds(START));
}

/** Remembers a message, one a millisecond. @returns its msgid */
function add(known: KnownMessages, limit: number, sender = 1): string {
  const id = known.messageIds.next(known.messageIds.lastAt + 1);
  known.add({ sender, account: null, target: null, leastRank: 0 }, limit);
  return id;
}

Deno.test("what was said is found under its msgid, until it is taken back", () => {
  const known = create();
  const ids = [add(known, 10, 1), add(known, 10, 2)];
  assertEquals(known.find(ids[0])?.sender, 1);
  known.forget(ids[0]);
  known.forget("unknown");
  assertEquals(known.find(ids[0]), undefined);
  assertEquals(known.find(ids[1])?.sender, 2);
});

Deno.test("what nobody said is not found, wherever its msgid would stand", () => {
  const known = create();
  assertEquals(known.find("1"), undefined);
  const ids = [1, 2, 3, 4, 5].map(() => add(known, 3));
  const other = ids[3].replace(/-.*/, "-aaaa");
  for (const id of ["", "0", `${ids[3]}x`, "x", other, ids[0], ids[1]]) {
    assertEquals(known.find(id), undefined, id);
  }
});

/** Says so many things, and tells which of all so far are known. */
function filled(limits: readonly number[]): string {
  const known = create();
  const ids = limits.map((limit) => add(known, limit));
  const numbers = [...ids.keys()].filter((index) =>
    known.find(ids[index]) !== undefined
  );
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
  const known = create();
  const ids = [0, 1, 2].map(() => add(known, 3));
  known.forget(ids[1]);
  const fourth = add(known, 3);
  const fifth = add(known, 3);
  assertEquals(known.find(ids[0]), undefined);
  for (const id of [ids[2], fourth, fifth]) assert(known.find(id));
  assertEquals(known.entries.length, 3);
});
