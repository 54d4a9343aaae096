import type { Config } from "../config/config.ts";
import { listenAll, type ListenMeans } from "../net/listeners.ts";
import type { Bound } from "../net/place.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { BansFile, readBans } from "../store/bans_file.ts";
import type { Measured } from "../web/measured.ts";
import type { MetricsOwner } from "../web/metrics_side.ts";
import type { WebSide } from "../web/web_side.ts";
import { Clock } from "./clock.ts";
import { Core } from "../irc/core.ts";
import type { SessionId } from "../irc/state/session_id.ts";
import { CertificateKeeper } from "./certificate_keeper.ts";
import { type EffectOwner, EffectRunner } from "./effect_runner.ts";
import { measure } from "./measure.ts";
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
export class Server implements EffectOwner, MetricsOwner {
  readonly #clock = new Clock();
  readonly #core: Core;
  readonly #sessions: Sessions;
  readonly #bansFile: BansFile;
  readonly #kept: KeptSettings;
  readonly #certificates: CertificateKeeper;
  /** Null where nothing needs it: what HTTP takes is loaded for who uses it. */
  #web: WebSide | null = null;
  #listeners: readonly Bound[] = [];
  #closeMetrics: () => void = () => {};
  readonly #stopped = Promise.withResolvers<void>();
  #isStopping = false;
  #restarts = false;

  /**
   * @param config what is set
   * @param runtime the runtime that the server runs on
   * @param load reads what is set again; throws if it has a mistake
   * @throws {Error} if the file of server bans or a certificate cannot be read
   */
  constructor(
    public config: Config,
    readonly runtime: Runtime,
    readonly load: () => Config,
  ) {
    const { bansFile, certificates } = config;
    this.#kept = new KeptSettings(config);
    this.#bansFile = new BansFile(bansFile, runtime);
    const bans = readBans(bansFile, runtime);
    this.#certificates = new CertificateKeeper(
      certificates,
      runtime,
      (text) => this.#tellOperators(text),
    );
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
   * @returns where it listens; last where metrics are, if they are anywhere
   * @throws {ListenFault} if a port is in use, or an address is not to be had
   */
  async init(): Promise<readonly Bound[]> {
    const { listeners } = this.config;
    const certificates = this.#certificates;
    if (listeners.some(({ kind }) => kind === "http")) await this.#loadWeb();
    const means: ListenMeans = {
      runtime: this.runtime,
      handler: this.#sessions,
      choose: certificates.isEmpty
        ? undefined
        : (name) => certificates.choose(name),
      handshakes: this.#sessions.traffic.handshakes,
      serveHttp: (socket, peer) => this.#web?.serveHttp(socket, peer),
    };
    const bound = await listenAll(listeners, means);
    const metrics = await this.#serveMetrics(means, bound);
    certificates.look(this.#clock.now());
    this.#listeners = bound;
    return [...bound, ...metrics];
  }

  measure(): Measured {
    const { pairs } = this.#certificates;
    return measure(this.#core, this.#sessions, pairs);
  }

  get isReady(): boolean {
    return this.#listeners.length > 0 && !this.#isStopping;
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
    this.#closeMetrics();
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
      this.#certificates.renew(config.certificates);
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

  async #loadWeb(): Promise<void> {
    const { WebSide } = await import("../web/web_side.ts");
    const { refusals } = this.#sessions.traffic;
    this.#web = new WebSide(() => this.config, this.#sessions, refusals);
  }

  /** They are there until the last client has gone. */
  async #serveMetrics(
    means: ListenMeans,
    bound: readonly Bound[],
  ): Promise<readonly Bound[]> {
    const { metrics } = this.config;
    if (metrics === null) return [];
    const { MetricsSide } = await import("../web/metrics_side.ts");
    const side = new MetricsSide(this);
    const serveHttp: ListenMeans["serveHttp"] = (socket) => side.serve(socket);
    try {
      const listeners = await listenAll([metrics], { ...means, serveHttp });
      this.#closeMetrics = () => {
        for (const listener of listeners) listener.close();
        side.close();
      };
      return listeners;
    } catch (error) {
      for (const listener of bound) listener.close();
      throw error;
    }
  }

  #tick(): void {
    this.#clock.adjust();
    this.#sessions.vouchForThrottled();
    this.#sessions.apply({ kind: "tick", at: this.#clock.now() });
    this.#sessions.abortOverdue();
    this.#certificates.look(this.#clock.now());
  }

  #end(): void {
    if (this.#isStopping) return;
    this.#isStopping = true;
    for (const listener of this.#listeners) {
      this.#survive(() => listener.close());
    }
    this.#web?.close();
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
      this.#tellOperators(`the configuration stays as it was: ${fault}`);
      return null;
    }
  }

  /** Says something to whoever runs the server, and to operators. */
  #tellOperators(text: string): void {
    this.complain(text);
    this.#survive(() => this.#tellSettings(null, text));
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
