import { withCrowd } from "./client.ts";
import { type Figures, Latencies } from "./measure.ts";
import { Others } from "./others.ts";
import { type Client, End, learnLineLength, registerPairs } from "./pairs.ts";
import type { ServerProcess } from "./process.ts";
import type { ReturningTask } from "./returning_clients.ts";
import { sleep, within } from "./wait.ts";

const FILE = new URL("returning_clients.ts", import.meta.url);
const LONGEST_SECONDS = 120;
/** How long a bystander waits between two messages. */
const PAUSE_SECONDS = 0.02;

/**
 * Measures how long it takes until clients that come back all at once have read what was said on
 * their channels, and how long the messages of two others take meanwhile. Takes all but where.
 */
export function returning(
  server: ServerProcess,
  task: Omit<ReturningTask, "door">,
): Promise<Figures> {
  const door = server.door("plain");
  return withCrowd(door, async (crowd) => {
    const [one, other] = await registerPairs(crowd, 1);
    const lineLength = await learnLineLength([one, other]);
    const others = await Others.start(FILE, { door, ...task });
    try {
      const bystander = new Bystander(one, other, lineLength);
      others.begin();
      const talking = bystander.talk();
      const report = await others.report(LONGEST_SECONDS);
      bystander.isOver = true;
      await within(LONGEST_SECONDS, "a message was lost", talking);
      const [p50, p99] = bystander.latencies.percentiles(0.5, 0.99);
      return { ...report, p50, p99 };
    } finally {
      others.kill();
    }
  });
}

/** One who says something now and then, once the other has heard what was before. */
class Bystander {
  readonly latencies = new Latencies();
  isOver = false;
  #heard = () => {};
  readonly #here: End;

  constructor(here: Client, there: Client, lineLength: number) {
    this.#here = new End(here, there.nick, 1);
    const end = new End(there, here.nick, 1);
    const received = (_end: End, peer: End) => {
      this.latencies.add(performance.now() - peer.oldestSent());
      this.#heard();
    };
    this.#here.receive(end, lineLength, () => {});
    end.receive(this.#here, lineLength, received);
  }

  async talk(): Promise<void> {
    while (!this.isOver) {
      const heard = new Promise<void>((resolve) => this.#heard = resolve);
      this.#here.send(1, performance.now());
      await heard;
      await sleep(PAUSE_SECONDS);
    }
  }
}
