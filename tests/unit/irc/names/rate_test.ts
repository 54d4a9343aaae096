import { assertEquals } from "@std/assert";
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
