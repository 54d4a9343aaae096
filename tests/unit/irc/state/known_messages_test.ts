import { assert, assertEquals } from "@std/assert";
import {
  type KnownMessage,
  KnownMessages,
} from "../../../../src/irc/state/known_messages.ts";

function said(sender = 1): KnownMessage {
  return { sender, account: null, target: null, leastRank: 0 };
}

let lastId = 0;

/** Remembers a message. @returns its msgid */
function add(known: KnownMessages, message: KnownMessage, limit: number) {
  const id = `id${++lastId}`;
  known.add(id, message, limit);
  return id;
}

Deno.test("what was said is found under its msgid, until it is taken back", () => {
  const known = new KnownMessages();
  const [first, second] = [said(1), said(2)];
  const ids = [add(known, first, 10), add(known, second, 10)];
  assertEquals(known.find(ids[0]), first);
  known.forget(ids[0]);
  known.forget("unknown");
  assertEquals(known.find(ids[0]), undefined);
  assertEquals(known.find(ids[1]), second);
  assertEquals(known.size, 1);
});

/** Says so many things, and tells which of all so far are known. */
function filled(limits: readonly number[]): string {
  const known = new KnownMessages();
  const ids = limits.map((limit) => add(known, said(), limit));
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
  const known = new KnownMessages();
  const ids = [0, 1, 2].map(() => add(known, said(), 3));
  known.forget(ids[1]);
  const fourth = add(known, said(), 3);
  const fifth = add(known, said(), 3);
  assertEquals(known.find(ids[0]), undefined);
  for (const id of [ids[2], fourth, fifth]) assert(known.find(id));
  assertEquals(known.size, 3);
});
