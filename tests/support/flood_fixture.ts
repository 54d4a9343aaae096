import { MemoryStore } from "../../src/store/record_store.ts";
import { FakeTime } from "@std/testing/time";
import { Server } from "../../src/server/server.ts";
import { type MemoryConnection, MemoryRuntime } from "./memory_runtime.ts";
import { testConfig } from "./test_config.ts";

/** Of the password "sécret". */
export const HASH =
  "$scrypt$ln=10,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$+6p/uCNzU/pcgC5MpZg6K99z+XaoQ9DA8H6csCx+i0Q";

/** A server with its usual flood control, under fake time. */
export class FloodFixture {
  readonly runtime = new MemoryRuntime();
  readonly #server: Server;
  readonly #running: Promise<void>;

  constructor(readonly time: FakeTime, tables: Record<string, unknown>) {
    const config = testConfig(tables);
    this.#server = new Server(
      config,
      this.runtime,
      () => config,
      () => new MemoryStore(),
    );
    this.#server.init();
    this.#running = this.#server.run();
  }

  async pass(milliseconds = 0): Promise<void> {
    for (let turn = 0; turn < 3; turn++) await this.time.tickAsync(0);
    await this.time.tickAsync(milliseconds);
    for (let turn = 0; turn < 3; turn++) await this.time.tickAsync(0);
  }

  /** @returns clients that have registered, whose start is over */
  async settled(...nicks: string[]): Promise<MemoryConnection[]> {
    const clients = nicks.map((nick) => {
      const client = this.runtime.connect();
      client.say(`NICK ${nick}`, `USER ${nick} 0 * :${nick}`, "JOIN #a");
      return client;
    });
    await this.pass(61_000);
    for (const client of clients) client.say("PONG");
    await this.pass(2000);
    for (const client of clients) client.take();
    return clients;
  }

  async stop(): Promise<void> {
    this.#server.stop();
    await this.time.tickAsync(3000);
    await this.#running;
  }
}

/** Registers a test of a server under fake time. */
export function floodTest(
  name: string,
  test: (fixture: FloodFixture) => Promise<void>,
  tables: Record<string, unknown> = {},
): void {
  Deno.test(name, async () => {
    using time = new FakeTime("2026-01-01T00:00:00Z");
    const fixture = new FloodFixture(time, {
      class: [{ name: "trusted", privileges: ["flood"] }],
      operator: [{ name: "root", password: HASH, class: "trusted" }],
      ...tables,
    });
    await test(fixture);
    await fixture.stop();
  });
}

/** @returns so many numbers, from 0 */
export const numbers = (count: number) =>
  Array.from({ length: count }, (_, index) => String(index));

/** @returns how many PONG it has got since it was last looked */
export function pongs(client: MemoryConnection): number {
  return client.take().filter((line) => line.includes(" PONG ")).length;
}
