import type { Config } from "../config/config.ts";
import type { Bound } from "../net/place.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { Successor } from "../runtime/succession.ts";
import { Handover, type HandoverMeans } from "./handover.ts";
import { HANDOVER_FORMAT } from "./handover_state.ts";

/** Why clients are let go once another process has taken over. */
const REASON = "Server upgraded";

/** What an upgrade needs of the server. */
export interface UpgradeMeans extends HandoverMeans {
  readonly runtime: Runtime;
  /** The secret behind hidden hosts where none is configured */
  readonly cloakKey: string;
  /** Milliseconds between two calls of {@linkcode Upgrade.tick} */
  readonly tickMs: number;

  /** Says something of the server to operators and in the log. */
  announce(level: "info" | "warning", text: string): void;

  /** Another process is the service from now on. */
  tookOver(pid: number): void;

  /** Ends all connections, and the server with the last. */
  end(reason: string): void;

  /** Ends the server, whose connections are another process's. */
  leave(): void;
}

/**
 * Lets a new process of the program take over. Where the runtime can hand over
 * connections, the new process gets them with the whole state, and this one
 * ends. Else clients are told once it listens, and let go in the time that is
 * set for it; with the last one the server ends. Where neither comes to pass, all
 * stays as it was.
 */
export class Upgrade {
  readonly #means: UpgradeMeans;
  #state: "none" | "starting" | "draining" | "cancelled" = "none";
  #successor: Successor | null = null;
  #handover: Handover | null = null;
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
   * @param keepsClients true if clients can stay with what is set for the new process
   */
  async begin(
    listeners: readonly Bound[],
    config: () => Config,
    keepsClients: boolean,
  ): Promise<void> {
    this.#state = "starting";
    try {
      const successor = this.#successor = this.#start(listeners);
      const format = await successor.asked;
      if (this.#isCancelled) return;
      if (format === null) throw new Error("the new process has not started");
      if (
        keepsClients && successor.takesConnections && format === HANDOVER_FORMAT
      ) await this.#handOver(successor, listeners);
      else await this.#replace(successor, listeners, config);
    } catch (error) {
      if (!this.#isCancelled) this.#goOn(error);
    }
  }

  /** The server ends before that: nobody takes over any more. */
  cancel(): void {
    if (this.#state !== "starting") return;
    this.#state = "cancelled";
    this.#successor?.stop();
    this.#handover?.undo();
  }

  /** Lets clients go that are to go by now: not all at once, for they all come back at once then. */
  tick(): void {
    if (this.#state !== "draining") return;
    const { clock, end, sessions, tickMs } = this.#means;
    const ticks = Math.ceil((this.#until - clock.now()) / tickMs);
    if (ticks <= 0 || sessions.size === 0) return end(REASON);
    sessions.endSome(Math.ceil(sessions.size / (ticks + 1)), REASON);
  }

  #start(listeners: readonly Bound[]): Successor {
    const { cloakKey, runtime } = this.#means;
    const sockets = listeners.map(({ fd, place, port: boundPort }) => {
      const { host, path, port } = place;
      return { host, path, port, boundPort, fd };
    });
    const successor = runtime.startSuccessor({ sockets, cloakKey });
    if (successor === null) {
      throw new Error("no process can take over on this system");
    }
    return successor;
  }

  /** The new process gets everything. */
  async #handOver(
    successor: Successor,
    listeners: readonly Bound[],
  ): Promise<void> {
    const { leave, tookOver } = this.#means;
    const handover = this.#handover = new Handover(
      this.#means,
      listeners,
      REASON,
    );
    await handover.prepare();
    if (this.#isCancelled) return;
    if (!successor.pass(handover.take())) {
      throw new Error("connections cannot be passed on");
    }
    const hasStarted = await successor.started;
    if (this.#isCancelled) return;
    if (!hasStarted) throw new Error("the new process has not started");
    tookOver(successor.pid);
    leave();
  }

  /** The new process begins with nothing, and clients connect to it again. */
  async #replace(
    successor: Successor,
    listeners: readonly Bound[],
    config: () => Config,
  ): Promise<void> {
    const { announce, history, store, tookOver } = this.#means;
    store.release();
    history.release();
    successor.refuse();
    const hasStarted = await successor.started;
    if (this.#isCancelled) return;
    if (!hasStarted) throw new Error("the new process has not started");
    const { pid } = successor;
    tookOver(pid);
    await Promise.all(listeners.map((listener) => listener.letGo()));
    announce("info", `process ${pid} has taken over from this one`);
    this.#drain(config().drainMs);
  }

  /** Nobody takes over. */
  #goOn(error: unknown): void {
    const { announce, history, store } = this.#means;
    this.#state = "none";
    this.#successor?.stop();
    this.#handover?.undo();
    this.#handover = null;
    store.resume();
    history.resume();
    const fault = error instanceof Error ? error.message : String(error);
    announce("warning", `${fault}; this one goes on`);
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
