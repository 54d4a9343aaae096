import { assert, assertEquals, assertMatch } from "@std/assert";
import { Connects } from "../support/connects.ts";
import { forEachProgram } from "../support/for_each.ts";
import type { Program } from "../support/program.ts";
import { ServerProcess } from "../support/server_process.ts";

/** How many connect at the same time, over and over. */
const CONNECTORS = 4;

/** Milliseconds that connects go on before and after the upgrade. */
const AROUND_MS = 300;

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

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Lets a new process take over. */
async function upgrade(server: ServerProcess): Promise<void> {
  server.signal("SIGUSR2");
  await server.successor();
}

forEachProgram(
  "at SIGUSR2 a new process takes over, and no connect is refused meanwhile",
  async (program) => {
    const env = { IRCD__SERVER__DRAIN_TIME: "1" };
    await using server = await ServerProcess.start(program, { env });
    const old = await server.register("old");
    const connects = new Connects();
    const { port } = server;
    for (let count = 0; count < CONNECTORS; count++) {
      connects.start(() => Deno.connect({ hostname: "127.0.0.1", port }));
    }
    await pause(AROUND_MS);
    const before = connects.welcomed;
    await upgrade(server);
    const during = connects.welcomed;
    await pause(AROUND_MS);
    await connects.stop();
    assertNoneRefused(connects, program);
    assert(before > 0 && during > before && connects.welcomed > during);

    if (program.runtime === "bun") assertEquals(await old.settle(), []);
    else {
      const told = await old.line();
      assertMatch(told, / NOTICE \* :\*\*\* The server is upgraded: /);
      const young = await server.register("old");
      const last = (await old.remaining()).at(-1) ?? "";
      assertMatch(last, /\(Server upgraded\)$/);
      await young.settle();
    }
    const { code, output } = await server.stop();
    assertEquals(code, 0);
    assertEquals(output.match(/ listens on /g)?.length, 2);
  },
);

forEachProgram(
  "what has taken over is upgraded in its turn",
  async (program) => {
    const env = { IRCD__SERVER__DRAIN_TIME: "0" };
    await using server = await ServerProcess.start(program, { env });
    await upgrade(server);
    const client = await server.register("ann");
    await upgrade(server);
    if (program.runtime === "bun") return;
    assertEquals((await client.remaining()).at(-1), "ERROR :Server upgraded");
    await server.register("ann");
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
    const connects = new Connects();
    const ways = [
      () => Deno.connect({ hostname: "127.0.0.1", port }),
      () => Deno.connect({ transport: "unix", path }),
    ];
    for (const open of ways) connects.start(open);
    await pause(AROUND_MS);
    await upgrade(server);
    const during = connects.welcomed;
    await pause(AROUND_MS);
    await connects.stop();
    assertNoneRefused(connects, program);
    assert(connects.welcomed > during);
    for (const open of ways) {
      const last = new Connects();
      last.start(open);
      await last.stop();
      assertEquals([last.welcomed, last.faults], [1, []]);
    }
    await Deno.remove(folder, { recursive: true });
  },
);
