import { chmodSync, closeSync, lstatSync, openSync, unlinkSync } from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import { devNull } from "node:os";
import { receive, type TlsMeans, type Welcome } from "./incoming.ts";
import type { Bound, ListenAt } from "./place.ts";

/** How many file descriptors must be left for files once a connection is accepted. */
const SPARE_COUNT = 4;

/** Milliseconds between two looks at whether there are any. */
const LOOK_MS = 1000;

/** Where a listener hands on what it has accepted. */
export interface SocketOwner extends TlsMeans {
  readonly backlog: number;
  readonly welcome: Welcome;
  /** No file descriptors are left. */
  exhausted(): void;
}

/**
 * Binds and listens by `node:net`, on TCP or on a Unix socket.
 *
 * @throws {Error} if it is not possible
 */
export async function listenBySocket(
  place: ListenAt,
  owner: SocketOwner,
): Promise<Bound> {
  if (place.path !== null) await removeStale(place.path);
  const listener = new SocketListener(place, owner);
  await listener.open();
  return listener;
}

/** A file that is left of a server that was killed keeps nobody from listening. */
async function removeStale(path: string): Promise<void> {
  if (!isSocket(path)) return;
  const isStale = await new Promise<boolean>((resolve) => {
    const probe = connect(path);
    probe.once("connect", () => {
      probe.destroy();
      resolve(false);
    });
    probe.once("error", (error: Error & { code?: string }) => {
      probe.destroy();
      resolve(error.code === "ECONNREFUSED");
    });
  });
  if (isStale) removeFile(path);
}

/** Whatever else is there is somebody's. */
function isSocket(path: string): boolean {
  try {
    return lstatSync(path).isSocket();
  } catch {
    return false;
  }
}

function removeFile(path: string): void {
  try {
    unlinkSync(path);
  } catch { /* It is gone. */ }
}

/**
 * Listens. Where accepting fails for want of file descriptors, one runtime
 * accepts nothing any more, and the other tries again without end: so nobody is
 * let in who takes one of the last, and once there are some it listens anew.
 */
class SocketListener implements Bound {
  /** The port that the system chose is kept. */
  port: number;
  #server: Server | null = null;
  /** Those that are accepted and not handed on yet. */
  readonly #waiting = new Set<Socket>();
  #isExhausted = false;
  #isClosed = false;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(readonly place: ListenAt, readonly owner: SocketOwner) {
    this.port = place.port;
  }

  async open(): Promise<void> {
    await this.#listen();
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
  }

  close(): void {
    this.#isClosed = true;
    clearInterval(this.#timer);
    this.#server?.close();
    for (const socket of this.#waiting) socket.destroy();
    if (this.place.path !== null) removeFile(this.place.path);
  }

  async #listen(): Promise<void> {
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      this.#accept(socket);
    });
    const { host, mode, path } = this.place;
    const { backlog } = this.owner;
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.once("listening", resolve);
      if (path === null) server.listen({ host, port: this.port, backlog });
      else server.listen({ path, backlog });
    });
    // What is wrong later is seen at the next look.
    server.on("error", () => this.#exhaust());
    this.#server = server;
    if (path !== null) chmodSync(path, mode);
    const address = server.address();
    if (address !== null && typeof address === "object") {
      this.port = address.port;
    }
  }

  #accept(socket: Socket): void {
    if (this.#isClosed || !hasDescriptors()) {
      socket.on("error", () => {});
      socket.destroy();
      return this.#exhaust();
    }
    this.#waiting.add(socket);
    socket.once("close", () => this.#waiting.delete(socket));
    receive(socket, this.place, this.owner, (speaking, raw, peer) => {
      this.#waiting.delete(socket);
      this.owner.welcome(speaking, raw, peer);
    });
  }

  #exhaust(): void {
    if (this.#isExhausted || this.#isClosed) return;
    this.#isExhausted = true;
    this.owner.exhausted();
  }

  async #look(): Promise<void> {
    if (!hasDescriptors()) return this.#exhaust();
    if (!this.#isExhausted) return;
    this.#isExhausted = false;
    this.#server?.close();
    this.#server = null;
    try {
      await this.#listen();
    } catch {
      this.#isExhausted = true;
    }
    if (this.#isClosed) this.close();
  }
}

function isExhaustion(error: unknown): boolean {
  return error instanceof Error && "code" in error &&
    (error.code === "EMFILE" || error.code === "ENFILE");
}

/** To ask for some is the one way to know on every runtime. */
function hasDescriptors(): boolean {
  const opened: number[] = [];
  try {
    while (opened.length < SPARE_COUNT) opened.push(openSync(devNull, "r"));
    return true;
  } catch (error) {
    return !isExhaustion(error);
  } finally {
    for (const file of opened) closeSync(file);
  }
}
