import { assert, assertEquals, assertMatch } from "@std/assert";
import { forEachProgram } from "../support/for_each.ts";
import type { Program } from "../support/program.ts";
import { ServerProcess } from "../support/server_process.ts";
import { within } from "../support/within.ts";

/** How many connect at the same time, over and over. */
const CONNECTORS = 4;

/** Milliseconds that connects go on before and after the upgrade. */
const AROUND_MS = 300;

const GREETING = /^:irc\.localhost NOTICE \* :\*\*\* Welcome to /;

/** Nobody was refused, and no more were reset than may be. */
function assertNoneRefused({ faults }: Connects, program: Program): void {
  const isReset = (fault: string) => fault.startsWith("ConnectionReset");
  assertEquals(faults.filter((fault) => !isReset(fault)), []);
  assert(faults.length <= mostResets(program));
}

/**
 * How many connects may be reset. On Bun the new process has the same socket.
 * On Deno it has one of its own, and what waits in the old one as that closes is
 * reset, unless the system moves it.
 */
function mostResets(program: Program): number {
  if (program.runtime === "bun") return 0;
  const setting = "/proc/sys/net/ipv4/tcp_migrate_req";
  return Deno.readTextFileSync(setting).trim() === "1" ? 0 : CONNECTORS;
}

/** What came of connects. */
interface Connects {
  welcomed: number;
  readonly faults: string[];
}

/** Connects, waits for the greeting and goes, again and again, until it is told to stop. */
async function connect(
  open: () => Promise<Deno.Conn>,
  connects: Connects,
  stop: AbortSignal,
): Promise<void> {
  const buffer = new Uint8Array(1024);
  while (!stop.aborted) {
    try {
      using connection = await open();
      const length = await connection.read(buffer) ?? 0;
      const text = new TextDecoder().decode(buffer.subarray(0, length));
      if (GREETING.test(text)) connects.welcomed++;
      else connects.faults.push(`not welcomed: ${text}`);
    } catch (error) {
      connects.faults.push(String(error));
    }
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Lets a new process take over. @returns its number */
async function upgrade(server: ServerProcess): Promise<number> {
  server.signal("SIGUSR2");
  const taken = / process (\d+) has taken over/;
  const waiting = async () => {
    while (!taken.test(server.errors)) await pause(10);
  };
  await within(10_000, "a process takes over", waiting());
  return Number(taken.exec(server.errors)?.[1]);
}

forEachProgram(
  "at SIGUSR2 a new process takes over, and no connect is refused meanwhile",
  async (program) => {
    const env = { IRCD__SERVER__DRAIN_TIME: "1" };
    await using server = await ServerProcess.start(program, { env });
    const old = await server.register("old");
    const connects: Connects = { welcomed: 0, faults: [] };
    const stop = new AbortController();
    const { port } = server;
    const open = () => Deno.connect({ hostname: "127.0.0.1", port });
    const connecting = Array.from(
      { length: CONNECTORS },
      () => connect(open, connects, stop.signal),
    );
    await pause(AROUND_MS);
    const before = connects.welcomed;
    const pid = await upgrade(server);
    try {
      const during = connects.welcomed;
      await pause(AROUND_MS);
      stop.abort();
      await Promise.all(connecting);
      assertNoneRefused(connects, program);
      assert(before > 0 && during > before && connects.welcomed > during);

      assertMatch(
        await old.line(),
        / NOTICE \* :\*\*\* The server is upgraded: /,
      );
      const young = await server.register("old");
      assertMatch((await old.remaining()).at(-1) ?? "", /\(Server upgraded\)$/);
      await young.settle();
    } finally {
      Deno.kill(pid, "SIGTERM");
    }
    const { code, output } = await server.ended();
    assertEquals(code, 0);
    assertEquals(output.match(/ listens on /g)?.length, 2);
  },
);

forEachProgram(
  "what has taken over is upgraded in its turn",
  async (program) => {
    const env = { IRCD__SERVER__DRAIN_TIME: "0" };
    await using server = await ServerProcess.start(program, { env });
    const first = await upgrade(server);
    const client = await server.register("ann");
    server.errors = "";
    Deno.kill(first, "SIGUSR2");
    const taken = / process (\d+) has taken over/;
    const waiting = async () => {
      while (!taken.test(server.errors)) await pause(10);
    };
    await within(10_000, "another process takes over", waiting());
    const second = Number(taken.exec(server.errors)?.[1]);
    try {
      assertEquals((await client.remaining()).at(-1), "ERROR :Server upgraded");
      await server.register("ann");
    } finally {
      Deno.kill(second, "SIGTERM");
    }
  },
);

forEachProgram(
  "sockets of node:net are taken over too: on TCP, and a Unix socket with its file",
  async (program) => {
    const folder = await Deno.makeTempDir();
    const path = `${folder}/ircd.sock`;
    const often = { connections: 100_000, "connections-minute": 1_000_000 };
    const listen = [
      { port: 0, tor: true, name: "tor", unregistered: 100_000, ...often },
      { path, name: "local" },
    ];
    await using server = await ServerProcess.start(program, {
      flags: [],
      env: {
        IRCD__LISTEN: JSON.stringify(listen),
        IRCD__SERVER__DRAIN_TIME: "0",
      },
    });
    const { port } = server;
    const connects: Connects = { welcomed: 0, faults: [] };
    const stop = new AbortController();
    const ways = [
      () => Deno.connect({ hostname: "127.0.0.1", port }),
      () => Deno.connect({ transport: "unix", path }),
    ];
    const connecting = ways.map((open) => connect(open, connects, stop.signal));
    await pause(AROUND_MS);
    const pid = await upgrade(server);
    try {
      const during = connects.welcomed;
      await pause(AROUND_MS);
      stop.abort();
      await Promise.all(connecting);
      assertNoneRefused(connects, program);
      assert(connects.welcomed > during);
      for (const open of ways) {
        const last: Connects = { welcomed: 0, faults: [] };
        const once = new AbortController();
        const connecting = connect(open, last, once.signal);
        once.abort();
        await connecting;
        assertEquals(last, { welcomed: 1, faults: [] });
      }
    } finally {
      Deno.kill(pid, "SIGTERM");
    }
    await Deno.remove(folder, { recursive: true });
  },
);
