import {
  type Ending,
  type Program,
  spawn,
  type StartOptions,
} from "./program.ts";
import { SocketClient } from "./socket_client.ts";
import { TRUSTING_FILE } from "./trusting.ts";
import { PATIENCE_MS, until, within } from "./within.ts";

/** @returns what a server has written to standard error of what goes wrong: what it logs besides is left out */
export function complaintsIn(errors: string): string {
  return errors.replace(/^\S+ (?:debug|info) .*\n/gm, "");
}

/** With a configuration that trusts the clients, unless the options name another one. */
function trusting(options: StartOptions): StartOptions {
  const { asItComes = false, bare = false, flags = ["--port", "0"] } = options;
  if (asItComes || bare || flags.includes("--config")) return options;
  return { ...options, flags: ["--config", TRUSTING_FILE, ...flags] };
}

/** A server in a process of its own, and the clients that a test connects to it. */
export class ServerProcess implements AsyncDisposable {
  readonly #clients: SocketClient[] = [];
  /** What it has written to standard error so far. */
  errors = "";
  /** What it has written to standard output so far. */
  printed: string;
  readonly #ending: Promise<Ending>;
  readonly #successors: number[] = [];

  private constructor(
    readonly program: Program,
    readonly process: Deno.ChildProcess,
    readonly output: ReadableStreamDefaultReader<string>,
    /** The lines that say where it listens */
    readonly announcement: string,
  ) {
    this.printed = announcement;
    this.#ending = this.#gather();
  }

  /**
   * Starts a server and waits until it listens.
   *
   * @param program the program
   * @param options how
   * @returns the server
   */
  static async start(
    program: Program,
    options: StartOptions = {},
  ): Promise<ServerProcess> {
    const process = spawn(program, trusting(options));
    const output = process.stdout.pipeThrough(new TextDecoderStream())
      .getReader();
    const announced = announcements(output, options.listeners ?? 1);
    const listening = within(PATIENCE_MS, "the server listens", announced);
    const announcement = await listening.catch((error) => {
      process.kill("SIGKILL");
      throw error;
    });
    const server = new ServerProcess(
      program,
      process,
      output,
      announcement ?? "",
    );
    if (announcement !== null) return server;
    const { code, errors } = await server.ended();
    throw new Error(
      `The server did not listen: it ended with ${code}: ${errors}`,
    );
  }

  /** The process's number. */
  get pid(): number {
    return this.process.pid;
  }

  /** The port that it listens on. */
  get port(): number {
    const [, port] = / listens on \S+:(\d+)\n/.exec(this.announcement) ?? [];
    return Number(port);
  }

  /** The port that it has for WebSocket. */
  get webPort(): number {
    const [, port] = / listens on \S+:(\d+)(?: with TLS)? for WebSocket\n/.exec(
      this.announcement,
    ) ?? [];
    return Number(port);
  }

  /**
   * Waits for the announcement of one of its places.
   *
   * @param index which of them, in the order of the configuration
   */
  async portOf(index: number): Promise<number> {
    const line = () => this.printed.split("\n").slice(0, -1)[index];
    await until(PATIENCE_MS, "it listens there", () => line() !== undefined);
    const [, port] = / listens on \S+:(\d+)(?: with TLS)?$/.exec(line()) ?? [];
    return Number(port);
  }

  /**
   * @param hostname the server's address
   * @returns a client that has said nothing, and is closed with the server
   */
  async connect(hostname?: string): Promise<SocketClient> {
    const client = await SocketClient.connect(this.port, hostname);
    this.#clients.push(client);
    return client;
  }

  /**
   * @param nick a nickname
   * @param hostname the server's address
   * @returns a registered client, with its welcome taken
   */
  async register(nick: string, hostname?: string): Promise<SocketClient> {
    const client = await this.connect(hostname);
    await client.register(nick);
    return client;
  }

  /**
   * @param name a channel's name
   * @param nicks nicknames, of which the first will be operator
   * @returns a registered client for each, on the channel, with all that they got taken
   */
  async channel(name: string, ...nicks: string[]): Promise<SocketClient[]> {
    const clients: SocketClient[] = [];
    for (const nick of nicks) {
      const client = await this.register(nick);
      await client.send(`JOIN ${name}`);
      clients.push(client);
      for (const member of clients) await member.settle();
    }
    return clients;
  }

  /** @param signal a signal for the process, or the last that has taken over */
  signal(signal: Deno.Signal): void {
    const successor = this.#successors.at(-1);
    if (successor === undefined) this.process.kill(signal);
    else Deno.kill(successor, signal);
  }

  /** Waits until one process more has taken over. @returns its number */
  async successor(): Promise<number> {
    const count = this.#successors.length;
    const pids = () =>
      [...this.errors.matchAll(/ process (\d+) has taken over/g)]
        .map(([, pid]) => Number(pid));
    await until(
      PATIENCE_MS,
      "a process takes over",
      () => pids().length > count,
    );
    const pid = pids()[count];
    this.#successors.push(pid);
    return pid;
  }

  /** @returns how it ended, once it has */
  ended(): Promise<Ending> {
    return within(PATIENCE_MS, "the server ends", this.#ending);
  }

  /**
   * Takes the clients off and ends the server.
   *
   * @returns how it ended
   */
  stop(): Promise<Ending> {
    for (const client of this.#clients) client.close();
    this.#signalAll("SIGTERM");
    return this.ended();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      await this.stop();
    } catch (error) {
      this.#signalAll("SIGKILL");
      await this.#ending;
      throw error;
    }
  }

  #signalAll(signal: Deno.Signal): void {
    for (const pid of [this.pid, ...this.#successors]) {
      try {
        Deno.kill(pid, signal);
      } catch { /* It has ended already. */ }
    }
  }

  async #gather(): Promise<Ending> {
    const [{ code }, output] = await Promise.all([
      this.process.status,
      this.#gatherOutput(),
      this.#gatherErrors(),
    ]);
    return { code, output, errors: this.errors };
  }

  async #gatherOutput(): Promise<string> {
    while (true) {
      const { value } = await this.output.read();
      if (value === undefined) return this.printed;
      this.printed += value;
    }
  }

  async #gatherErrors(): Promise<void> {
    const { stderr } = this.process;
    for await (const text of stderr.pipeThrough(new TextDecoderStream())) {
      this.errors += text;
    }
  }
}

/** @returns null if it ends before it has said so often where it listens */
async function announcements(
  output: ReadableStreamDefaultReader<string>,
  count: number,
): Promise<string | null> {
  let text = "";
  while (text.split("\n").length <= count) {
    const { value } = await output.read();
    if (value === undefined) return null;
    text += value;
  }
  return text;
}
