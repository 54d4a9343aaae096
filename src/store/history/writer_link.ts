import type { Worker } from "node:worker_threads";
import { messageOf } from "../data_folder.ts";
import {
  type FromWriter,
  SHARED_BYTES,
  TICKET,
  type ToWriter,
  WRITTEN,
} from "./messages.ts";
import type { StartThread } from "./thread.ts";

/** Milliseconds until a thread that died is started anew; twice as many each time. */
const REVIVE_MS = 500;
const MOST_REVIVE_MS = 60_000;

/** Milliseconds that the server waits at its end for what is not written. */
const FLUSH_MS = 5000;

/** Who hears of the thread. */
export interface WriterOwner {
  heard(message: FromWriter): void;
  /** It has died, and will be started anew. */
  died(fault: string): void;
  /** Another one is there: what was not written is to be given to it. */
  revived(): void;
}

/** The thread that writes a history, as the main thread has it: one that dies is replaced. */
export class WriterLink {
  #worker: Worker | null = null;
  readonly #shared = new SharedArrayBuffer(SHARED_BYTES);
  readonly #view = new Int32Array(this.#shared);
  #ticket = 0;
  #deaths = 0;
  #revival: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;

  constructor(
    readonly path: string,
    readonly run: number,
    readonly owner: WriterOwner,
    readonly start: StartThread,
  ) {
    this.#start();
  }

  /** Gives the thread something; nothing while there is none. */
  post(message: ToWriter): void {
    this.#worker?.postMessage(message);
  }

  /** The last batch that is written. */
  get written(): number {
    return Atomics.load(this.#view, WRITTEN);
  }

  /**
   * Waits until all is written that was posted, and nothing else goes on
   * meanwhile.
   *
   * @param isLast true if the thread is to let go of the file, and end
   */
  flush(isLast: boolean): void {
    if (isLast) this.#isClosed = true;
    clearTimeout(this.#revival);
    if (this.#worker === null) return;
    const before = this.#ticket;
    const ticket = ++this.#ticket;
    this.post({ kind: "flush", ticket, isLast });
    Atomics.wait(this.#view, TICKET, before, FLUSH_MS);
    if (!isLast) return;
    void this.#worker.terminate();
    this.#worker = null;
  }

  #start(): void {
    const worker = this.start({
      ircd: "history-writer",
      path: this.path,
      run: this.run,
      shared: this.#shared,
    });
    this.#worker = worker;
    worker.on("message", (message: FromWriter) => {
      if (message.kind === "written") this.#deaths = 0;
      this.owner.heard(message);
    });
    worker.on("error", (error) => this.#died(worker, messageOf(error)));
    worker.on("exit", () => this.#died(worker, "it has ended"));
  }

  #died(worker: Worker, fault: string): void {
    if (this.#isClosed || worker !== this.#worker) return;
    this.#worker = null;
    void worker.terminate();
    this.owner.died(fault);
    const delayMs = Math.min(REVIVE_MS * 2 ** this.#deaths++, MOST_REVIVE_MS);
    this.#revival = setTimeout(() => {
      this.#start();
      this.owner.revived();
    }, delayMs);
  }
}
