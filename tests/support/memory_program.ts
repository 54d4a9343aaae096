import { answered } from "./answered.ts";
import { main } from "../../src/cli/main.ts";
import { FakeTime } from "./fake_time.ts";
import { type MemoryConnection, MemoryRuntime } from "./memory_runtime.ts";

/** The configuration of a server with one operator, whose password is "sécret". */
export const CONFIG = `[server]
name = "irc.test"
network = "TestNet"
port = 7000
motd = "motd.txt"

[users]
modes = ""

[[class]]
name = "admin"
privileges = ["rehash", "die", "ban"]

[[operator]]
name = "root"
password = "$scrypt$ln=10,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$+6p/uCNzU/pcgC5MpZg6K99z+XaoQ9DA8H6csCx+i0Q"
class = "admin"
`;

/** Longer than the last lines to a client have to get out. */
const LINGER = 3000;

/** The program, followed under fake time and without files, sockets or signals. */
export class MemoryProgram implements AsyncDisposable {
  readonly runtime: MemoryRuntime;
  readonly #time = new FakeTime("2026-01-01T00:00:00Z");
  #ending: Promise<string> = Promise.resolve("not started");
  #hasEnded = false;

  /** @param args its command line; without one it serves {@linkcode CONFIG} */
  constructor(args: readonly string[] = ["--config", "ircd.toml"]) {
    this.runtime = new MemoryRuntime(args);
    this.runtime.environment.set("IRCD__SERVER__DATA", "none");
    this.write("ircd.toml", CONFIG);
    this.write("motd.txt", "Be kind.");
  }

  /** Makes a file, or makes it anew. */
  write(path: string, text: string): void {
    this.runtime.files.set(path, text);
  }

  /** Starts it. @returns itself, once it serves or has ended */
  async start(): Promise<this> {
    this.#ending = main(this.runtime).then(
      () => "exit by itself",
      (error: Error) => error.message,
    ).finally(() => this.#hasEnded = true);
    await this.turn();
    return this;
  }

  /** Lets the turn of the event loop end. */
  async turn(): Promise<void> {
    await this.#time.tickAsync(0);
  }

  /** Lets time pass. */
  async pass(milliseconds: number): Promise<void> {
    await this.#time.tickAsync(milliseconds);
  }

  /** @returns how it ended, once what it has to say is out */
  async ended(): Promise<string> {
    await this.#time.tickAsync(LINGER);
    return await this.#ending;
  }

  /**
   * @param nick a nickname
   * @returns a client that has registered, with its welcome to be taken
   */
  async register(nick: string): Promise<MemoryConnection> {
    const client = this.runtime.connect();
    client.say(`NICK ${nick}`, `USER ${nick} 0 * :${nick}`);
    await this.turn();
    return client;
  }

  /** @returns a client that is an operator, with all that it got taken */
  async operator(): Promise<MemoryConnection> {
    const client = await this.register("root");
    client.take();
    client.say("OPER root sécret");
    await answered(client);
    await this.turn();
    client.take();
    return client;
  }

  /** A client says lines. @returns what it got, now and before */
  async say(client: MemoryConnection, ...lines: string[]): Promise<string[]> {
    client.say(...lines);
    await this.turn();
    return client.take();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#hasEnded) this.runtime.signals?.stop();
    await this.ended();
    this.#time.restore();
  }
}
