import { assert, assertEquals } from "@std/assert";
import { forEachProgram } from "../support/for_each.ts";
import type { Program } from "../support/program.ts";
import { complaintsIn, ServerProcess } from "../support/server_process.ts";
import type { SocketClient } from "../support/socket_client.ts";

const FAREWELL = "ERROR :Server shutting down";
const FLOOD = `PRIVMSG #a :${"x".repeat(400)}\r\n`.repeat(500);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  forEachProgram(
    `at ${signal} every client gets ERROR, and the port is free at once`,
    async (program) => {
      await using server = await ServerProcess.start(program);
      const registered = await server.channel("#a", "alice", "bob");
      const silent = await server.connect();
      await silent.line();
      server.signal(signal);
      for (const client of [...registered, silent]) {
        assertEquals(await client.remaining(), [FAREWELL]);
        client.close();
      }
      await assertEndsWell(server);
      await assertListensAgain(program, server.port);
    },
  );
}

forEachProgram(
  "SIGTERM ends the server within 2 seconds, whatever its clients do",
  async (program) => {
    await using server = await ServerProcess.start(program);
    const [, mate] = await server.channel("#a", "deaf", "mate");
    await sendUntilCutOff(mate);
    await mate.settle();
    const asked = Date.now();
    server.signal("SIGTERM");
    server.signal("SIGTERM");
    assertEquals(await mate.remaining(), [FAREWELL]);
    await assertEndsWell(server);
    const took = Date.now() - asked;
    assert(took < 2000, `it took ${took} ms`);
    await assertListensAgain(program, server.port);
  },
);

forEachProgram(
  "SIGTERM ends a server that is out of file descriptors",
  async (program) => {
    await using server = await ServerProcess.start(program, {
      fileDescriptors: 64,
    });
    for (let count = 0; count < 70; count++) await server.connect();
    const { code } = await server.stop();
    assertEquals(code, 0);
  },
);

async function assertEndsWell(server: ServerProcess): Promise<void> {
  const { code, errors } = await server.ended();
  const complaints = complaintsIn(errors);
  assertEquals({ code, complaints }, { code: 0, complaints: "" });
}

async function assertListensAgain(
  program: Program,
  port: number,
): Promise<void> {
  const flags = ["--port", String(port)];
  await using server = await ServerProcess.start(program, { flags });
  assertEquals(server.port, port);
  await server.register("alice");
}

/** Afterwards the server still holds output that a client does not take. */
async function sendUntilCutOff(mate: SocketClient): Promise<void> {
  const seen = mate.line();
  let cutOff = false;
  seen.then(() => cutOff = true);
  while (!cutOff) await mate.write(FLOOD);
  assertEquals(await seen, ":deaf!~deaf@127.0.0.1 QUIT :SendQ exceeded");
}
