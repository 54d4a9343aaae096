import type { Worker } from "node:worker_threads";
import type { FromSearcher, ToSearcher } from "./messages.ts";
import type { SearchOutcome, SearchQuery } from "../../irc/state/search.ts";
import type { StartThread } from "./thread.ts";

/** Milliseconds beyond its time that a search is given before its thread is ended. */
const GRACE_MS = 500;

/** What a search is that could not be carried out. */
const NOTHING: SearchOutcome = { found: [], isWhole: false };

interface Asked {
  readonly settle: (outcome: SearchOutcome) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/**
 * The thread that searches, as the main thread has it: started when somebody
 * searches, ended and replaced where it does not answer in time.
 */
export class SearchLink {
  #worker: Worker | null = null;
  readonly #asked = new Map<number, Asked>();
  #last = 0;

  /** @param complain is told why nothing can be read */
  constructor(
    readonly path: string,
    readonly complain: (fault: string) => void,
    readonly start: StartThread,
  ) {}

  /** @returns what was found; the promise never rejects */
  search(query: SearchQuery, limitMs: number): Promise<SearchOutcome> {
    const request = ++this.#last;
    const { promise, resolve } = Promise.withResolvers<SearchOutcome>();
    const waiting = this.#asked.size + 1;
    const timer = setTimeout(
      () => this.close(),
      limitMs * waiting + GRACE_MS,
    );
    this.#asked.set(request, { settle: resolve, timer });
    const asked: ToSearcher = { request, query, limitMs };
    (this.#worker ??= this.#start()).postMessage(asked);
    return promise;
  }

  /** Ends the thread; whoever waits has nothing. */
  close(): void {
    void this.#worker?.terminate();
    this.#worker = null;
    for (const request of [...this.#asked.keys()]) {
      this.#settle(request, NOTHING);
    }
  }

  #start(): Worker {
    const worker = this.start({
      ircd: "history-searcher",
      path: this.path,
      run: 0,
      shared: new SharedArrayBuffer(0),
    });
    worker.on("message", ({ fault, outcome, request }: FromSearcher) => {
      if (fault !== null) this.complain(fault);
      this.#settle(request, outcome);
    });
    const ended = () => {
      if (worker === this.#worker) this.close();
    };
    worker.on("error", ended);
    worker.on("exit", ended);
    return worker;
  }

  #settle(request: number, outcome: SearchOutcome): void {
    const asked = this.#asked.get(request);
    if (asked === undefined) return;
    this.#asked.delete(request);
    clearTimeout(asked.timer);
    asked.settle(outcome);
  }
}
