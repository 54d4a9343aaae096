import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { OPENING, unicodeHistory } from "../sim/histories.ts";
import { wholeHistory } from "../sim/whole_histories.ts";
import { onBothEngines } from "../support/both_engines.ts";

Deno.test("both engines say the same of every code point", async () => {
  const script = "tests/support/engine_answers.ts";
  const { bun, deno } = await onBothEngines(script, "");
  assertEquals(bun, deno);
  assertEquals(deno.some((line) => line.startsWith("isNickname ")), true);
});

const HISTORIES = 300;

Deno.test("the same histories write the same bytes on both engines, and end in the same state", async () => {
  const half = { seed: 1993, numRuns: HISTORIES / 2 };
  const histories = [
    ...fc.sample(unicodeHistory, half).map((steps) => [...OPENING, ...steps]),
    ...fc.sample(wholeHistory, half),
  ];
  const script = "tests/support/engine_histories.ts";
  const input = JSON.stringify(histories);
  const { bun, deno } = await onBothEngines(script, input);
  assertEquals(bun, deno);
  // A line each, and what stands behind the last line end.
  assertEquals(new Set(deno).size, HISTORIES + 1);
});
