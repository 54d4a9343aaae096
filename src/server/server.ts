import type { Config } from "../config/config.ts";
import { Core } from "../irc/core.ts";
import type { Effect } from "../irc/effects.ts";
import type { Input } from "../irc/inputs.ts";
import { errorMessage } from "../irc/session/send.ts";
import type { SessionId } from "../irc/state/session_id.ts";
import type {
  Listener,
  ListenerHandler,
  Runtime,
  Transport,
  TransportHandler,
} from "../runtime/runtime.ts";
import { readBans, writeBans } from "../store/bans_file.ts";
import { PasswordQueue } from "./password_queue.ts";
import { verifyPassword } from "./passwords.ts";
import { QueuedSink, type SinkOwner } from "../net/send_queue.ts";

/** How many connects may wait to be accepted. */
const BACKLOG = 4096;

/** Milliseconds between two looks at what is due. */
const TICK = 1000;

/** Milliseconds that the last lines to a client have to get out. */
const LINGER = 1500;

/** Milliseconds that clients who have everything have to close when the server goes. */
const GRACE = 300;

/** Milliseconds by which a tick may set the clock of the core. */
const ADJUSTMENT = 100;

/** Milliseconds until the same complaint is made again. */
const SILENCE = 60_000;

/**
 * The shell around the core: it listens, hands lines to the core and gathers
 * what the core writes to each client in a turn of the event loop.
 */
export class Server implements ListenerHandler, SinkOwner {
  readonly #core: Core;
  readonly #sinks = new Map<SessionId, QueuedSink>();
  readonly #closing = new Map<QueuedSink, number>();
  readonly #overflowed = new Set<QueuedSink>();
  #dirty: QueuedSink[] = [];
  #listener: Listener | null = null;
  readonly #run = Math.random().toString(36).slice(2, 8);
  #accepted = 0;
  #lastNow = 0;
  /** What the clock of the core showed when the process started. */
  #clockStart = Date.now() - performance.now();
  #exhaustedSaidAt = 0;
  #stopped = Promise.withResolvers<void>();
  #stopping = false;
  #restarts = false;
  readonly #passwords = new PasswordQueue();

  /**
   * @param config what is set
   * @param runtime the runtime that the server runs on
   * @param load reads what is set again; throws if it has a mistake
   * @throws {Error} if the file of server bans cannot be read
   */
  constructor(
    public config: Config,
    readonly runtime: Runtime,
    readonly load: () => Config,
  ) {
    const bans = readBans(config.bansFile, runtime);
    this.#core = Core.create(config, bans, this.#now());
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

  /** True if the server is to start again after its end. */
  get restarts(): boolean {
    return this.#restarts;
  }

  /** Tells every client that the server goes, lets that get out, and ends. */
  stop(): void {
    this.#restarts = false;
    this.#end();
  }

  /** Does what {@linkcode stop} does, then starts again; refuses if the configuration has a mistake. */
  restart(): void {
    if (this.#stopping || this.#loadAgain() === null) return;
    this.#restarts = true;
    this.#end();
  }

  /** Reads the configuration again; one with a mistake changes nothing. */
  reload(): void {
    const config = this.#loadAgain();
    if (config === null) return;
    // The bans at hand belong to the file that they were read from.
    this.config = { ...config, bansFile: this.config.bansFile };
    this.#apply({
      kind: "settings",
      at: this.#now(),
      settings: config,
      text: "The configuration was read again",
    });
    this.#cutOff();
  }

  #end(): void {
    if (this.#stopping) return;
    this.#stopping = true;
    this.#listener?.close();
    const farewell = errorMessage("Server shutting down").share();
    for (const sink of this.#sinks.values()) {
      sink.write(farewell);
      sink.close();
    }
    this.#endIfStopped();
    setTimeout(() => this.#abortEnded(), GRACE);
    setTimeout(() => this.#abortAll(), LINGER);
  }

  /** Null if there is a mistake, which operators are told. */
  #loadAgain(): Config | null {
    try {
      return this.load();
    } catch (error) {
      const fault = error instanceof Error ? error.message : String(error);
      const text = `the configuration stays as it was: ${fault}`;
      this.runtime.printError(`ircd: ${text}`);
      this.#apply({ kind: "settings", at: this.#now(), settings: null, text });
      this.#cutOff();
      return null;
    }
  }

  #apply(input: Input): void {
    for (const effect of this.#core.apply(input)) this.#carryOut(effect);
  }

  #carryOut(effect: Effect): void {
    switch (effect.kind) {
      case "check-password":
        return this.#checkPassword(effect);
      case "save-bans":
        return this.#saveBans(effect);
      case "reload":
        return queueMicrotask(() => this.reload());
      case "stop":
        return queueMicrotask(() =>
          effect.restart ? this.restart() : this.stop()
        );
      case "fault":
        return this.#report(effect.cause, effect.error);
    }
  }

