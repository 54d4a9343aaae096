import { assertEquals } from "@std/assert";
import { parseDuration } from "../../../../src/irc/names/duration.ts";

Deno.test("a duration is minutes, or numbers with units", () => {
  const durations = {
    "0": 0,
    "90": 5_400_000,
    "1s": 1000,
    "1w2d3h4m5s": 788_645_000,
    "1H30M": 5_400_000,
  };
  for (const [text, milliseconds] of Object.entries(durations)) {
    assertEquals(parseDuration(text), milliseconds);
  }
});

Deno.test("other texts are no durations", () => {
  const bad = ["", "-1", "1.5", "h", "1h30", "1y", "*@*", "1 h", "1234567s"];
  assertEquals(bad.filter((text) => parseDuration(text) !== null), []);
});

Deno.test("what is longer than a hundred years is no duration", () => {
  assertEquals(parseDuration("36500d"), 36_500 * 86_400_000);
  assertEquals(parseDuration("36501d"), null);
  assertEquals(parseDuration("999999w".repeat(16)), null);
  assertEquals(parseDuration("999999999"), null);
});
