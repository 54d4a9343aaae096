import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { history, OPENING } from "./histories.ts";
import { checkLine, checkNetwork } from "./invariants.ts";
import { Inputs, Simulation } from "./simulation.ts";

Deno.test("whatever clients do, the network holds together and every line is well formed", () => {
  fc.assert(
    fc.property(history, (steps) => {
      const inputs = new Inputs();
      const simulation = new Simulation(undefined, checkLine);
      for (const step of [...OPENING, ...steps]) {
        for (const input of inputs.of(step)) {
          inputs.ask(simulation.apply(input));
          checkNetwork(simulation.core.network);
        }
      }
    }),
    { seed: 1459, numRuns: 1000 },
  );
});

Deno.test("two cores that are given the same inputs write the same bytes", () => {
  fc.assert(
    fc.property(history, (steps) => {
      const inputs = new Inputs();
      const [one, other] = [new Simulation(), new Simulation()];
      for (const step of [...OPENING, ...steps]) {
        for (const input of inputs.of(step)) {
          const effects = one.apply(input);
          assertEquals(other.apply(input), effects);
          inputs.ask(effects);
        }
      }
      assertEquals(one.written, other.written);
    }),
    { seed: 2812, numRuns: 100 },
  );
});
