import { assert, assertEquals } from "@std/assert";
import { forEachServer } from "../support/for_each.ts";
import { sayAndReset } from "../support/reset.ts";
import type { ServerProcess } from "../support/server_process.ts";
import type { SocketClient } from "../support/socket_client.ts";

const GONE = ":gone!~gone@127.0.0.1";

const HELLO = ["NICK gone", "USER gone 0 * :Gone", "JOIN #a,#b"];

forEachServer(
  "a reset connection is a QUIT, relayed once, and frees the nickname",
  async (server) => {
    const mate = await watch(server);
    await sayAndReset(server.port, HELLO, " 366 gone #b ");
    await assertSeenLeaving(server, mate, "Connection reset by peer");
  },
);

forEachServer(
  "so is one that is reset in the middle of its answers",
  async (server) => {
    const mate = await watch(server);
    const questions = Array.from({ length: 5000 }, (_, n) => `PING ${n}`);
    await sayAndReset(server.port, [...HELLO, ...questions], "PONG");
    await assertSeenLeaving(server, mate, "Connection reset by peer");
  },
);

forEachServer(
  "a closed connection is a QUIT, relayed once, and frees the nickname",
  async (server) => {
    const mate = await watch(server);
    const gone = await server.connect();
    await gone.send(...HELLO);
    await gone.settle();
    gone.close();
    await assertSeenLeaving(server, mate, "Connection closed");
  },
);

forEachServer(
  "a half-closed connection is a QUIT, relayed once, and frees the nickname",
  async (server) => {
    const mate = await watch(server);
    const gone = await server.connect();
    await gone.send(...HELLO);
    await gone.endWrite();
    await assertSeenLeaving(server, mate, "Connection closed");
  },
);

forEachServer(
  "a connection that is reset before it is registered leaves nothing",
  async (server) => {
    await sayAndReset(server.port, ["NICK gone"], "NOTICE");
    const next = await server.register("gone");
    await next.send("LUSERS");
    const unknown = await next.until(/ 253 /);
    assertEquals(
      unknown.at(-1),
      ":irc.localhost 253 gone 0 :unknown connection(s)",
    );
  },
);

forEachServer(
  "a client that sends its commands and FIN gets the answers, and the end",
  async (server) => {
    const client = await server.connect();
    await client.send("NICK nc", "USER nc 0 * :netcat", "JOIN #a", "QUIT");
    await client.endWrite();
    const lines = await client.remaining();
    assert(lines.some((line) => line.startsWith(":irc.localhost 001 nc ")));
    assert(lines.some((line) => line === ":nc!~nc@127.0.0.1 JOIN #a"));
    assertEquals(
      lines.at(-1),
      "ERROR :Closing link: nc[127.0.0.1] (Quit)",
    );
  },
);

forEachServer(
  "a client that sends FIN without QUIT gets the answers and ERROR",
  async (server) => {
    const client = await server.connect();
    await client.send("NICK nc", "USER nc 0 * :netcat", "PING last");
    await client.endWrite();
    assertEquals((await client.remaining()).slice(-2), [
      ":irc.localhost PONG irc.localhost :last",
      "ERROR :Closing link: nc[127.0.0.1] (Connection closed)",
    ]);
  },
);

forEachServer(
  "a client that sends FIN and reads late gets every answer",
  async (server) => {
    const client = await server.register("nc");
    const asked = Array.from({ length: 4000 }, (_, n) => `PING ${TEXT}${n}`);
    await client.send(...asked);
    await client.endWrite();
    const other = await server.connect();
    await freeNick(other, "nc");
    const answers = await client.remaining();
    assertEquals(answers.length, asked.length + 1);
    assertEquals(
      answers.at(-2),
      `:irc.localhost PONG irc.localhost :${TEXT}3999`,
    );
  },
);

forEachServer(
  "half a line before FIN is no command",
  async (server) => {
    const [client, mate] = await server.channel("#a", "gone", "mate");
    await client.write("PRIVMSG #a :unfinished");
    await client.endWrite();
    assertEquals(await mate.line(), `${GONE} QUIT :Connection closed`);
  },
);

const TEXT = "x".repeat(400);

function watch(server: ServerProcess): Promise<SocketClient> {
  return server.channel("#a,#b", "mate").then(([mate]) => mate);
}

async function assertSeenLeaving(
  server: ServerProcess,
  mate: SocketClient,
  reason: string,
): Promise<void> {
  const seen = await mate.until(/ QUIT /);
  assertEquals(seen, [
    `${GONE} JOIN #a`,
    `${GONE} JOIN #b`,
    `${GONE} QUIT :${reason}`,
  ]);
  const next = await server.register("gone");
  await next.send("PRIVMSG mate :here again");
  assertEquals(await mate.line(), `${GONE} PRIVMSG mate :here again`);
}

/** Waits until the server has seen the owner of a nickname leave. */
async function freeNick(client: SocketClient, nick: string): Promise<void> {
  await client.send("USER other 0 * :Other");
  do await client.send(`NICK ${nick}`); while (
    (await client.until(/ (433|001) /)).at(-1)?.includes(" 433 ")
  );
}
