import { assertEquals } from "@std/assert";
import { TURN_BUCKETS_MS, TurnLengths } from "../../../src/net/traffic.ts";

Deno.test("a turn is in the first bucket that it fits in", () => {
  const lengths = new TurnLengths();
  for (const length of [0, 0.1, 0.11, 1, 999, 1000, 1001, Infinity]) {
    lengths.add(length);
  }
  const found = [...TURN_BUCKETS_MS, "more"].map((bound, index) => [
    bound,
    lengths.counts[index],
  ]).filter(([, count]) => count !== 0);
  assertEquals(found, [[0.1, 2], [0.25, 1], [1, 1], [1000, 2], ["more", 2]]);
});
