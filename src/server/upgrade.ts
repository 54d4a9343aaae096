import type { Config } from "../config/config.ts";
import type { Bound } from "../net/place.ts";
import type { Runtime, Successor } from "../runtime/runtime.ts";
import type { RecordStore } from "../store/record_store.ts";
import type { Clock } from "./clock.ts";
import type { Sessions } from "./sessions.ts";

/** Why clients are let go once another process has taken over. */
const REASON = "Server upgraded";

/** What an upgrade needs of the server. */
export interface UpgradeMeans {
  readonly runtime: Runtime;
  readonly clock: Clock;
  readonly sessions: Sessions;
  readonly store: RecordStore;
  /** Milliseconds between two calls of {@linkcode Upgrade.tick} */
  readonly tickMs: number;

  /** Says something of the server to operators and in the log. */
  announce(level: "info" | "warning", text: string): void;

  /** Ends all connections, and the server with the last. */
  end(reason: string): void;
}

/**
 * Lets a new process of the program take over: it listens before this one stops
 * to. Then clients are told, and let go in the time that is set for it; with the
 * last one the server ends. Where that does not come to pass, all stays as it
 * was.
 */
export class Upgrade {
  readonly #means: UpgradeMeans;
  #state: "none" | "starting" | "draining" | "cancelled" = "none";
  #successor: Successor | null = null;
  /** When the last client is let go. */
  #until = 0;

  constructor(means: UpgradeMeans) {
    this.#means = means;
  }

  /** True from its beginning on, unless it has failed. */
  get isUnderWay(): boolean {
    return this.#state !== "none";
  }

  /**
   * Begins with it.
   *
   * @param listeners where this process listens, in the order of the configuration
   * @param tookOver is told which process has taken over
   */
  async begin(
    listeners: readonly Bound[],
    config: () => Config,
    tookOver: (pid: number) => void,
  ): Promise<void> {
    const { announce, store } = this.#means;
    this.#state = "starting";
    const pid = await this.#start(listeners).catch((error) => {
      if (this.#state === "cancelled") return null;
      this.#state = "none";
      store.resume();
      announce("warning", `${error.message}; this one goes on`);
      return null;
    });
    if (pid === null) return;
    tookOver(pid);
    await Promise.all(listeners.map((listener) => listener.letGo()));
    announce("info", `process ${pid} has taken over from this one`);
    this.#drain(config().drainMs);
  }

  /** The server ends before that: nobody takes over any more. */
  cancel(): void {
    if (this.#state !== "starting") return;
    this.#state = "cancelled";
    this.#successor?.stop();
  }

  /** Lets clients go that are to go by now: not all at once, for they all come back at once then. */
  tick(): void {
    if (this.#state !== "draining") return;
    const { clock, end, sessions, tickMs } = this.#means;
    const ticks = Math.ceil((this.#until - clock.now()) / tickMs);
    if (ticks <= 0 || sessions.size === 0) return end(REASON);
    sessions.endSome(Math.ceil(sessions.size / (ticks + 1)), REASON);
  }

  /** @returns the number of the process that listens now; null if it is to be no more */
  async #start(
    listeners: readonly Bound[],
  ): Promise<number | null> {
    const { runtime, store } = this.#means;
    store.release();
    const sockets = listeners.map(({ fd, place, port: boundPort }) => {
      const { host, path, port } = place;
      return { host, path, port, boundPort, fd };
    });
    const successor = this.#successor = runtime.startSuccessor(sockets);
    if (successor === null) {
      throw new Error("no process can take over on this system");
    }
    const hasStarted = await successor.started;
    if (this.#isCancelled) return null;
    if (!hasStarted) throw new Error("the new process has not started");
    return successor.pid;
  }

  get #isCancelled(): boolean {
    return this.#state === "cancelled";
  }

  #drain(drainMs: number): void {
    const { clock, sessions } = this.#means;
    const seconds = drainMs / 1000;
    sessions.tellAll(
      "The server is upgraded: connect again; " +
        `this connection ends within ${seconds} seconds`,
    );
    this.#state = "draining";
    this.#until = clock.now() + drainMs;
    this.tick();
  }
}
