import { nicknames, together, withCrowd } from "./client.ts";
import { type Way } from "./connection.ts";
import { type Figures, measure, type Timing } from "./measure.ts";
import type { ServerProcess } from "./process.ts";
import { sleep } from "./wait.ts";

// What a process needs besides its clients: listeners, logs, libraries and the like.
const OTHER_FILES = 100;
// CPU time is known in steps of 10 ms: over 1,000 registrations that is 10 µs each.
const COUNTABLE = 1000;
const WARMUP_CONNECTIONS = 200;
const WARMUP_ROUNDS = 10;
const SETTLE_SECONDS = 2;

/**
 * Measures clients that connect, register, wait for the end of the MOTD, quit and wait for the
 * server to close, `concurrency` of them at any time: an operation is one client. A slow server
 * gets more time than the others, as its CPU time would otherwise be too little to be known.
 */
export function registrations(
  server: ServerProcess,
  timing: Timing,
  concurrency: number,
): Promise<Figures> {
  return withCrowd(server.door("plain"), async (crowd) => {
    let started = 0;
    return await repeat(server, timing, concurrency, COUNTABLE, async () => {
      const connection = await crowd.register(`r${started++}`);
      await connection.quit();
    });
  });
}

/**
 * Measures what clients do again and again, `concurrency` of them at any time.
 *
 * @param atLeast how often it must have been done
 */
export async function repeat(
  server: ServerProcess,
  timing: Timing,
  concurrency: number,
  atLeast: number,
  once: () => Promise<void>,
): Promise<Figures> {
  let done = 0;
  let stopping = false;
  const workers = together(concurrency, async () => {
    while (!stopping) {
      await once();
      done++;
    }
  });
  const measured = measure(server, timing, { done: () => done, atLeast });
  await Promise.race([measured, workers]);
  stopping = true;
  await workers;
  return await measured;
}

/**
 * Measures TLS handshakes, `concurrency` of them at any time: an operation is a client that
 * connects, has its handshake done, and goes.
 */
export function handshakes(
  server: ServerProcess,
  timing: Timing,
  concurrency: number,
): Promise<Figures> {
  return withCrowd(
    server.door("tls"),
    (crowd) =>
      repeat(server, timing, concurrency, COUNTABLE, async () => {
        const connection = await crowd.connect();
        connection.terminate();
      }),
  );
}

/**
 * Measures the resident memory of the server with `count` registered clients that do nothing.
 * Returns `before` and `after` in MB and `each` in KB a connection.
 */
export function idleConnections(
  server: ServerProcess,
  count: number,
  way: Way = "plain",
): Promise<Figures> {
  return withCrowd(server.door(way), async (crowd) => {
    if (server.openFileLimit() < filesFor(count)) {
      throw new Error(`its limit of open files is ${server.openFileLimit()}`);
    }
    // What the first clients of all make the server load and compile is not the memory of a connection.
    for (let round = 0; round < WARMUP_ROUNDS; round++) {
      const prefix = `w${round}x`;
      const first = await crowd.registerAll(
        nicknames(prefix, WARMUP_CONNECTIONS),
      );
      for (const client of first) client.terminate();
    }
    await sleep(SETTLE_SECONDS);
    const before = server.residentKb();
    await crowd.registerAll(nicknames("i", count));
    await sleep(SETTLE_SECONDS);
    const after = server.residentKb();
    return {
      before: before / 1024,
      after: after / 1024,
      each: (after - before) / count,
    };
  });
}

/** How many files a process needs to be allowed to open for `count` connections. */
export function filesFor(count: number): number {
  return count + OTHER_FILES;
}
