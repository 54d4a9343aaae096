import type { Runtime } from "../runtime/runtime.ts";

/** What the service manager needs of the runtime. */
type Means = Pick<Runtime, "env" | "openNotifySocket" | "pid">;

/**
 * Tells systemd how the service is, if that has started it: `Type=notify`. While
 * turns of the event loop come and go, its watchdog is told so too.
 *
 * @see sd_notify(3), sd_watchdog_enabled(3)
 */
export class ServiceManager {
  #send: ((text: string) => void) | null;
  readonly #watchdogMs: number;
  #watchdog: ReturnType<typeof setInterval> | undefined;
  /** True if systemd has asked to be told and cannot be. */
  readonly isUnreachable: boolean;

  constructor(means: Means) {
    const path = means.env("NOTIFY_SOCKET");
    this.#send = path ? means.openNotifySocket(path) : null;
    this.isUnreachable = !!path && this.#send === null;
    this.#watchdogMs = watchdogMs(means);
  }

  /** The server listens, or is again as it was. */
  ready(): void {
    this.#send?.("READY=1");
    if (this.#send === null || this.#watchdogMs === 0) return;
    this.#watchdog ??= setInterval(
      () => this.#send?.("WATCHDOG=1"),
      this.#watchdogMs / 2,
    );
  }

  /** The configuration is read again. */
  reloading(): void {
    this.#send?.("RELOADING=1");
  }

  /** The server ends. */
  stopping(): void {
    this.#send?.("STOPPING=1");
  }

  /** Another process is the service from now on. */
  handOver(pid: number): void {
    this.#send?.(`MAINPID=${pid}\nREADY=1`);
    this.#send = null;
    this.close();
  }

  /** Nothing more is said. */
  close(): void {
    clearInterval(this.#watchdog);
    this.#watchdog = undefined;
  }
}

/** 0 for no watchdog, and for one that is another process's. */
function watchdogMs(means: Means): number {
  const whose = means.env("WATCHDOG_PID");
  if (whose && Number(whose) !== means.pid) return 0;
  const microseconds = Number(means.env("WATCHDOG_USEC"));
  return microseconds > 0 ? microseconds / 1000 : 0;
}
