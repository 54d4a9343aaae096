import { splitLines } from "../../src/runtime/bun/split_lines.ts";
import type {
  Appender,
  Connection,
  ConnectionHandler,
  Listener,
  ListenerHandler,
  ListenOptions,
  Runtime,
  SignalHandlers,
} from "../../src/runtime/runtime.ts";
import type {
  Detached,
  Inheritance,
  PassedConnections,
  PassedSocket,
  Predecessor,
  Successor,
} from "../../src/runtime/succession.ts";

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** A connection that exists in memory alone. */
export class MemoryConnection implements Connection {
  readonly transport = "tcp";
  readonly copiesOnWrite = true;
  /** What the server has sent since it was last taken. */
  output = "";
  /** How often it has sent something. */
  writes = 0;
  state: "open" | "ended" | "aborted" = "open";
  #handler: ConnectionHandler | null = null;
  #isReading = true;
  /** What the server has sent that the client has not read. */
  #unsent: Uint8Array | null = null;
  #isPaused = false;
  /** What the client has sent that the server has not read. */
  #unread: Uint8Array[] = [];

  constructor(readonly remoteAddress = "192.0.2.1") {}

  /** What other processes know it by; none can have it while this is null. */
  fd: number | null = null;
  #isDetached = false;

  get isPassable(): boolean | undefined {
    return this.fd === null ? undefined : this.state === "open";
  }

  detach(): Detached {
    this.#isPaused = true;
    this.#isDetached = true;
    const unsent = this.#unsent ?? new Uint8Array(0);
    return { fd: this.fd ?? -1, unread: new Uint8Array(0), unsent };
  }

  reattach(): void {
    this.#isDetached = false;
    // As on Bun: it tries again.
    this.reading = this.#isReading;
    this.resume();
  }

  /** Another process has it now. */
  moveTo(handler: ConnectionHandler): void {
    this.#handler = handler;
    this.#unsent = null;
  }

  /** False makes this a client that does not read; true lets it read on. */
  set reading(isReading: boolean) {
    this.#isReading = isReading;
    if (isReading) this.readWrite();
  }

