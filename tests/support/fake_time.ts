import FakeTimers from "@sinonjs/fake-timers";

/**
 * Time that passes only when a test says so: the interface of `FakeTime` in
 * `@std/testing/time`, as far as the tests use it, for machines that cannot
 * reach JSR.
 */
export class FakeTime implements Disposable {
  readonly #clock: ReturnType<typeof FakeTimers.install>;

  /** @param start where time starts, in milliseconds since 1970 or as a date */
  constructor(start: number | string | Date = Date.now()) {
    // On Deno a package from npm sees timers of its own; ours are these.
    this.#clock = FakeTimers.withGlobal(globalThis).install({
      now: new Date(start),
      toFake: [
        "Date",
        "performance",
        "setTimeout",
        "clearTimeout",
        "setInterval",
        "clearInterval",
      ],
    });
  }

  /** Now, in milliseconds since 1970. */
  get now(): number {
    return this.#clock.now;
  }

  /**
   * Lets time pass; what is due in between is done in order.
   *
   * @param milliseconds how long
   */
  tick(milliseconds = 0): void {
    this.#clock.tick(milliseconds);
  }

  /**
   * Lets time pass, and promises and immediates settle in between.
   *
   * @param milliseconds how long
   */
  async tickAsync(milliseconds = 0): Promise<void> {
    await this.#clock.tickAsync(milliseconds);
    await new Promise((resolve) => setImmediate(resolve));
  }

  /**
   * Sets the clock on the wall; no time passes.
   *
   * @param now what it shows from now on, in milliseconds since 1970
   */
  setClock(now: number): void {
    this.#clock.setSystemTime(now);
  }

  /** Gives the real time back. */
  restore(): void {
    this.#clock.uninstall();
  }

  [Symbol.dispose](): void {
    this.restore();
  }
}
