import type {
  Listener,
  ListenerHandler,
  ListenOptions,
  Runtime,
  SignalHandlers,
  Transport,
  TransportHandler,
} from "../../src/runtime/runtime.ts";

const decoder = new TextDecoder();

/** A connection that exists in memory alone. */
export class MemoryTransport implements Transport {
  readonly remoteAddress = "192.0.2.1";
  /** What the server has sent since it was last taken. */
  output = "";
  /** False makes this a client that does not read. */
  reading = true;
  state: "open" | "ended" | "aborted" = "open";
  #handler: TransportHandler | null = null;

  /** @param handler who is told what the client does */
  start(handler: ListenerHandler): void {
    this.#handler = handler.accept(this);
  }

  write(chunks: readonly Uint8Array[]): boolean {
    if (!this.reading) return false;
    for (const chunk of chunks) this.output += decoder.decode(chunk);
    return true;
  }

  end(): void {
    this.state = "ended";
    this.#handler?.closed("Connection closed");
  }

  abort(): void {
    if (this.state !== "open") return;
    this.state = "aborted";
    this.#handler?.closed("Connection closed");
  }

  /** The client says lines. */
  say(...lines: string[]): void {
    for (const line of lines) this.#handler?.line(line);
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
  /** The environment. */
  readonly variables = new Map<string, string>();
  /** What is given where a password is asked for. */
  secret: string | null = null;
  /** What the program does at signals. */
  signals: SignalHandlers | null = null;
  #handler: ListenerHandler | null = null;

  constructor(readonly args: readonly string[] = []) {}

  env(name: string): string | undefined {
    return this.variables.get(name);
  }

  readTextFile(path: string): string {
    const text = this.files.get(path);
    if (text === undefined) throw new Error(`no such file: ${path}`);
    return text;
  }

  exists(path: string): boolean {
    return this.files.has(path);
  }

  writeTextFile(path: string, text: string): void {
    this.files.set(path, text);
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
    return { hostname, port, close: () => {} };
  }

  onSignals(handlers: SignalHandlers): void {
    this.signals = handlers;
  }

  exit(code: number): never {
    throw new Error(`exit ${code}`);
  }

  /** Connects a client to the server that listens. */
  connect(): MemoryTransport {
    const transport = new MemoryTransport();
    if (this.#handler !== null) transport.start(this.#handler);
    return transport;
  }
}
