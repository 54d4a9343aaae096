import { withCrowd } from "./client.ts";
import {
  CHANNEL,
  FanOutLoad,
  type FanOutShape,
  joinAll,
  learnLineLengths,
} from "./fan_out.ts";
import { type Figures, Latencies, measure, type Timing } from "./measure.ts";
import type { ServerProcess } from "./process.ts";
import { sleep } from "./wait.ts";

const PAGE = 100;
/** One asks, reads, and waits so long. */
const PAUSE_SECONDS = 0.005;

/**
 * Measures CHATHISTORY LATEST of a channel where others talk meanwhile: an operation is a page of
 * 100 messages, its latency the time from asking until the end of the batch.
 */
export function pages(
  server: ServerProcess,
  timing: Timing,
  shape: FanOutShape,
): Promise<Figures> {
  return withCrowd(server.door("plain"), async (crowd) => {
    const members = await joinAll(crowd, shape);
    const talk = new FanOutLoad(
      members,
      shape,
      await learnLineLengths(members),
    );
    const asker = await crowd.register("asker");
    asker.send("CAP REQ :draft/chathistory batch server-time message-tags");
    await asker.waitFor(/ CAP \S+ ACK [^\n]*\n/);
    asker.send(`JOIN ${CHANNEL}`);
    await asker.waitFor(/ 366 [^\n]*\n/);
    talk.start();
    const latencies = new Latencies();
    let done = 0;
    let stopping = false;
    const asking = (async () => {
      while (!stopping) {
        const begin = performance.now();
        asker.send(`CHATHISTORY LATEST ${CHANNEL} * ${PAGE}`);
        await asker.waitFor(/ BATCH -\S+\r?\n/);
        latencies.add(performance.now() - begin);
        done++;
        await sleep(PAUSE_SECONDS);
      }
    })();
    const figures = await measure(server, timing, {
      done: () => done,
      latencies,
    });
    stopping = true;
    await asking;
    return figures;
  });
}
