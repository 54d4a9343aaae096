import { type ChildProcess, spawn } from "node:child_process";
import process from "node:process";
import { createInterface, type Interface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Figures } from "../measure.ts";
import { within } from "../wait.ts";
import type { HostileTask } from "./clients.ts";

const FILE = fileURLToPath(new URL("clients.ts", import.meta.url));
const START_SECONDS = 40;
const END_SECONDS = 10;

/** The process of those who flood. */
export class HostileClients {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  private constructor(child: ChildProcess, lines: Interface) {
    this.#child = child;
    this.#lines = lines[Symbol.asyncIterator]();
  }

  /** Starts it and resolves when all are in their places. It ends at the latest when this process does. */
  static async start(task: HostileTask): Promise<HostileClients> {
    const child = spawn(process.execPath, [FILE, JSON.stringify(task)], {
      stdio: ["pipe", "pipe", "inherit"],
      detached: true,
    });
    const clients = new HostileClients(
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

  /** Has them flood. */
  begin(): void {
    this.#child.stdin?.write("\n");
  }

  /** Has them end, and returns their report. */
  async end(): Promise<Figures> {
    this.#child.stdin?.end();
    return JSON.parse(await this.#line(END_SECONDS));
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
