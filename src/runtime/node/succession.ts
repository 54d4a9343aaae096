import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, readSync, writeSync } from "node:fs";
import type { Socket } from "node:net";
import process from "node:process";
import type {
  Inheritance,
  PassedConnections,
  PassedSocket,
  Predecessor,
  Successor,
} from "../succession.ts";

/** Tells a process that it takes over, and how the two speak. */
const VARIABLE = "IRCD_SUCCESSION";
const LANGUAGE = "2";

/** Where the two speak, a line of JSON at a time; where the one gets descriptors of the other; and the sockets. */
const TALK_FD = 3;
const DESCRIPTORS_FD = TALK_FD + 1;
const FIRST_SOCKET_FD = DESCRIPTORS_FD + 1;

/** The first process of a container: the others end with it. */
const FIRST_PID = 1;

/** How long a new process has to start. */
const PATIENCE_MS = 30_000;

/** How long it has once clients wait for it. */
const HANDOVER_MS = 10_000;

const READ_BYTES = 64 * 1024;

/** What a new process is told that gets no connections. */
const NOTHING = "";

/** What a new process says: that it asks for connections in a format, then that it listens. */
interface Saying {
  readonly asks?: string;
  readonly listens?: true;
}

/** How a process sends file descriptors to one that it starts. */
export interface DescriptorSender {
  /** What the other gets them from */
  readonly theirFd: number;
  /** @returns false if they cannot be sent */
  send(fds: readonly number[]): boolean;
  /** The other has its own end. */
  started(): void;
  close(): void;
}

/**
 * Starts a process that is to take over.
 *
 * @param command what it is, and its arguments
 * @param passed what it takes over; sockets with a descriptor are passed on
 * @param descriptors passes on open connections; null where that is not possible
 * @returns null where there can be no such process
 */
export function startSuccessor(
  [file, ...args]: readonly [string, ...string[]],
  { sockets, ...others }: Inheritance,
  descriptors: DescriptorSender | null,
): Successor | null {
  if (process.pid === FIRST_PID) return null;
  const fds = sockets.flatMap(({ fd }) => fd ?? []);
  let next = FIRST_SOCKET_FD;
  const passed = sockets.map((socket) => ({
    ...socket,
    fd: socket.fd === null ? null : next++,
  }));
  const child = spawn(file, args, {
    env: environment(),
    stdio: [
      ...["inherit", "inherit", "inherit", "pipe"] as const,
      descriptors?.theirFd ?? "ignore",
      ...fds,
    ],
  });
  descriptors?.started();
  return new ChildSuccessor(child, { sockets: passed, ...others }, descriptors);
}

/** The watchdog is that of whoever is the service. */
function environment(): Record<string, string | undefined> {
  const { WATCHDOG_PID: _, ...others } = process.env;
  return { ...others, [VARIABLE]: LANGUAGE };
}

