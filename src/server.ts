import type { Config } from "./config.ts";
import { Core } from "./irc/core.ts";
import { errorMessage } from "./irc/network.ts";
import type {
  Listener,
  ListenerHandler,
  Runtime,
  Transport,
  TransportHandler,
} from "./runtime/runtime.ts";
import { QueuedSink, type SinkOwner } from "./sink.ts";

/** How many connects may wait to be accepted. */
const BACKLOG = 4096;

/** Milliseconds between two looks at what is due. */
const TICK = 1000;

/** Milliseconds that the last lines to a client have to get out. */
const LINGER = 1500;

/** Milliseconds until the same complaint is made again. */
const SILENCE = 60_000;

/**
 * The shell around the core: it listens, hands lines to the core and gathers
 * what the core writes to each client in a turn of the event loop.
 */
export class Server implements ListenerHandler, SinkOwner {
  readonly #core: Core;
  readonly #sinks = new Map<number, QueuedSink>();
  readonly #closing = new Map<QueuedSink, number>();
  readonly #overflowed = new Set<QueuedSink>();
  #dirty: QueuedSink[] = [];
  #listener: Listener | null = null;
  #nextSessionId = 1;
  #lastNow = 0;
  #exhaustedSaidAt = 0;
  #stopped = Promise.withResolvers<void>();
  #stopping = false;

  /**
   * @param config what is set
   * @param runtime the runtime that the server runs on
   */
  constructor(readonly config: Config, readonly runtime: Runtime) {
    this.#core = new Core(config, this.#now());
  }

  /**
   * Binds and listens.
   *
   * @returns where it listens
   * @throws {Error} if the port is in use, or the address is not to be had
   */
  init(): Listener {
    const { host, port } = this.config;
    this.#listener = this.runtime.listen(
      { hostname: host, port, backlog: BACKLOG },
      this,
    );
    return this.#listener;
  }

  /**
   * Serves until {@linkcode stop} is called.
   *
   * @returns a promise for the end of the last connection
   */
  async run(): Promise<void> {
    const keepalive = setInterval(() => this.#tick(), TICK);
    await this.#stopped.promise;
    clearInterval(keepalive);
  }

  /** Tells every client that the server goes, lets that get out, and ends. */
  stop(): void {
    if (this.#stopping) return;
    this.#stopping = true;
    this.#listener?.close();
    const farewell = errorMessage("Server shutting down").encode();
    for (const sink of this.#sinks.values()) {
      sink.write(farewell);
      sink.close();
    }
    this.#endIfStopped();
    setTimeout(() => this.#abortAll(), LINGER);
  }

  accept(transport: Transport): TransportHandler {
    const id = this.#nextSessionId++;
    const { sendQueueBytes } = this.config;
    const sink = new QueuedSink(id, transport, sendQueueBytes, this);
    this.#sinks.set(id, sink);
    const { remoteAddress: address } = transport;
    this.#core.open(id, { address, sink }, this.#now());
    return {
      line: (text) => this.#receive(id, text),
      drained: () => sink.drained(),
      closed: (reason) => this.#closed(sink, reason),
    };
  }

  exhausted(): void {
    const now = this.#now();
    if (now < this.#exhaustedSaidAt + SILENCE) return;
    this.#exhaustedSaidAt = now;
    this.runtime.printError(
      "ircd: out of file descriptors; new connections wait (raise `ulimit -n`)",
    );
  }

  dirty(sink: QueuedSink): void {
    if (this.#dirty.length === 0) setImmediate(() => this.#flush());
    this.#dirty.push(sink);
  }

  overflowed(sink: QueuedSink): void {
    this.#overflowed.add(sink);
  }

  closing(sink: QueuedSink): void {
    this.#closing.set(sink, this.#now() + LINGER);
  }

  #receive(id: number, line: string): void {
    this.#core.receive(id, line, this.#now());
    if (this.#overflowed.size > 0) this.#cutOff();
  }

  #closed(sink: QueuedSink, reason: string): void {
    this.#core.close(sink.sessionId, reason, this.#now());
    this.#cutOff();
    this.#sinks.delete(sink.sessionId);
    this.#endIfStopped();
  }

  #tick(): void {
    const now = this.#now();
    this.#core.tick(now);
    this.#cutOff();
    for (const [sink, deadline] of this.#closing) {
      if (now < deadline) break;
      this.#closing.delete(sink);
      sink.transport.abort();
    }
  }

  /** Telling others that one is cut off can be too much for another. */
  #cutOff(): void {
    for (const sink of this.#overflowed) {
      this.#core.close(sink.sessionId, "SendQ exceeded", this.#now());
    }
    this.#overflowed.clear();
  }

  #flush(): void {
    const sinks = this.#dirty;
    this.#dirty = [];
    for (const sink of sinks) sink.flush();
  }

  #abortAll(): void {
    for (const sink of this.#sinks.values()) sink.transport.abort();
    this.#stopped.resolve();
  }

  #endIfStopped(): void {
    if (this.#stopping && this.#sinks.size === 0) this.#stopped.resolve();
  }

  /** The clock of the core: milliseconds since 1970, never backwards. */
  #now(): number {
    return this.#lastNow = Math.max(this.#lastNow, Date.now());
  }
}