  /** The client reads what the server's last write has left, and no more. */
  readWrite(): void {
    const unsent = this.#unsent;
    if (unsent === null || this.#isDetached) return;
    this.#unsent = null;
    this.output += decoder.decode(unsent);
    this.#handler?.drained();
  }

  /** True while the server does not read what the client sends. */
  get isPaused(): boolean {
    return this.#isPaused;
  }

  /** @param handler who is told what the client does */
  start(handler: ListenerHandler): void {
    this.#handler = handler.accept(this);
    if (this.#handler === null) this.abort();
  }

  write(bytes: Uint8Array): boolean {
    this.writes++;
    if (!this.#isReading || this.#isDetached) {
      this.#unsent = bytes.slice();
      return false;
    }
    this.output += decoder.decode(bytes);
    return true;
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    while (!this.#isPaused) {
      const bytes = this.#unread.shift();
      if (bytes === undefined) return;
      this.#handler?.data(bytes);
    }
  }

  end(): void {
    this.state = "ended";
    this.#handler?.closed(null);
  }

  abort(): void {
    if (this.state !== "open") return;
    this.state = "aborted";
    this.#handler?.closed(null);
  }

  /** The client says lines, in one piece. */
  say(...lines: string[]): void {
    this.send(encoder.encode(lines.map((line) => `${line}\r\n`).join("")));
  }

  /** Bytes come that were read before the server had the time to pause. */
  bring(bytes: Uint8Array): void {
    this.#handler?.data(bytes);
  }

  /** The client sends bytes. */
  send(bytes: Uint8Array): void {
    if (this.#isPaused) this.#unread.push(bytes);
    else this.#handler?.data(bytes);
  }

  /** The connection breaks. */
  break(reason: string): void {
    this.#handler?.closed(reason);
  }

  /** @returns the lines that the server has sent since the last call */
  take(): string[] {
    const lines = this.output.split("\r\n");
    this.output = lines.pop() ?? "";
    return lines;
  }
}

/** A runtime without sockets and signals, for a server under fake time. */
export class MemoryRuntime implements Runtime {
  readonly printed: string[] = [];
  readonly errors: string[] = [];
  /** The files there are, and their texts. */
  readonly files = new Map<string, string>();
  /** The paths of files that cannot be written. */
  readonly unwritable = new Set<string>();
  /** The environment. */
  readonly environment = new Map<string, string>();
  /** What is given where a password is asked for. */
  secret: string | null = null;
  /** What the program does at signals. */
  signals: SignalHandlers | null = null;
  readonly splitLines = splitLines;
  readonly afterSockets = setImmediate;
  #handler: ListenerHandler | null = null;

  /** What was logged, without its time. */
  get logged(): string[] {
    return this.errors.map((line) => line.replace(/^\d\S+Z /, ""));
  }

  /** What went to standard error of what goes wrong. */
  get complaints(): string[] {
    return this.logged.filter((line) => !/^(?:debug|info) /.test(line));
  }

  constructor(readonly args: readonly string[] = []) {}

  variables(): Record<string, string> {
    return Object.fromEntries(this.environment);
  }

  env(name: string): string | undefined {
    return this.environment.get(name);
  }

  readTextFile(path: string): string {
    const text = this.files.get(path);
    if (text === undefined) throw new Error(`no such file: ${path}`);
    return text;
  }

  exists(path: string): boolean {
    return this.files.has(path);
  }

  writeTextFile(path: string, text: string): Promise<void> {
    this.files.set(path, text);
    return Promise.resolve();
  }

  appendFile(path: string): Appender {
    if (this.unwritable.has(path)) throw new Error(`read-only: ${path}`);
    const text = this.files.get(path) ?? "";
    const file = { text };
    this.files.set(path, text);
    return {
      write: (more) => {
        if (this.unwritable.has(path)) throw new Error(`full: ${path}`);
        file.text += more;
        this.files.set(path, file.text);
      },
      close: () => {},
    };
  }

  readSecret(): string | null {
    return this.secret;
  }

  print(line: string): void {
    this.printed.push(line);
  }

  printError(line: string): void {
    this.errors.push(line);
  }

  listen(
    { hostname, port }: ListenOptions,
    handler: ListenerHandler,
  ): Listener {
    this.#handler = handler;
    this.listening++;
    const close = () => void this.listening--;
    const letGo = () => Promise.resolve(close());
    const hold = () => this.isHeld = this.passable !== null;
    const release = () => void (this.isHeld = false);
    return { hostname, port, fd: 4, close, letGo, hold, release };
  }

  onSignals(handlers: SignalHandlers): void {
    this.signals = handlers;
  }

  /** True while those who connect wait. */
  isHeld = false;
  /** How many places are listened on. */
  listening = 0;
  /** What a process that takes over was given; null while none was started. */
  passed: readonly PassedSocket[] | null = null;
  /** Says whether the process that is to take over listens. */
  successor: PromiseWithResolvers<boolean> = Promise.withResolvers();
  /** True once the process that was to take over is ended. */
  stopped = false;
  /** Whom this process takes over from. */
  before: Predecessor | null = null;

  /** The format in which it asks for connections; null for a process that does not come to that. */
  asks: string | null = "none";
  /** The connections that it was passed; null for none. */
  handedOver: PassedConnections | null = null;
  /** The connections that other processes can have, by their descriptors; null where none can be passed on. */
  passable: Map<number, MemoryConnection> | null = null;

  startSuccessor({ sockets }: Inheritance): Successor | null {
    this.passed = sockets;
    return {
      pid: 4712,
      takesConnections: this.passable !== null,
      asked: Promise.resolve(this.asks),
      refuse: () => {},
      pass: (connections) => {
        this.handedOver = connections;
        return true;
      },
      started: this.successor.promise,
      stop: () => void (this.stopped = true),
    };
  }

  adopt(
    fd: number,
    _remoteAddress: string,
    accept: (connection: Connection) => ConnectionHandler,
  ): Promise<boolean> {
    const connection = this.passable?.get(fd);
    connection?.moveTo(accept(connection));
    return Promise.resolve(connection !== undefined);
  }

  duplicate(): null {
    return null;
  }

  predecessor(): Predecessor | null {
    return this.before;
  }

  readonly sharesPorts = false;
  readonly pid = 4711;
  /** What systemd was told. */
  readonly told: string[] = [];

  openNotifySocket(path: string): ((text: string) => void) | null {
    if (path !== "/run/notify") return null;
    return (text) => void this.told.push(text);
  }

  exit(code: number): never {
    throw new Error(`exit ${code}`);
  }

  /** No file descriptors are left. */
  exhaust(): void {
    this.#handler?.exhausted();
  }

  /** Connects a client to what was listened on last. */
  connect(address?: string): MemoryConnection {
    const connection = new MemoryConnection(address);
    if (this.passable !== null) {
      connection.fd = this.passable.size;
      this.passable.set(connection.fd, connection);
    }
    if (this.#handler !== null) connection.start(this.#handler);
    return connection;
  }
}