class ChildSuccessor implements Successor {
  readonly pid: number;
  readonly takesConnections: boolean;
  readonly asked: Promise<string | null>;
  readonly started: Promise<boolean>;
  /** Null if it could not be started. */
  readonly #talk: Socket | null;
  readonly #asked = Promise.withResolvers<string | null>();
  readonly #started = Promise.withResolvers<boolean>();
  #heard = "";
  #overdue: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly child: ChildProcess,
    passed: Inheritance,
    readonly descriptors: DescriptorSender | null,
  ) {
    this.pid = child.pid ?? 0;
    this.takesConnections = descriptors !== null;
    this.asked = this.#asked.promise;
    this.started = this.#started.promise;
    this.#talk = child.stdio[TALK_FD] as Socket | null;
    this.#talk?.on("data", (bytes: Uint8Array) => this.#hear(bytes));
    // Its end tells.
    this.#talk?.on("error", () => {});
    child.once("error", () => this.#ended());
    child.once("exit", () => this.#ended());
    this.#say(JSON.stringify(passed));
    this.#wait(PATIENCE_MS);
  }

  refuse(): void {
    this.#say(NOTHING);
    this.#wait(PATIENCE_MS);
  }

  pass({ fds, state }: PassedConnections): boolean {
    if (this.descriptors?.send(fds) !== true) return false;
    this.#say(state);
    this.#wait(HANDOVER_MS);
    return true;
  }

  stop(): void {
    this.child.kill("SIGKILL");
  }

  #say(line: string): void {
    this.#talk?.write(`${line}\n`);
  }

  #wait(milliseconds: number): void {
    clearTimeout(this.#overdue);
    this.#overdue = setTimeout(() => this.stop(), milliseconds);
  }

  /** All that it says is short, and no more than ASCII. */
  #hear(bytes: Uint8Array): void {
    const lines = (this.#heard + new TextDecoder().decode(bytes)).split("\n");
    this.#heard = lines.pop() ?? "";
    for (const line of lines) this.#understand(line);
  }

  /** It may be any program. */
  #understand(line: string): void {
    const { asks, listens } = parse(line);
    if (typeof asks === "string") this.#asked.resolve(asks);
    else if (listens === true) this.#started.resolve(true);
    else return this.stop();
    clearTimeout(this.#overdue);
  }

  #ended(): void {
    clearTimeout(this.#overdue);
    this.descriptors?.close();
    this.#asked.resolve(null);
    this.#started.resolve(false);
  }
}

function parse(line: string): { readonly [key in keyof Saying]: unknown } {
  try {
    return JSON.parse(line) ?? {};
  } catch {
    return {};
  }
}

/**
 * Finds the process that this one takes over from.
 *
 * @param receive gives the descriptors that have come over one; null where that is not possible
 * @see Runtime.predecessor
 */
export function predecessor(
  receive: ((fd: number) => number[]) | null,
): Predecessor | null {
  const language = process.env[VARIABLE];
  if (language === undefined) return null;
  delete process.env[VARIABLE];
  if (language !== LANGUAGE) {
    throw new Error(
      "the running server is too old or too new to take over from",
    );
  }
  return new ParentPredecessor(JSON.parse(readLine()), receive);
}

/** It waits for what the other says, and does nothing else meanwhile: nobody is connected yet. */
class ParentPredecessor implements Predecessor {
  readonly sockets: readonly PassedSocket[];
  readonly cloakKey: string;
  #hasConnections = false;

  constructor(
    { cloakKey, sockets }: Inheritance,
    readonly receive: ((fd: number) => number[]) | null,
  ) {
    this.sockets = sockets;
    this.cloakKey = cloakKey;
  }

  takeOver(format: string): PassedConnections | null {
    say({ asks: format });
    const state = readLine();
    this.#hasConnections = state !== NOTHING;
    const { receive } = this;
    if (receive === null) return null;
    const fds = this.#hasConnections ? receive(DESCRIPTORS_FD) : [];
    closeSync(DESCRIPTORS_FD);
    return this.#hasConnections ? { fds, state } : null;
  }

  started(unused: readonly PassedSocket[]): void {
    for (const { fd } of unused) {
      if (fd !== null) closeSync(fd);
    }
    say({ listens: true });
    if (this.#hasConnections) waitForEnd();
    closeSync(TALK_FD);
  }
}

function say(saying: Saying): void {
  writeSync(TALK_FD, `${JSON.stringify(saying)}\n`);
}

/** @throws {Error} if the other has ended */
function readLine(): string {
  const decoder = new TextDecoder();
  let text = "";
  while (!text.endsWith("\n")) {
    const chunk = read();
    if (chunk === null) throw new Error("the running server has ended");
    text += decoder.decode(chunk, { stream: true });
  }
  return text.slice(0, -1);
}

function waitForEnd(): void {
  while (read() !== null) { /* It has nothing more to say. */ }
}

/** @returns null if the other has ended */
function read(): Uint8Array | null {
  try {
    const buffer = new Uint8Array(READ_BYTES);
    const length = readSync(TALK_FD, buffer);
    return length === 0 ? null : buffer.subarray(0, length);
  } catch {
    return null;
  }
}
