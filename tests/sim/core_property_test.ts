import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { Core } from "../../src/irc/core.ts";
import type { Sink } from "../../src/irc/state/session.ts";
import type { Effects } from "../../src/irc/effects.ts";
import { SETTINGS, START } from "../support/test_network.ts";
import { type Input, input, OPENING } from "./histories.ts";
import { checkLine, checkNetwork } from "./invariants.ts";

/** A core, its clock and what it wrote to whom, in order. */
class Simulation {
  readonly core: Core;
  readonly written: string[] = [];
  #at = START;
  /** What the core asked of the shell, and the shell has not done yet. */
  readonly #asked: (() => void)[] = [];
  #sessions = 0;

  constructor() {
    const effects: Effects = {
      checkPassword: (id, hash, password) =>
        this.#asked.push(() => {
          const right = hash === `hash of ${password}`;
          this.core.passwordChecked(id, right, this.#at);
          for (;;) {
            const line = this.core.nextHeld(id);
            if (line === undefined) return;
            this.core.receive(id, line, this.#at);
          }
        }),
      requestRehash: () =>
        this.#asked.push(() =>
          this.core.reconfigured(SETTINGS, "Rehashed", this.core.network.at)
        ),
      saveBans: () => {},
      requestStop: () => {},
    };
    this.core = new Core(SETTINGS, effects, [], START);
  }

  apply(input: Input): void {
    if (input.kind !== "receive") {
      for (const done of this.#asked.splice(0)) done();
    }
    this.#carryOut(input);
  }

  #carryOut(input: Input): void {
    switch (input.kind) {
      case "open":
        return this.core.open(
          ++this.#sessions,
          { address: input.address, sink: this.#sink(this.#sessions) },
          this.#at,
        );
      case "receive":
        return this.core.receive(this.#id(input.session), input.line, this.#at);
      case "close":
        return this.core.close(this.#id(input.session), "Gone", this.#at);
      case "tick":
        this.#at += input.milliseconds;
        return this.core.tick(this.#at);
    }
  }

  #id(session: number): number {
    return session % this.#sessions + 1;
  }

  #sink(id: number): Sink {
    let closed = false;
    return {
      write: ({ bytes }) => {
        assertEquals(closed, false, "nothing is written after the end");
        checkLine(bytes);
        this.written.push(`${id} ${bytes.join()}`);
      },
      close: () => {
        assertEquals(closed, false, "a session ends once");
        closed = true;
      },
    };
  }
}

const history = fc.array(input, { minLength: 30, maxLength: 150, size: "max" });

Deno.test("whatever clients do, the network holds together and every line is well formed", () => {
  fc.assert(
    fc.property(history, (inputs) => {
      const simulation = new Simulation();
      for (const input of [...OPENING, ...inputs]) {
        simulation.apply(input);
        checkNetwork(simulation.core.network);
      }
    }),
    { seed: 1459, numRuns: 1000 },
  );
});

Deno.test("two cores that are given the same inputs write the same bytes", () => {
  fc.assert(
    fc.property(history, (inputs) => {
      const [one, other] = [new Simulation(), new Simulation()];
      for (const input of [...OPENING, ...inputs]) {
        one.apply(input);
        other.apply(input);
      }
      assertEquals(one.written, other.written);
    }),
    { seed: 2812, numRuns: 100 },
  );
});
