import { assert, assertEquals } from "@std/assert";
import { MessageIds } from "../../../../src/irc/state/message_ids.ts";

const START = Date.UTC(2026, 0, 1);

Deno.test("msgids are unlike each other, and in order of what happened", () => {
  const messageIds = new MessageIds(START);
  const ids: string[] = [];
  for (const at of [0, 0, 0, 1, 35, 36, 36 ** 3, 36 ** 6]) {
    for (let count = 0; count < 50; count++) {
      ids.push(messageIds.next(START + at));
    }
  }
  assertEquals(new Set(ids).size, ids.length);
  assertEquals(ids.toSorted(), ids);
});

Deno.test("msgids stand on the wire as they are", () => {
  const id = new MessageIds(START).next(START);
  assert(/^[0-9a-z]+-[0-9a-z]+$/.test(id), id);
});

Deno.test("msgids are unlike those before a restart in the same millisecond", () => {
  const end = START + 5000;
  const before = new MessageIds(START).next(end);
  const after = new MessageIds(end).next(end);
  assert(before !== after, before);
});

Deno.test("msgids are in order where one millisecond has more than there are numbers", () => {
  const messageIds = new MessageIds(START);
  let before = "";
  for (let count = 0; count < 36 ** 3 + 2; count++) {
    const id = messageIds.next(START);
    assert(before < id, `${before} ${id}`);
    before = id;
  }
  assert(before < messageIds.next(START + 2));
});

Deno.test("msgids are behind those of a run whose clock was ahead", () => {
  const before = new MessageIds(0).next(5000);
  const ids = new MessageIds(1);
  ids.goBehind(before);
  const made = [1000, 1000, 6000].map((at) => ids.next(at));
  assertEquals([before, ...made].toSorted(), [before, ...made]);
  const others = new MessageIds(1);
  others.goBehind("");
  others.goBehind(before);
  assertEquals(others.next(6000), made[2]);
});
