import { assert, assertEquals } from "@std/assert";
import { FakeTime } from "@std/testing/time";
import { Clock } from "../../../src/server/clock.ts";

const START = Date.UTC(2026, 0, 1);
const HOUR_MS = 3_600_000;

function clockTest(
  name: string,
  test: (clock: Clock, time: FakeTime) => void,
): void {
  Deno.test(name, () => {
    using time = new FakeTime(START);
    test(new Clock(), time);
  });
}

/** A second passes. */
function second(clock: Clock, time: FakeTime): number {
  time.tick(1000);
  clock.adjust();
  return clock.now();
}

clockTest("it shows the time, in whole milliseconds", (clock, time) => {
  assertEquals(clock.now(), START);
  time.tick(1500);
  assertEquals(clock.now(), START + 1500);
});

clockTest(
  "far behind, after the machine slept, it steps forward",
  (clock, time) => {
    time.setClock(START + HOUR_MS);
    assertEquals(second(clock, time), START + HOUR_MS + 1000);
    assertEquals(second(clock, time), START + HOUR_MS + 2000);
  },
);

clockTest("a little behind, it comes nearer bit by bit", (clock, time) => {
  time.setClock(START + 250);
  const shown = [1, 2, 3, 4].map(() => second(clock, time) - START);
  assertEquals(shown, [1100, 2200, 3250, 4250]);
});

clockTest("ahead, it runs slower, and never backwards", (clock, time) => {
  time.setClock(START - HOUR_MS);
  let before = clock.now();
  for (let count = 0; count < 100; count++) {
    const now = second(clock, time);
    assert(now > before);
    before = now;
  }
  assertEquals(before, START + 100 * 900);
});
