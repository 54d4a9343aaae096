import { withCrowd } from "../client.ts";
import {
  type Figures,
  Latencies,
  type Load,
  measure,
  type Timing,
} from "../measure.ts";
import { type Client, End, learnLineLength, registerPairs } from "../pairs.ts";
import type { ServerProcess } from "../process.ts";
import { sleep, within } from "../wait.ts";
import type { FloodName } from "./floods.ts";
import { goFirst } from "./priority.ts";
import { Others } from "../others.ts";
import type { HostileTask } from "./clients.ts";

const PAIRS = 12;
/**
 * How long each of them waits between two messages: none may be slowed down by a server's own
 * limits, and the strictest lets a burst of ten pass and then one a second.
 */
const INTERVAL_MS = 600;
/** How many messages one may have sent that its peer lacks. */
const MOST_ON_THEIR_WAY = 1024;
/** After that, what has not arrived is lost. */
const LATEST_SECONDS = 20;

/**
 * Measures how long messages take within pairs that chat slowly, while others flood the server: an
 * operation is a message. They send on time, however late the last one arrives; one that is late
 * is waited for. Besides what `measure` returns, there is `p100`, how late the load itself was at
 * p99 (`late`, in ms), and what the others did.
 */
export function hostile(
  server: ServerProcess,
  timing: Timing,
  flood: FloodName,
  flooders: number,
): Promise<Figures> {
  return withCrowd(server.door("plain"), async (crowd) => {
    goFirst();
    const clients = await registerPairs(crowd, PAIRS);
    const lineLength = await learnLineLength(clients);
    const task: HostileTask = {
      door: server.door("plain"),
      tlsDoor: server.door("tls"),
      flood,
      flooders,
    };
    const others = await Others.start(
      new URL("clients.ts", import.meta.url),
      task,
    );
    try {
      const chat = new Chat(clients, lineLength);
      const talking = chat.run();
      others.begin();
      const figures = await measure(server, timing, chat);
      chat.stop();
      await within(LATEST_SECONDS, "messages were lost", talking);
      return { ...figures, ...chat.figures(), ...await others.end() };
    } finally {
      others.kill();
    }
  });
}

/** Pairs that send a message each now and then, one after the other. */
class Chat implements Load {
  readonly latencies = new Latencies();
  readonly #late = new Latencies();
  #ends: End[] = [];
  #arrived = 0;
  #isOver = false;

  constructor(clients: Client[], lineLength: number) {
    const received = (_end: End, peer: End, count: number) => {
      const now = performance.now();
      this.#arrived += count;
      for (let nth = 0; nth < count; nth++) {
        this.latencies.add(now - peer.oldestSent());
      }
    };
    for (let index = 0; index < clients.length; index += 2) {
      const [here, there] = [clients[index], clients[index + 1]];
      const ends = [
        new End(here, there.nick, MOST_ON_THEIR_WAY),
        new End(there, here.nick, MOST_ON_THEIR_WAY),
      ];
      ends[0].receive(ends[1], lineLength, received);
      ends[1].receive(ends[0], lineLength, received);
      this.#ends.push(...ends);
    }
  }

  done(): number {
    return this.#arrived;
  }

  /** Sends until it is stopped, and ends when all has arrived. */
  async run(): Promise<void> {
    const start = performance.now();
    for (let nth = 0; !this.#isOver; nth++) {
      const due = start + nth * INTERVAL_MS / this.#ends.length;
      await sleep(Math.max(0, due - performance.now()) / 1000);
      const now = performance.now();
      this.#late.add(now - due);
      this.#ends[nth % this.#ends.length].send(1, now);
    }
    while (!this.#ends.every((end) => end.isExact)) await sleep(0.01);
  }

  stop(): void {
    this.#isOver = true;
  }

  /** The percentiles of all messages since the measuring began, the last to arrive among them. */
  figures(): Figures {
    const [p50, p99, p100] = this.latencies.percentiles(0.5, 0.99, 1);
    const [late] = this.#late.percentiles(0.99);
    return { p50, p99, p100, late };
  }
}
