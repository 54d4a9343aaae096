import { Core } from "../../src/irc/core.ts";
import type { Sink } from "../../src/irc/session.ts";
import type { OutgoingMessage } from "../../src/irc/wire/message.ts";
import type { Settings } from "../../src/irc/settings.ts";

/** When a test network starts: 2026-01-01 00:00:00 UTC, in milliseconds. */
export const START = Date.UTC(2026, 0, 1);

/** The settings of a test network, unless a test changes them. */
export const SETTINGS: Settings = {
  serverName: "irc.test",
  networkName: "TestNet",
  version: "ircd-test",
  motd: [],
  password: null,
  pingInterval: 60_000,
  pingTimeout: 30_000,
  registrationTimeout: 30_000,
};

const decoder = new TextDecoder("utf-8", { fatal: true });

/** One client of a test network: says lines, and keeps the lines that come. */
export class TestClient implements Sink {
  /** The bytes that came since they were last taken. */
  readonly received: Uint8Array[] = [];
  /** True once the core has ended the session. */
  closed = false;

  constructor(readonly network: TestNetwork, readonly id: number) {}

  write(message: OutgoingMessage): void {
    if (!this.closed) this.received.push(message.bytes);
  }

  close(): void {
    this.closed = true;
  }

  /**
   * Says lines, without their CR LF.
   *
   * @returns the lines that this client got meanwhile, and before
   */
  send(...lines: string[]): string[] {
    for (const line of lines) {
      this.network.core.receive(this.id, line, this.network.at);
    }
    return this.take();
  }

  /** @returns the lines that came since the last call, without CR LF */
  take(): string[] {
    const lines = this.received.map((bytes) =>
      decoder.decode(bytes).replace(/\r\n$/, "")
    );
    this.received.length = 0;
    return lines;
  }

  /** The connection goes away. */
  disconnect(reason = "Connection closed"): void {
    this.network.core.close(this.id, reason, this.network.at);
  }
}

/** A core with a clock that stands still until it is moved. */
export class TestNetwork {
  readonly core: Core;
  /** Now, in milliseconds since 1970. */
  at = START;
  #nextId = 1;

  constructor(settings: Partial<Settings> = {}) {
    this.core = new Core({ ...SETTINGS, ...settings }, this.at);
  }

  /**
   * Opens a connection that has said nothing yet.
   *
   * @param address where it comes from
   */
  connect(address = "192.0.2.1"): TestClient {
    const client = new TestClient(this, this.#nextId++);
    this.core.open(client.id, { address, sink: client }, this.at);
    return client;
  }

  /**
   * Opens a connection and registers it as `nick!~nick@192.0.2.1`.
   *
   * @param nick the nickname
   * @returns the client, with its welcome taken
   */
  register(nick: string): TestClient {
    const client = this.connect();
    client.send(`NICK ${nick}`, `USER ${nick} 0 * :Real ${nick}`);
    return client;
  }

  /**
   * Registers clients and joins each to a channel.
   *
   * @returns the clients, with all that they got taken; the first is operator
   */
  channel(name: string, ...nicks: string[]): TestClient[] {
    const clients = nicks.map((nick) => this.register(nick));
    for (const client of clients) client.send(`JOIN ${name}`);
    for (const client of clients) client.take();
    return clients;
  }

  /** Lets time pass, with a tick each second. */
  pass(milliseconds: number): void {
    const end = this.at + milliseconds;
    while (this.at < end) {
      this.at = Math.min(this.at + 1000, end);
      this.core.tick(this.at);
    }
  }
}
