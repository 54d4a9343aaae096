import type { Config } from "../config/config.ts";
import { listenAll, type ServeHttp } from "../net/listeners.ts";
import { type Bound, isAt, type ListenAt } from "../net/place.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { Predecessor } from "../runtime/succession.ts";
import type { History } from "../store/history/history.ts";
import { openServerHistory } from "../store/history/open_history.ts";
import type { RecordStore } from "../store/record_store.ts";
import type { Measured } from "../web/measured.ts";
import { Mailer, type Sender } from "../mail/mailer.ts";
import { withPushKey } from "../push/push_key.ts";
import { Pusher, type PushSender } from "../push/pusher.ts";
import type { MetricsOwner, MetricsSide } from "../web/metrics_side.ts";
import type { WebSide } from "../web/web_side.ts";
import { Clock } from "./clock.ts";
import { Core } from "../irc/core.ts";
import type { Notice } from "../irc/state/notice.ts";
import type { Outcome } from "../irc/state/request.ts";
import type { SessionId } from "../irc/state/session_id.ts";
import { CertificateKeeper } from "./certificate_keeper.ts";
import { type EffectOwner, EffectRunner } from "./effect_runner.ts";
import { HANDOVER_FORMAT } from "./handover_state.ts";
import { measure } from "./measure.ts";
import { KeptSettings } from "./kept_settings.ts";
import { LINGER_MS } from "./leaving.ts";
import { Log } from "./log.ts";
import { Sessions } from "./sessions.ts";
import { Takeover } from "./takeover.ts";
import { Upgrade } from "./upgrade.ts";

/** Milliseconds between two looks at what is due. */
const TICK_MS = 1000;

/** Milliseconds that clients who have everything have to close when the server goes. */
const GRACE_MS = 300;

/** Who is told what becomes of the service. */
export interface Service {
  /** It begins to end. */
  stopping(): void;
  /** Another process is the service from now on. */
  handOver(pid: number): void;
}

const NO_SERVICE: Service = { stopping() {}, handOver() {} };

/**
 * The shell around the core: it listens, hands what clients say to the core and
 * what the core says to them, carries out what the core asks for, and lets it
 * know that time passes.
 */
export class Server implements EffectOwner, MetricsOwner {
  readonly #clock = new Clock();
  readonly #log: Log;
  readonly #core: Core;
  readonly #sessions: Sessions;
  readonly #kept: KeptSettings;
  readonly #upgrade: Upgrade;
  readonly #effects: EffectRunner;
  readonly #store: RecordStore;
  readonly #pusher: Pusher;
  readonly #history: History;
  readonly #predecessor: Predecessor | null;
  /** What the process before has handed over; null for nothing. */
  readonly #takeover: Takeover | null;
  readonly #certificates: CertificateKeeper;
  /** Null where no client comes over HTTP */
  #web: WebSide | null = null;
  /** Null where nobody asks for metrics */
  #metrics: MetricsSide | null = null;
  #listeners: readonly Bound[] = [];
  readonly #stopped = Promise.withResolvers<void>();
  #service: Service = NO_SERVICE;
  #isStopping = false;