  #checkPassword(
    { owner, passwordHash, password, request }: Extract<
      Effect,
      { kind: "check-password" }
    >,
  ): void {
    const { remoteAddress } = this.#sinks.get(owner)?.transport ?? {};
    const isTaken = this.#passwords.add(remoteAddress ?? "", async () => {
      // Whoever has gone is not worth the time.
      if (!this.#core.has(owner)) return;
      const isRight = await this.#verify(passwordHash, password);
      this.#answer(owner, request, isRight);
    });
    if (isTaken) return;
    queueMicrotask(() => this.#answer(owner, request, false));
  }

  async #verify(passwordHash: string, password: string): Promise<boolean> {
    try {
      return await verifyPassword(passwordHash, password);
    } catch {
      this.runtime.printError("ircd: no memory to check a password");
      return false;
    }
  }

  #answer(owner: SessionId, request: number, outcome: boolean): void {
    const sink = this.#sinks.get(owner);
    if (sink === undefined) return;
    sink.answer(true);
    this.#apply({ kind: "answer", at: this.#now(), request, outcome });
    sink.answer(false);
    this.#cutOff();
  }

  #saveBans(
    { bans, request }: Extract<Effect, { kind: "save-bans" }>,
  ): void {
    const { bansFile } = this.config;
    if (bansFile === null) return;
    let outcome = true;
    try {
      writeBans(bansFile, bans, this.runtime);
    } catch {
      this.runtime.printError(`ircd: ${bansFile} cannot be written`);
      outcome = false;
    }
    queueMicrotask(() =>
      this.#apply({ kind: "answer", at: this.#now(), request, outcome })
    );
  }

  accept(transport: Transport): TransportHandler {
    const id = `${this.#run}-${(++this.#accepted).toString(36)}`;
    const { sendQueueBytes } = this.config;
    const sink = new QueuedSink(id, transport, sendQueueBytes, this);
    this.#sinks.set(id, sink);
    const { remoteAddress: address } = transport;
    this.#core.attach(id, sink);
    this.#apply({
      kind: "open",
      at: this.#now(),
      session: id,
      peer: { address, secure: false, certificate: null },
      seed: Math.floor(Math.random() * 2 ** 32),
    });
    return {
      line: (text) => this.#receive(sink, text),
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

  #receive(sink: QueuedSink, line: string): void {
    if (sink.isOver) {
      this.overflowed(sink);
      return this.#cutOff();
    }
    const { sessionId: session } = sink;
    sink.answer(true);
    this.#apply({ kind: "line", at: this.#now(), session, text: line });
    sink.answer(false);
    if (this.#overflowed.size > 0) this.#cutOff();
  }

  #report(cause: string, error: unknown): void {
    const text = error instanceof Error ? error.stack : String(error);
    this.runtime.printError(`ircd: a fault ended a session: ${cause}: ${text}`);
  }

  #closed(sink: QueuedSink, reason: string): void {
    this.#close(sink, reason);
    this.#cutOff();
    this.#sinks.delete(sink.sessionId);
    this.#endIfStopped();
  }

  #close({ sessionId: session }: QueuedSink, reason: string): void {
    this.#apply({ kind: "close", at: this.#now(), session, reason });
  }

  #tick(): void {
    this.#adjustClock();
    const now = this.#now();
    this.#apply({ kind: "tick", at: now });
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
      this.#close(sink, "SendQ exceeded");
    }
    this.#overflowed.clear();
  }

  #flush(): void {
    const sinks = this.#dirty;
    this.#dirty = [];
    for (const sink of sinks) sink.flush();
  }

  #abortEnded(): void {
    for (const sink of this.#sinks.values()) {
      if (sink.ended) sink.transport.abort();
    }
  }

  #abortAll(): void {
    for (const sink of this.#sinks.values()) sink.transport.abort();
    this.#stopped.resolve();
  }

  #endIfStopped(): void {
    if (this.#stopping && this.#sinks.size === 0) this.#stopped.resolve();
  }

  /**
   * The clock of the core: milliseconds since 1970, never backwards. It runs
   * evenly, whatever is done to the clock on the wall, so that nobody is timed
   * out because that was set; each tick brings it a little nearer.
   */
  #now(): number {
    const now = Math.round(this.#clockStart + performance.now());
    return this.#lastNow = Math.max(this.#lastNow, now);
  }

  #adjustClock(): void {
    const ahead = Date.now() - this.#now();
    this.#clockStart += Math.max(-ADJUSTMENT, Math.min(ADJUSTMENT, ahead));
  }
}
