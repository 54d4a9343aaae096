import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { Core } from "../../src/irc/core.ts";
import { digestOf } from "../../src/irc/snapshot.ts";
import type { Step } from "./histories.ts";
import { checkLine, checkNetwork } from "./invariants.ts";
import { copiedArchive } from "../support/copied_archive.ts";
import { Inputs, Simulation } from "./simulation.ts";
import { wholeHistory } from "./whole_histories.ts";

const DEVICE: Step = { kind: "open", address: "192.0.2.77" };

/** Gives the latest connection that has no user to one who has others. */
function attachLatest({ core: { network } }: Simulation): void {
  const session = [...network.sessions.values()].findLast((session) =>
    session.user === null && session.waitingFor === null
  );
  const users = [...network.users.values()]
    .filter(({ sessions }) => sessions.length > 0);
  if (session === undefined || users.length === 0) return;
  network.attach(session, users[network.sessions.size % users.length]);
}

function restored({ core }: Simulation): Simulation {
  const twin = new Simulation(
    Core.restore(
      JSON.parse(JSON.stringify(core.snapshot())),
      copiedArchive(core.network.archive),
    ),
  );
  for (const id of twin.core.network.sessions.keys()) twin.attach(id);
  return twin;
}

/** Before which steps of a history a user gets another connection. */
const moments = fc.uniqueArray(fc.nat({ max: 150 }), { minLength: 5 });

Deno.test("users with several sessions hold together, and a restored core goes on with the same bytes", () => {
  fc.assert(
    fc.property(wholeHistory, moments, (steps, moments) => {
      const inputs = new Inputs(() => one.core.network.archive);
      const one = new Simulation(undefined, checkLine);
      let twin: Simulation | null = null;
      const apply = (step: Step) => {
        for (const input of inputs.of(step)) {
          const effects = one.apply(input);
          if (twin !== null) assertEquals(twin.apply(input), effects);
          inputs.ask(effects);
          checkNetwork(one.core.network);
        }
      };
      for (const [index, step] of steps.entries()) {
        apply(step);
        if (index === steps.length >> 1) {
          twin = restored(one);
          one.written.length = 0;
        }
        if (!moments.includes(index)) continue;
        apply(DEVICE);
        attachLatest(one);
        if (twin !== null) attachLatest(twin);
      }
      assertEquals(twin?.written, one.written);
      const digests = [one, twin ?? one].map(({ core }) =>
        digestOf(core.snapshot())
      );
      assertEquals(digests[1], digests[0]);
    }),
    { seed: 2222, numRuns: 200 },
  );
});