  /**
   * @param config what is set
   * @param runtime the runtime that the server runs on
   * @param load reads what is set again; throws if it has a mistake
   * @param openStore opens where records are kept, once no other process has them
   * @param predecessor the process that this one takes over from
   * @throws {Error} if a record or a certificate cannot be read
   */
  constructor(
    public config: Config,
    readonly runtime: Runtime,
    readonly load: () => Config,
    openStore: () => RecordStore,
    predecessor: Predecessor | null = null,
  ) {
    const { certificates } = config;
    this.#log = openLog(config, runtime);
    this.#kept = new KeptSettings(config);
    this.#predecessor = predecessor;
    this.#certificates = new CertificateKeeper(
      certificates,
      runtime,
      (text) => this.#tellOperators(text),
    );
    // All is in order, so far as it can be known: now the other process may have its clients wait.
    const passed = predecessor?.takeOver(HANDOVER_FORMAT) ?? null;
    this.#takeover = passed && new Takeover(passed);
    this.#store = openStore();
    this.#history = openServerHistory(config.dataFolder, config, {
      now: () => this.#clock.now(),
      say: (text) => this.#sayOfHistory(text),
    }, this.#takeover?.history ?? []);
    this.#core = this.#takeover?.restoreCore(this.#history) ??
      createCore(config, this.#store, this.#history, this.#clock.now());
    const mailer = new Mailer(
      () => this.#mailSender(),
      (text) => this.#announce("warning", text),
    );
    this.#pusher = new Pusher(
      () => this.#pushSender(),
      (text) => this.complain("push", text),
      (request) => this.#core.isWanted(request),
    );
    const effects = new EffectRunner(
      this,
      {
        store: this.#store,
        jots: this.#history.jots,
        history: this.#history,
        mailer,
        pusher: this.#pusher,
      },
      config,
    );
    this.#effects = effects;
    this.#sessions = new Sessions(
      this.#core,
      this.#clock,
      runtime,
      this.#log,
      (effect) => this.#effects.carryOut(effect),
      config,
    );
    this.#upgrade = new Upgrade({
      runtime,
      clock: this.#clock,
      sessions: this.#sessions,
      effects,
      store: this.#store,
      history: this.#history,
      cloakKey: config.cloakKey,
      tickMs: TICK_MS,
      announce: (level, text) => this.#announce(level, text),
      tookOver: (pid) => this.#service.handOver(pid),
      end: (reason) => this.#end(reason),
      leave: () => this.#leave(),
    });
  }

  /**
   * Binds and listens, everywhere or nowhere.
   *
   * @returns where it listens; last where metrics are, if they are anywhere
   * @throws {ListenFault} if a port is in use, or an address is not to be had
   */
  async init(): Promise<readonly Bound[]> {
    const { config: { listeners, metrics }, runtime } = this;
    const places = metrics === null ? listeners : [...listeners, metrics];
    const speaksHttp = places.some(({ kind }) => kind !== "irc");
    const certificates = this.#certificates;
    const inherited = this.#predecessor?.sockets ?? [];
    if (this.#takeover !== null) {
      await this.#takeover.adopt(this.#sessions, runtime, listeners);
    }
    this.#listeners = await listenAll(places, {
      runtime,
      gate: this.#sessions.door,
      handler: this.#sessions,
      choose: certificates.isEmpty
        ? undefined
        : (name) => certificates.choose(name),
      handshakes: this.#sessions.traffic.handshakes,
      serveHttp: speaksHttp ? await this.#loadHttp() : undefined,
    }, inherited);
    certificates.look(this.#clock.now());
    this.#predecessor?.started(
      inherited.filter((socket) =>
        !places.some((place) => isAt(socket, place))
      ),
    );
    if (this.#takeover !== null) this.#goOnFrom(this.#takeover);
    return this.#listeners;
  }

  measure(): Measured {
    const { pairs } = this.#certificates;
    return measure(
      this.#core,
      this.#sessions,
      pairs,
      this.#pusher,
      this.#history,
    );
  }

  get isReady(): boolean {
    return this.#listeners.length > 0 && !this.#isStopping;
  }

  /**
   * Serves until {@linkcode stop} is called.
   *
   * @param service is told how the service goes on
   * @returns a promise for the end of the last connection
   */
  async run(service: Service = NO_SERVICE): Promise<void> {
    this.#service = service;
    const keepalive = setInterval(
      () => this.#survive(() => this.#tick()),
      TICK_MS,
    );
    await this.#stopped.promise;
    clearInterval(keepalive);
    this.#close((place) => place === this.config.metrics);
    this.#metrics?.close();
    this.#pusher.close();
    this.#history.close();
    this.#store.close();
    this.#log.close();
  }

  /** Tells every client that the server goes, lets that get out, and ends. */
  stop(): void {
    this.#upgrade.cancel();
    this.#service.stopping();
    this.#end();
  }

  /**
   * Lets a new process of the program take over; refuses if the configuration
   * has a mistake.
   *
   * @see Upgrade
   */
  async upgrade(): Promise<void> {
    if (this.#isStopping || this.#upgrade.isUnderWay) return;
    const loaded = this.#loadAgain();
    if (loaded === null) return;
    try {
      await this.#upgrade.begin(
        this.#listeners,
        () => this.config,
        this.#kept.keepsClients(loaded),
      );
    } catch (error) {
      this.#sessions.report(error);
    }
  }

  /** Reads the configuration again; one with a mistake changes nothing. */
  reload(): void {
    this.#survive(() => {
      const loaded = this.#loadAgain();
      if (loaded === null) return;
      const { config, text } = this.#kept.reload(loaded);
      this.config = config;
      this.#log.reopen(config.log);
      this.#log.write("config", "info", "{text}", { text });
      this.#sessions.limits = config;
      this.#history.configure(config);
      this.#effects.settings = config;
      this.#certificates.renew(config.certificates);
      this.#tellSettings(config, text);
    });
  }

  addressOf(session: SessionId): string | null {
    return this.#core.has(session) ? this.#sessions.addressOf(session) : null;
  }

  answer(request: number, outcome: Outcome, asker: SessionId): void {
    const at = this.#clock.now();
    this.#survive(() =>
      this.#sessions.apply({ kind: "answer", at, request, outcome }, asker)
    );
  }

  complain(category: string, text: string): void {
    this.#log.write(category, "warning", "{text}", { text });
  }

  log(notice: Notice): void {
    this.#log.notice(notice);
  }

  report(error: unknown, cause: string): void {
    this.#sessions.report(error, cause);
  }

  /** Loads what speaks HTTP: it is much, and is not for who does without. */
  async #loadHttp(): Promise<ServeHttp> {
    const { listeners, metrics } = this.config;
    if (listeners.some(({ kind }) => kind === "http")) {
      const { WebSide } = await import("../web/web_side.ts");
      const { door, traffic: { refusals } } = this.#sessions;
      const owner = () => this.config;
      this.#web = new WebSide(owner, this.#sessions, door, refusals);
    }
    if (metrics !== null) {
      const { MetricsSide } = await import("../web/metrics_side.ts");
      this.#metrics = new MetricsSide(this);
    }
    return (socket, peer, place, ticket) =>
      place.kind === "metrics"
        ? this.#metrics?.serve(socket)
        : this.#web?.serveHttp(socket, peer, place, ticket);
  }

  /** The other process has ended: its clients are ours. */
  #goOnFrom({ effects }: Takeover): void {
    const { config, runtime: { pid } } = this;
    const count = this.#sessions.size;
    const what = count === 1 ? "connection" : "connections";
    const text = `process ${pid} has taken over, with ${count} ${what}`;
    this.#log.write("server", "info", "{text}", { text });
    this.#survive(() => this.#tellSettings(config, text));
    this.#survive(() => this.#sessions.thaw());
    for (const effect of effects) this.#effects.carryOut(effect);
  }

  /** The connections are another process's. */
  #leave(): void {
    this.#isStopping = true;
    this.#stopped.resolve();
  }

  #tick(): void {
    this.#clock.adjust();
    this.#sessions.vouchForBusy();
    this.#sessions.apply({ kind: "tick", at: this.#clock.now() });
    this.#sessions.abortOverdue();
    this.#certificates.look(this.#clock.now());
    this.#upgrade.tick();
  }

  #mailSender(): Sender | null {
    const { mail: settings, networkName, serverName } = this.config;
    return settings === null ? null : { settings, networkName, serverName };
  }

  #pushSender(): PushSender | null {
    const { push: settings } = this.config;
    const { pushKey: key } = this.#core.network.records;
    return settings === null || key === null ? null : { settings, key };
  }

  /** Says something of the server to operators and in the log. */
  #announce(level: "info" | "warning", text: string): void {
    this.#log.write("server", level, "{text}", { text });
    const at = this.#clock.now();
    this.#survive(() =>
      this.#sessions.apply({ kind: "notice", at, notice: "server", text })
    );
  }

  /** The core may be at work: operators are told behind that. */
  #sayOfHistory(text: string): void {
    this.complain("store", text);
    queueMicrotask(() => {
      const at = this.#clock.now();
      this.#survive(() =>
        this.#sessions.apply({ kind: "notice", at, notice: "server", text })
      );
    });
  }

  #end(reason = "Server shutting down"): void {
    if (this.#isStopping) return;
    this.#isStopping = true;
    // Metrics are there until the last client has gone.
    this.#close((place) => place !== this.config.metrics);
    this.#web?.close();
    setTimeout(
      () => this.#survive(() => this.#sessions.abortEnded()),
      GRACE_MS,
    );
    setTimeout(() => this.#survive(() => this.#sessions.abortAll()), LINGER_MS);
    this.#survive(() => {
      const ended = this.#sessions.end(reason);
      ended.then(() => this.#stopped.resolve());
    });
  }

  #close(isMeant: (place: ListenAt) => boolean): void {
    for (const listener of this.#listeners) {
      if (isMeant(listener.place)) this.#survive(() => listener.close());
    }
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
    this.complain("config", text);
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

function createCore(
  config: Config,
  store: RecordStore,
  history: History,
  at: number,
): Core {
  const records = withPushKey(store.read(), store, at);
  return Core.create(config, records, at, history, history.jots.read());
}

function openLog({ log }: Config, runtime: Runtime): Log {
  try {
    return new Log(log, runtime);
  } catch {
    throw new Error(`the log ${log.file} cannot be opened`);
  }
}
