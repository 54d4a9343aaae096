import { Buffer } from "node:buffer";
import { type Connection, nicknames, together, withCrowd } from "./client.ts";
import {
  type Figures,
  Latencies,
  type Load,
  measure,
  type Timing,
} from "./measure.ts";
import type { ServerProcess } from "./process.ts";
import { sleep } from "./wait.ts";

const CHANNEL = "#bench";
const OTHERS = 275;
/** So few ask that the load generator has time to see the answers when they come. */
const ASKING = 25;
const PAUSE_SECONDS = 0.05;
const FLOOD_BYTES = 4 * 1024 * 1024;

/** What one client says over and over again. */
export interface Flood {
  readonly lines: readonly string[];
  /** True if the others, but for those who ask, share a channel with it */
  readonly isSeen?: boolean;
}

const hundred = Array.from({ length: 100 }, (_none, n) => `#c${n}`).join();

/** What makes a server without budgets deaf. */
export const FLOODS = {
  who: { lines: ["WHO *"] },
  mask: { lines: ["WHO *z*q*z*q*x*"] },
  join: { lines: [`JOIN ${hundred}`, `PART ${hundred}`] },
  nick: { lines: ["NICK flooda", "NICK floodb"], isSeen: true },
} as const satisfies Record<string, Flood>;

/**
 * Measures how long PONG takes for others while one client floods the server and
 * reads whatever comes: an operation is a PONG.
 */
export function flood(
  server: ServerProcess,
  timing: Timing,
  { lines, isSeen = false }: Flood,
): Promise<Figures> {
  return withCrowd(server.port, async (crowd) => {
    const others = await crowd.registerAll(nicknames("o", OTHERS));
    const flooder = await crowd.register("flood");
    const audience = isSeen ? [flooder, ...others.slice(ASKING)] : [];
    for (const client of audience) {
      client.send(`JOIN ${CHANNEL}`);
      await client.waitFor(/ 366 [^\n]*\n/);
    }
    await sleep(0.5);
    const asking = new AskingLoad(others.slice(0, ASKING));
    for (const client of others.slice(ASKING)) client.discard();
    flooder.discard();
    const part = `${lines.join("\r\n")}\r\n`;
    const bytes = Buffer.from(
      part.repeat(Math.ceil(FLOOD_BYTES / part.length)),
    );
    flooder.repeat(bytes);
    return await Promise.race([measure(server, timing, asking), asking.run()]);
  });
}

/** Clients that send PING, wait for PONG, and then wait a little. */
class AskingLoad implements Load {
  readonly latencies = new Latencies();
  #answers = 0;

  constructor(readonly clients: readonly Connection[]) {}

  done(): number {
    return this.#answers;
  }

  /** Never ends by itself. */
  async run(): Promise<never> {
    let started = 0;
    await together(this.clients.length, async () => {
      const client = this.clients[started++];
      await sleep(PAUSE_SECONDS * Math.random());
      while (true) {
        const asked = performance.now();
        client.send("PING x");
        await client.waitFor(/ PONG [^\n]*\n/);
        this.latencies.add(performance.now() - asked);
        this.#answers++;
        await sleep(PAUSE_SECONDS);
      }
    });
    throw new Error("unreachable");
  }
}
