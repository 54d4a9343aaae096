import { assert, assertEquals } from "@std/assert";
import { busyAfter, secondsOver } from "../../../../src/irc/names/rate.ts";

Deno.test("so many times may be at once, then one after the other", () => {
  const rate = { times: 2, milliseconds: 10_000 };
  let busyUntil = 0;
  const waits = [0, 0, 0, 1000, 5000, 5000, 30_000].map((at) => {
    const busy = busyAfter(rate, busyUntil, at);
    const wait = secondsOver(rate, busy, at);
    if (wait === 0) busyUntil = busy;
    return wait;
  });
  assertEquals(waits, [0, 0, 5, 4, 0, 5, 0]);
});

Deno.test("it may be done as often as the rate says, whatever that divides into", () => {
  for (let times = 1; times <= 200; times++) {
    const rate = { times, milliseconds: 60_000 };
    const at = Date.UTC(2026, 0, 1);
    let busyUntil = 0;
    for (let count = 0; count < times; count++) {
      busyUntil = busyAfter(rate, busyUntil, at);
      assertEquals(secondsOver(rate, busyUntil, at), 0);
    }
    assert(secondsOver(rate, busyAfter(rate, busyUntil, at), at) > 0);
  }
});
