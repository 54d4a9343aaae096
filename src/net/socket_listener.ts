import {
  chmodSync,
  closeSync,
  existsSync,
  lstatSync,
  openSync,
  renameSync,
  unlinkSync,
} from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import { devNull } from "node:os";
import type { PassedSocket } from "../runtime/succession.ts";
import { descriptorOf } from "./descriptor_of.ts";
import type { TlsMeans } from "./handshake.ts";
import { receive, type Reception } from "./incoming.ts";
import type { Bound, ListenAt } from "./place.ts";

/** How many file descriptors must be left for files once a connection is accepted. */
const SPARE_COUNT = 4;

/** To look costs as much as a quarter of an accept: so many more are looked for, and taken without a look soon. */
const AHEAD_COUNT = 16;
const AHEAD_MS = 20;

/** Milliseconds between two looks at whether there are any. */
const LOOK_MS = 1000;

/** What `node:net` is told: where, and how. */
type ListenOptions = Parameters<Server["listen"]>[0] | { readonly fd: number };

/**
 * A Unix socket is bound by another name, and gets its own once it listens: so
 * one that is taken over is there all the time, and to close it, which removes
 * the name that it was bound by, removes no other's.
 */
const NEW = ".new";

/** Where a listener hands on what it has accepted. */
export interface SocketOwner extends TlsMeans, Reception {
  readonly backlog: number;
  /** The socket of the process before, which is to be taken over */
  readonly inherited: PassedSocket | undefined;
  /** True where a process that takes over binds a socket of its own beside it */
  readonly sharesPorts: boolean;
  /** See {@linkcode Runtime.duplicate} */
  readonly duplicate: (fd: number) => number | null;
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
  if (place.path !== null && owner.inherited === undefined) {
    await removeStale(place.path);
    // To give a socket its name would replace what has it.
    if (existsSync(place.path)) {
      throw Object.assign(new Error("in use"), { code: "EADDRINUSE" });
    }
  }
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
  #hasLetGo = false;
  #isHeld = false;
  #inheritedFd: number | null;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(readonly place: ListenAt, readonly owner: SocketOwner) {
    this.port = owner.inherited?.boundPort ?? place.port;
    this.#inheritedFd = owner.inherited?.fd ?? null;
  }

  get fd(): number | null {
    return this.owner.sharesPorts ? null : descriptorOf(this.#server);
  }

  get pending(): number {
    return this.#waiting.size;
  }

  /** The socket stays open under a second descriptor. */
  hold(): boolean {
    const { fd } = this;
    const other = fd === null ? null : this.owner.duplicate(fd);
    if (other === null) return false;
    this.#isHeld = true;
    this.#inheritedFd = other;
    this.#server?.close();
    this.#server = null;
    return true;
  }

  release(): void {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    this.#isExhausted = true;
    this.#look();
  }

  async open(): Promise<void> {
    const { inherited, sharesPorts } = this.owner;
    // Who takes over from nobody must find the port free, and shares it only then.
    if (sharesPorts && inherited === undefined && this.place.path === null) {
      await this.#listen({ host: this.place.host, port: this.port });
      await this.#stopListening();
    }
    await this.#listen();
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
  }

  close(): void {
    if (this.#hasLetGo || this.#isHeld) return;
    this.#isClosed = true;
    clearInterval(this.#timer);
    this.#server?.close();
    for (const socket of this.#waiting) socket.destroy();
    if (this.place.path !== null) removeFile(this.place.path);
  }

  /** Those who are accepted already are handed on. */
  async letGo(): Promise<void> {
    this.#hasLetGo = true;
    clearInterval(this.#timer);
    await turn();
    const server = this.#server;
    this.#server = null;
    this.#isClosed = true;
    server?.close();
    await turn();
  }

  #stopListening(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    return new Promise((resolve) => {
      if (server === null) resolve();
      else server.close(() => resolve());
    });
  }

  /** Where, and how. */
  #options(): ListenOptions {
    const { backlog, sharesPorts } = this.owner;
    const { host, path } = this.place;
    // It is the listener's, and closed with it: who listens anew has it no more.
    const fd = this.#inheritedFd;
    this.#inheritedFd = null;
    if (fd !== null) return { fd };
    if (path !== null) return { path: path + NEW, backlog };
    return { host, port: this.port, backlog, reusePort: sharesPorts };
  }

  async #listen(options: ListenOptions = this.#options()): Promise<void> {
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      this.#accept(socket);
    });
    const { mode, path } = this.place;
    if (path !== null) removeFile(path + NEW);
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.once("listening", resolve);
      server.listen(options);
    });
    // What is wrong later is seen at the next look.
    server.on("error", () => this.#exhaust());
    this.#server = server;
    if (path !== null && "path" in options) {
      chmodSync(path + NEW, mode);
      renameSync(path + NEW, path);
    }
    const address = server.address();
    if (address !== null && typeof address === "object") {
      this.port = address.port;
    }
  }

  #accept(socket: Socket): void {
    if (this.#isClosed || !ahead.take()) {
      socket.on("error", () => {});
      socket.destroy();
      return this.#exhaust();
    }
    this.#waiting.add(socket);
    socket.once("close", () => this.#waiting.delete(socket));
    const { owner, place } = this;
    receive(socket, place, owner, {
      gate: owner.gate,
      welcome: (speaking, raw, peer, ticket) => {
        this.#waiting.delete(socket);
        owner.welcome(speaking, raw, peer, ticket);
      },
      refuse: (raw, peer, reason) => {
        this.#waiting.delete(socket);
        owner.refuse(raw, peer, reason);
      },
    });
  }

  #exhaust(): void {
    if (this.#isExhausted || this.#isClosed) return;
    this.#isExhausted = true;
    this.owner.exhausted();
  }

  async #look(): Promise<void> {
    if (this.#isHeld) return;
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

function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

function isExhaustion(error: unknown): boolean {
  return error instanceof Error && "code" in error &&
    (error.code === "EMFILE" || error.code === "ENFILE");
}

/** What was looked for ahead, for all listeners. */
const ahead = {
  count: 0,
  until: 0,

  /** @returns true if there is a descriptor to spare, which is taken */
  take(): boolean {
    const now = performance.now();
    if (this.count === 0 || now > this.until) {
      this.count = hasDescriptors(SPARE_COUNT + AHEAD_COUNT) ? AHEAD_COUNT : 0;
      this.until = now + AHEAD_MS;
      if (this.count === 0) return hasDescriptors();
    }
    this.count--;
    return true;
  },
};

/** To ask for some is the one way to know on every runtime. */
function hasDescriptors(count = SPARE_COUNT): boolean {
  const opened: number[] = [];
  try {
    while (opened.length < count) opened.push(openSync(devNull, "r"));
    return true;
  } catch (error) {
    return !isExhaustion(error);
  } finally {
    for (const file of opened) closeSync(file);
  }
}
