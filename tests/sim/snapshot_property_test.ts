import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { Core } from "../../src/irc/core.ts";
import { digestOf, type Snapshot } from "../../src/irc/snapshot.ts";
import { checkNetwork } from "./invariants.ts";
import { copiedArchive } from "../support/copied_archive.ts";
import { Inputs, Simulation } from "./simulation.ts";
import { wholeHistory } from "./whole_histories.ts";

/** A core that goes on from a snapshot, as it comes back from a file. */
function restored({ core }: Simulation): Simulation {
  const written = JSON.stringify(core.snapshot());
  const snapshot: Snapshot = JSON.parse(written);
  const archive = copiedArchive(core.network.archive);
  const twin = new Simulation(Core.restore(snapshot, archive));
  for (const id of twin.core.network.sessions.keys()) twin.attach(id);
  assertEquals(JSON.stringify(twin.core.snapshot()), written);
  return twin;
}

/** At which of a hundred parts of the history the twin is made. */
const moment = fc.nat({ max: 99 });

Deno.test("a core restored from a snapshot writes the same bytes as one that never stopped", () => {
  fc.assert(
    fc.property(wholeHistory, moment, (steps, percent) => {
      const inputs = new Inputs(() => one.core.network.archive);
      const one = new Simulation();
      const half = Math.floor(steps.length * percent / 100);
      for (const step of steps.slice(0, half)) {
        for (const input of inputs.of(step)) inputs.ask(one.apply(input));
      }
      const twin = restored(one);
      checkNetwork(twin.core.network);
      one.written.length = 0;
      for (const step of steps.slice(half)) {
        for (const input of inputs.of(step)) {
          const effects = one.apply(input);
          assertEquals(twin.apply(input), effects);
          inputs.ask(effects);
        }
      }
      assertEquals(twin.written, one.written);
      const digests = [one, twin].map(({ core }) => digestOf(core.snapshot()));
      assertEquals(digests[1], digests[0]);
    }),
    { seed: 7000, numRuns: 1000 },
  );
});
