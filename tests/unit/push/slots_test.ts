import { assertEquals } from "@std/assert";
import { Slots } from "../../../src/push/slots.ts";

/** Asks for turns, one after the other, and keeps what ends those that have begun. */
async function ask(turns: Slots, origins: readonly string[]) {
  const begun: { origin: string; end: () => void }[] = [];
  for (const origin of origins) {
    turns.next(origin).then((end) => begun.push({ origin, end }));
  }
  await settled();
  return begun;
}

async function settled(): Promise<void> {
  for (let count = 0; count < 10; count++) await Promise.resolve();
}

Deno.test("one push service has so many turns, and keeps no other waiting", async () => {
  const turns = new Slots();
  const begun = await ask(turns, [...Array(20).fill("slow"), "quick"]);
  assertEquals(begun.filter(({ origin }) => origin === "slow").length, 16);
  assertEquals(begun.filter(({ origin }) => origin === "quick").length, 1);
  begun[0].end();
  await settled();
  assertEquals(begun.filter(({ origin }) => origin === "slow").length, 17);
});

Deno.test("all together have so many turns; a turn that ends goes to who waits longest and may", async () => {
  const turns = new Slots();
  const origins = Array.from({ length: 70 }, (_, index) => `o${index}`);
  const begun = await ask(turns, origins);
  assertEquals(begun.length, 64);
  begun[3].end();
  await settled();
  assertEquals(begun.map(({ origin }) => origin).slice(64), ["o64"]);
  for (const { end } of begun.slice(4)) end();
  await settled();
  assertEquals(begun.length, 70);
});
