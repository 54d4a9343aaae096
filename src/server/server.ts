import type { Config } from "../config/config.ts";
import { listenAll } from "../net/listeners.ts";
import type { Listener, Runtime } from "../runtime/runtime.ts";
import { BansFile, readBans } from "../store/bans_file.ts";
import { Clock } from "./clock.ts";
import { Core } from "../irc/core.ts";
import type { SessionId } from "../irc/state/session_id.ts";
import { type EffectOwner, EffectRunner } from "./effect_runner.ts";
import { KeptSettings } from "./kept_settings.ts";
import { LINGER_MS } from "./leaving.ts";
import { Sessions } from "./sessions.ts";

/** Milliseconds between two looks at what is due. */
const TICK_MS = 1000;

/** Milliseconds that clients who have everything have to close when the server goes. */
const GRACE_MS = 300;

/**
 * The shell around the core: it listens, hands what clients say to the core and
 * what the core says to them, carries out what the core asks for, and lets it
 * know that time passes.
 */
export class Server implements EffectOwner {
  readonly #clock = new Clock();
  readonly #core: Core;
  readonly #sessions: Sessions;
  readonly #bansFile: BansFile;
  readonly #kept: KeptSettings;
  #listeners: readonly Listener[] = [];
  readonly #stopped = Promise.withResolvers<void>();
  #isStopping = false;
  #restarts = false;

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
    const { bansFile } = config;
    this.#kept = new KeptSettings(config);
    this.#bansFile = new BansFile(bansFile, runtime);
    const bans = readBans(bansFile, runtime);
    this.#core = Core.create(config, bans, this.#clock.now());
    const effects = new EffectRunner(this, this.#bansFile);
    this.#sessions = new Sessions(
      this.#core,
      this.#clock,
      runtime,
      (effect) => effects.carryOut(effect),
      config,
    );
  }

  /**
   * Binds and listens, everywhere or nowhere.
   *
   * @returns where it listens
   * @throws {ListenFault} if a port is in use, or an address is not to be had
   */
  init(): readonly Listener[] {
    const { listeners } = this.config;
    return this.#listeners = listenAll(listeners, this.#sessions, this.runtime);
  }

  /**
   * Serves until {@linkcode stop} is called.
   *
   * @returns a promise for the end of the last connection
   */
  async run(): Promise<void> {
    const keepalive = setInterval(
      () => this.#survive(() => this.#tick()),
      TICK_MS,
    );
    await this.#stopped.promise;
    clearInterval(keepalive);
    await this.#bansFile.idle();
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
    if (this.#isStopping || this.#loadAgain() === null) return;
    this.#restarts = true;
    this.#end();
  }

  /** Reads the configuration again; one with a mistake changes nothing. */
  reload(): void {
    this.#survive(() => {
      const loaded = this.#loadAgain();
      if (loaded === null) return;
      const { config, text } = this.#kept.reload(loaded);
      this.config = config;
      this.#sessions.limits = config;
      this.#tellSettings(config, text);
    });
  }

  addressOf(session: SessionId): string | null {
    return this.#core.has(session) ? this.#sessions.addressOf(session) : null;
  }

  answer(request: number, outcome: boolean, asker?: SessionId): void {
    const at = this.#clock.now();
    this.#survive(() =>
      this.#sessions.apply({ kind: "answer", at, request, outcome }, asker)
    );
  }

  complain(text: string): void {
    this.runtime.printError(`ircd: ${text}`);
  }

  report(error: unknown, cause: string): void {
    this.#sessions.report(error, cause);
  }

  #tick(): void {
    this.#clock.adjust();
    this.#sessions.vouchForThrottled();
    this.#sessions.apply({ kind: "tick", at: this.#clock.now() });
    this.#sessions.abortOverdue();
  }

  #end(): void {
    if (this.#isStopping) return;
    this.#isStopping = true;
    for (const listener of this.#listeners) {
      this.#survive(() => listener.close());
    }
    setTimeout(
      () => this.#survive(() => this.#sessions.abortEnded()),
      GRACE_MS,
    );
    setTimeout(() => this.#survive(() => this.#sessions.abortAll()), LINGER_MS);
    this.#survive(() => {
      const ended = this.#sessions.end("Server shutting down");
      ended.then(() => this.#stopped.resolve());
    });
  }

  /** Null if there is a mistake, which operators are told. */
  #loadAgain(): Config | null {
    try {
      return this.load();
    } catch (error) {
      const fault = error instanceof Error ? error.message : String(error);
      const text = `the configuration stays as it was: ${fault}`;
      this.complain(text);
      this.#survive(() => this.#tellSettings(null, text));
      return null;
    }
  }

  #tellSettings(settings: Config | null, text: string): void {
    const at = this.#clock.now();
    this.#sessions.apply({ kind: "settings", at, settings, text });
  }

  /** Nothing that one of our timers or a signal does ends the process. */
  #survive(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#sessions.report(error);
    }
  }
}
