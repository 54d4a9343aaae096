import { type ChildProcess, spawn } from "node:child_process";
import * as fs from "node:fs";
import { connect, createServer } from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import process from "node:process";
import { type Door, HOST, type Way } from "./connection.ts";
import type { Place, Server } from "./servers/server.ts";
import { sleep } from "./wait.ts";

// The unit of the times in /proc/PID/stat is 1/100 s on every Linux that runs Deno or Bun.
const MICROS_A_TICK = 10_000;
const START_TIMEOUT_MS = 20_000;

/** A server that runs as a child process, in a process group and in a folder of its own. */
export class ServerProcess {
  readonly #child: ChildProcess;
  readonly #place: Place;
  readonly #log: string;
  readonly #exited: Promise<void>;
  #running = true;

  private constructor(child: ChildProcess, place: Place, log: string) {
    this.#child = child;
    this.#place = place;
    this.#log = log;
    this.#exited = new Promise((resolve) => {
      const over = () => {
        this.#running = false;
        resolve();
      };
      child.once("exit", over);
      child.once("error", over);
    });
  }

  /** Starts a server and resolves when it accepts connections. */
  static async start({ launch, ways }: Server): Promise<ServerProcess> {
    const folder = fs.mkdtempSync(path.join(temporaryFolder(), "server-"));
    const [port, tlsPort, websocketPort] = [
      await freePort(),
      await freePort(),
      await freePort(),
    ];
    const place = { folder, port, tlsPort, websocketPort };
    const [command, ...args] = launch(place);
    const log = path.join(folder, "output.log");
    const output = fs.openSync(log, "w");
    // A group of its own lets us find, and end, whatever the server forks.
    const child = spawn(command, args, {
      cwd: folder,
      detached: true,
      stdio: ["ignore", output, output],
    });
    fs.closeSync(output);
    const server = new ServerProcess(child, place, log);
    if (child.pid !== undefined) groups.add(child.pid);
    try {
      for (const way of ways) await server.#listening(way);
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  /** Where clients come in that speak so. */
  door(way: Way): Door {
    const { port, tlsPort, websocketPort } = this.#place;
    return {
      way,
      port: { plain: port, tls: tlsPort, websocket: websocketPort }[way],
    };
  }

  /** CPU time used so far by all threads of the server and its children, in microseconds. */
  cpuMicros(): number {
    let ticks = 0;
    for (const { stat } of this.#group()) {
      // utime, stime, cutime and cstime: the time of a child that is gone counts with its parent.
      for (const field of stat.slice(11, 15)) ticks += Number(field);
    }
    return ticks * MICROS_A_TICK;
  }

  /** CPU time used so far by the first thread of the server, which answers all clients, in microseconds. */
  mainThreadMicros(): number {
    const { pid } = this.#child;
    const [user, system] = statFields(`${pid}/task/${pid}`).slice(11, 13);
    return (Number(user) + Number(system)) * MICROS_A_TICK;
  }

  /** Resident memory of the server and its children, in KB. */
  residentKb(): number {
    let total = 0;
    for (const { pid } of this.#group()) {
      const match = /^VmRSS:\s+(\d+) kB$/m.exec(readProc(`${pid}/status`));
      if (match !== null) total += Number(match[1]);
    }
    return total;
  }

  /** How many files the server may have open. */
  openFileLimit(): number {
    return openFileLimit(String(this.#child.pid));
  }

  /** The last lines the server printed. */
  lastWords(): string {
    return fs.readFileSync(this.#log, "latin1").trim().split("\n").slice(-3)
      .join(" | ");
  }

  /** Ends the server with all its children. It has nothing to save, so it is not asked first. */
  async stop(): Promise<void> {
    const { pid } = this.#child;
    if (pid === undefined) return;
    killGroup(pid);
    await this.#exited;
    groups.delete(pid);
  }

  async #listening(way: Way): Promise<void> {
    const end = performance.now() + START_TIMEOUT_MS;
    while (!await accepts(this.door(way).port)) {
      if (!this.#running) {
        throw new Error(`it did not start: ${this.lastWords()}`);
      }
      if (performance.now() > end) {
        throw new Error(`it does not listen: ${this.lastWords()}`);
      }
      await sleep(0.02);
    }
  }

  #group(): { pid: string; stat: string[] }[] {
    const group = String(this.#child.pid);
    return fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name))
      .map((pid) => ({ pid, stat: statFields(pid) }))
      .filter(({ stat }) => stat[2] === group);
  }
}

const groups = new Set<number>();
let folder: string | undefined;

/** Makes sure that, however this process exits, no server and no file of it stays behind. */
export function cleanUpAtExit(): void {
  process.on("exit", () => {
    for (const group of groups) killGroup(group);
    if (folder !== undefined) {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => process.exit(128 + os.constants.signals[signal]));
  }
}

/** How many files the process `pid` (or "self") may have open. */
export function openFileLimit(pid: string): number {
  const match = /^Max open files +(\S+)/m.exec(readProc(`${pid}/limits`));
  return match === null || match[1] === "unlimited"
    ? Infinity
    : Number(match[1]);
}

function temporaryFolder(): string {
  folder ??= fs.mkdtempSync(path.join(os.tmpdir(), "ircd-bench-"));
  return folder;
}

function killGroup(group: number): void {
  try {
    process.kill(-group, "SIGKILL");
  } catch {
    // It is gone already.
  }
}

/** The fields of /proc/PID/stat from the third on: the second may hold spaces and brackets. */
function statFields(pid: string): string[] {
  const text = readProc(`${pid}/stat`);
  return text.slice(text.lastIndexOf(")") + 2).split(" ");
}

function readProc(name: string): string {
  try {
    return fs.readFileSync(`/proc/${name}`, "latin1");
  } catch {
    // The process ended between the listing and now.
    return "";
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, HOST, () => {
      const address = probe.address();
      const port = typeof address === "object" && address !== null
        ? address.port
        : 0;
      probe.close(() => resolve(port));
    });
  });
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(port, HOST);
    probe.once("connect", () => {
      probe.destroy();
      resolve(true);
    });
    probe.once("error", () => resolve(false));
  });
}
