import process from "node:process";
import type { ServerProcess } from "./process.ts";
import { sleep } from "./wait.ts";

const LONGEST_EXTENSION_MS = 20_000;

/** How long each run warms up and is measured, in seconds. */
export interface Timing {
  warmup: number;
  seconds: number;
}

/** What a run found: the key of a metric, within its scenario, to its figure. */
export type Figures = Record<string, number>;

/** Work in progress, of which `measure` takes a part. */
export interface Load {
  /** How many operations are done so far; it only ever grows. */
  done(): number;
  /** How many operations it takes at least for the CPU time, known in steps of 10 ms, to count. */
  atLeast?: number;
  /** The latencies of the operations, if they are of interest. */
  latencies?: Latencies;
}

/** Collects latencies, given and returned in milliseconds. */
export class Latencies {
  #values = new Float64Array(1 << 16);
  #count = 0;

  /** Notes one more latency in milliseconds. */
  add(milliseconds: number): void {
    if (this.#count === this.#values.length) {
      const larger = new Float64Array(this.#count * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#count++] = milliseconds;
  }

  /** Forgets all. */
  clear(): void {
    this.#count = 0;
  }

  /** The latencies in milliseconds below which these shares (0 to 1) of them are. */
  percentiles(...shares: number[]): number[] {
    const sorted = this.#values.slice(0, this.#count).sort();
    return shares.map((share) =>
      sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)]
    );
  }
}

/**
 * Lets the load warm up, then measures it. Returns `rate` (operations a second), `cpu` (CPU time of
 * the server in microseconds an operation), `mainThread` (that of its main thread), `generator` (percent of one core this process used)
 * and, if the load has latencies, `p50`, `p99` and `p100` in milliseconds.
 */
export async function measure(
  server: ServerProcess,
  timing: Timing,
  load: Load,
): Promise<Figures> {
  await sleep(timing.warmup);
  load.latencies?.clear();
  const before = reading(server, load);
  await sleep(timing.seconds);
  const end = performance.now() + LONGEST_EXTENSION_MS;
  const enough = before.done + (load.atLeast ?? 0);
  while (load.done() < enough && performance.now() < end) await sleep(0.1);
  const after = reading(server, load);

  const operations = after.done - before.done;
  const seconds = (after.time - before.time) / 1000;
  if (operations === 0) throw new Error("nothing was done in the time");
  const figures: Figures = {
    rate: operations / seconds,
    cpu: (after.server - before.server) / operations,
    mainThread: (after.mainThread - before.mainThread) / operations,
    generator: (after.generator - before.generator) / seconds / 1e6 * 100,
  };
  if (load.latencies !== undefined) {
    const { latencies } = load;
    [figures.p50, figures.p99] = latencies.percentiles(0.5, 0.99);
    [figures.p100] = latencies.percentiles(1);
  }
  return figures;
}

function reading(server: ServerProcess, load: Load) {
  const { user, system } = process.cpuUsage();
  return {
    time: performance.now(),
    done: load.done(),
    server: server.cpuMicros(),
    mainThread: server.mainThreadMicros(),
    generator: user + system,
  };
}
