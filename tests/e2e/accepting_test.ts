import { assert, assertEquals, assertMatch } from "@std/assert";
import { forEachProgram, forEachServer } from "../support/for_each.ts";
import {
  isStopped,
  openFileDescriptors,
  processorSeconds,
} from "../support/process_status.ts";
import { sayAndResetAtOnce } from "../support/reset.ts";
import { ServerProcess } from "../support/server_process.ts";
import type { SocketClient } from "../support/socket_client.ts";
import { until } from "../support/within.ts";

forEachServer(
  "a thousand clients that connect at once are all welcomed",
  async (server) => {
    const clients = await connectMany(server, 1000);
    await introduceAll(clients, "n");
    await welcomeAll(clients);
    await clients[0].send("LUSERS");
    await clients[0].until(/ 255 n0 :I have 1000 clients/);
  },
);

const GHOST = ["NICK ghost", "USER ghost 0 * :Ghost", "PRIVMSG mate :boo"];

forEachServer(
  "clients that are reset before they are accepted are not heard, and hold nobody up",
  async (server) => {
    const mate = await server.register("mate");
    server.signal("SIGSTOP");
    await until(5000, "it stands still", () => isStopped(server.pid));
    for (let count = 0; count < 30; count++) {
      await sayAndResetAtOnce(server.port, GHOST);
    }
    server.signal("SIGCONT");
    const started = Date.now();
    const client = await server.register("alice");
    await client.send("LUSERS");
    await client.until(/ 253 alice 0 :unknown connection/);
    assertEquals(await mate.settle(), []);
    await server.stop();
    const took = Date.now() - started;
    assert(took < 1000, `to serve one more and to stop took ${took} ms`);
  },
);

forEachProgram(
  "without file descriptors connects wait, at no cost, until some are freed",
  async (program) => {
    await using server = await ServerProcess.start(program, {
      fileDescriptors: 64,
    });
    const served = await server.register("served");
    const before = openFileDescriptors(server.pid);
    const first = await connectInTurn(server, 60);
    await introduceAll(first, "first");
    await until(5000, "it complains", () => server.errors !== "");
    await assertIdle(server);
    await served.settle();
    await welcomeInTurn(first);

    const second = await connectInTurn(server, 60);
    await introduceAll(second, "second");
    await welcomeInTurn(second);
    await until(
      5000,
      "all file descriptors are back",
      () => openFileDescriptors(server.pid) <= before + 1,
    );
    const { code, errors } = await server.stop();
    assertEquals(code, 0);
    assertMatch(
      errors,
      /^\S+ warning listen: out of file descriptors; new connections wait \(raise `ulimit -n`\)\n$/,
    );
  },
);

function connectMany(
  server: ServerProcess,
  count: number,
): Promise<SocketClient[]> {
  const connecting = Array.from({ length: count }, () => server.connect());
  return Promise.all(connecting);
}

/** The first to connect is the first to be accepted. */
async function connectInTurn(
  server: ServerProcess,
  count: number,
): Promise<SocketClient[]> {
  const clients: SocketClient[] = [];
  while (clients.length < count) clients.push(await server.connect());
  return clients;
}

async function introduceAll(
  clients: readonly SocketClient[],
  name: string,
): Promise<void> {
  await Promise.all(
    clients.map((client, index) =>
      client.send(`NICK ${name}${index}`, `USER ${name} 0 * :${name}`)
    ),
  );
}

async function welcomeAll(clients: readonly SocketClient[]): Promise<void> {
  await Promise.all(clients.map((client) => client.until(/ 001 /)));
}

/** Half of them fit; the others get their turn when these have left. */
async function welcomeInTurn(clients: SocketClient[]): Promise<void> {
  const half = clients.length / 2;
  for (const part of [clients.slice(0, half), clients.slice(half)]) {
    await welcomeAll(part);
    for (const client of part) client.close();
  }
}

async function assertIdle(server: ServerProcess): Promise<void> {
  const before = processorSeconds(server.pid);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const used = processorSeconds(server.pid) - before;
  assert(used < 0.3, `${used} seconds of processor time in one second`);
}
