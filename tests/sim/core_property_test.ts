import { assertEquals } from "@std/assert";
import fc from "fast-check";
import type {
  Change,
  RecordName,
  Records,
} from "../../src/irc/state/records.ts";
import { history, OPENING, type Step } from "./histories.ts";
import { checkLine, checkNetwork } from "./invariants.ts";
import { Inputs, Simulation } from "./simulation.ts";
import { Told } from "./told.ts";
import { wholeHistory } from "./whole_histories.ts";

Deno.test("whatever clients do, the network holds together and every line is well formed", () => {
  fc.assert(
    fc.property(history, (steps) => {
      const inputs = new Inputs(() => simulation.core.network.archive);
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

Deno.test("what clients were told of their channels is what NAMES shows", () => {
  fc.assert(
    fc.property(wholeHistory, (steps) => {
      const inputs = new Inputs(() => simulation.core.network.archive);
      const told = new Told();
      const simulation = new Simulation(undefined, (bytes, id) => {
        const session = simulation.core.network.sessions.get(id);
        told.line(id, bytes, session?.has("multi-prefix") ?? false);
      });
      for (const step of steps) {
        for (const input of inputs.of(step)) {
          inputs.ask(simulation.apply(input));
          told.check(simulation.core.network);
          checkNetwork(simulation.core.network);
        }
      }
    }),
    { seed: 353, numRuns: 1000 },
  );
});

Deno.test("what is stored in the end is what the server knows, whatever could not be written meanwhile", () => {
  fc.assert(
    fc.property(wholeHistory, (steps) => {
      const inputs = new Inputs(() => simulation.core.network.archive);
      const simulation = new Simulation();
      const carryOut = (step: Step) => {
        for (const input of inputs.of(step)) {
          inputs.ask(simulation.apply(input));
        }
      };
      for (const step of steps) carryOut(step);
      const { records, requests } = simulation.core.network;
      for (let tries = 0; tries < 50; tries++) {
        carryOut({ kind: "tick", milliseconds: 31_000 });
        if (requests.size === 0 && records.unwritten.size === 0) break;
      }
      assertEquals(
        new Map(inputs.store.read().map((change) => [nameOf(change), change])),
        recordsOf(records),
      );
    }),
    { seed: 1, numRuns: 500 },
  );
});

function nameOf({ key, kind }: RecordName): string {
  return `${kind} ${key}`;
}

/** Gives all records that there are, by their kinds and keys. */
function recordsOf(records: Records): Map<string, Change> {
  const all = Object.entries<ReadonlyMap<string, unknown>>({
    account: records.accounts,
    channel: records.channels,
    purge: records.purges,
    ban: records.bans,
    mail: records.mails,
    push: records.pushes,
    "push-key": records.pushKeys,
    "unregistered-channel": records.unregistered,
    presence: records.presences,
    "vhost-request": records.vhostRequests,
    "vhost-offer": records.vhostOffers,
  });
  return new Map(all.flatMap(([kind, held]) =>
    [...held].map(([key, value]) => {
      const change = { kind, key, value } as Change;
      return [nameOf(change), change] as const;
    })
  ));
}

Deno.test("two cores that are given the same inputs write the same bytes", () => {
  fc.assert(
    fc.property(wholeHistory, (steps) => {
      const inputs = new Inputs(() => one.core.network.archive);
      const [one, other] = [new Simulation(), new Simulation()];
      for (const step of steps) {
        for (const input of inputs.of(step)) {
          const effects = one.apply(input);
          assertEquals(other.apply(input), effects);
          inputs.ask(effects);
        }
      }
      assertEquals(one.written, other.written);
    }),
    { seed: 2812, numRuns: 500 },
  );
});
