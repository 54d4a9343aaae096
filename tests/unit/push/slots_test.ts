import { assertEquals } from "@std/assert";
import { Slots } from "../../../src/push/slots.ts";

/** Asks for turns, one after the other, and keeps what ends those that have begun. */
async function ask(
  turns: Slots,
  origins: readonly string[],
  device = (index: number) => `device ${index}`,
) {
  const begun: { index: number; origin: string; end: () => void }[] = [];
  for (const [index, origin] of origins.entries()) {
    turns.next(origin, device(index))
      .then((end) => begun.push({ index, origin, end }));
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

Deno.test("one device has one turn at a time, and keeps no other waiting", async () => {
  const turns = new Slots();
  const devices = ["a", "a", "b", "a"];
  const begun = await ask(turns, Array(4).fill("o"), (index) => devices[index]);
  const order = () => begun.map(({ index }) => index);
  assertEquals(order(), [0, 2]);
  begun[0].end();
  await settled();
  assertEquals(order(), [0, 2, 1]);
  begun[2].end();
  await settled();
  assertEquals(order(), [0, 2, 1, 3]);
});
