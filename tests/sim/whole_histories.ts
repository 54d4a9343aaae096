import fc from "fast-check";
import { GATHERED, gathering } from "./gatherings.ts";
import { history, OPENING, type Step, unicodeHistory } from "./histories.ts";

/** Histories of all kinds, each from its beginning. */
export const wholeHistory: fc.Arbitrary<readonly Step[]> = fc.oneof(
  history.map((steps) => [...OPENING, ...steps]),
  {
    weight: 3,
    arbitrary: gathering.map((steps) => [...GATHERED, ...steps]),
  },
  unicodeHistory.map((steps) => [...OPENING, ...steps]),
);
