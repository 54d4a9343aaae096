import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, writeSync } from "node:fs";
import process from "node:process";
import type { PassedSocket, Predecessor, Successor } from "../runtime.ts";

/** Tells a process what it takes over. */
const VARIABLE = "IRCD_SUCCESSION";

/** Where a process says that it has taken over. */
const PIPE_FD = 3;
const FIRST_SOCKET_FD = PIPE_FD + 1;

/** The first process of a container: the others end with it. */
const FIRST_PID = 1;

/** How long a new process has to start. */
const PATIENCE_MS = 30_000;

/**
 * Starts a process that is to take over.
 *
 * @param command what it is, and its arguments
 * @param sockets what it takes over; those with a descriptor are passed on
 * @returns null where there can be no such process
 */
export function startSuccessor(
  [file, ...args]: readonly [string, ...string[]],
  sockets: readonly PassedSocket[],
): Successor | null {
  if (process.pid === FIRST_PID) return null;
  const fds = sockets.flatMap(({ fd }) => fd ?? []);
  let next = FIRST_SOCKET_FD;
  const passed = sockets.map((socket) => ({
    ...socket,
    fd: socket.fd === null ? null : next++,
  }));
  const child = spawn(file, args, {
    env: environment(JSON.stringify(passed)),
    stdio: ["inherit", "inherit", "inherit", "pipe", ...fds],
  });
  return {
    pid: child.pid ?? 0,
    started: whetherStarted(child),
    stop: () => child.kill(),
  };
}

/** The watchdog is that of whoever is the service. */
function environment(passed: string): Record<string, string | undefined> {
  const { WATCHDOG_PID: _, ...others } = process.env;
  return { ...others, [VARIABLE]: passed };
}

function whetherStarted(child: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => {
    const overdue = setTimeout(() => {
      child.kill("SIGKILL");
      resolve(false);
    }, PATIENCE_MS);
    const end = (hasStarted: boolean) => {
      clearTimeout(overdue);
      resolve(hasStarted);
    };
    child.stdio[PIPE_FD]?.on("data", () => end(true));
    child.once("error", () => end(false));
    child.once("exit", () => end(false));
  });
}

/** @see Runtime.predecessor */
export function predecessor(): Predecessor | null {
  const passed = process.env[VARIABLE];
  if (passed === undefined) return null;
  delete process.env[VARIABLE];
  return {
    sockets: JSON.parse(passed),
    started(unused) {
      for (const { fd } of unused) {
        if (fd !== null) closeSync(fd);
      }
      writeSync(PIPE_FD, "\n");
      closeSync(PIPE_FD);
    },
  };
}
