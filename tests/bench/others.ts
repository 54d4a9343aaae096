import { type ChildProcess, spawn } from "node:child_process";
import process from "node:process";
import { createInterface, type Interface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Figures } from "./measure.ts";
import { within } from "./wait.ts";

const START_SECONDS = 40;
const END_SECONDS = 10;

/**
 * A process of other clients, beside the one that measures. It says a line once all are in their
 * places, begins when it gets one, and says its figures at the end, as JSON.
 */
export class Others {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  private constructor(child: ChildProcess, lines: Interface) {
    this.#child = child;
    this.#lines = lines[Symbol.asyncIterator]();
  }

  /**
   * Starts it and resolves when all are in their places. It ends at the latest when this process
   * does. Takes its file, and what that is called with.
   */
  static async start(file: URL, task: unknown): Promise<Others> {
    const command = [fileURLToPath(file), JSON.stringify(task)];
    const child = spawn(process.execPath, command, {
      stdio: ["pipe", "pipe", "inherit"],
      detached: true,
    });
    const clients = new Others(
      child,
      createInterface({ input: child.stdout }),
    );
    try {
      await clients.#line(START_SECONDS);
    } catch (error) {
      clients.kill();
      throw error;
    }
    return clients;
  }

  /** Has them begin. */
  begin(): void {
    this.#child.stdin?.write("\n");
  }

  /** Has them end, and returns their report. */
  end(): Promise<Figures> {
    this.#child.stdin?.end();
    return this.report(END_SECONDS);
  }

  /** Waits so many seconds for their report, which they give by themselves. */
  async report(seconds: number): Promise<Figures> {
    return JSON.parse(await this.#line(seconds));
  }

  /** Ends them at once. */
  kill(): void {
    this.#child.kill("SIGKILL");
  }

  async #line(seconds: number): Promise<string> {
    const message = "the others are not in their places";
    const { done, value } = await within(seconds, message, this.#lines.next());
    if (done) throw new Error("the others have ended");
    return value;
  }
}
