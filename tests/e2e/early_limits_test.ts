import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { connect } from "node:net";
import { once } from "node:events";
import { pairFor } from "../support/certificates.ts";
import { withFolder } from "../support/folder.ts";
import { forEachProgram } from "../support/for_each.ts";
import type { Program } from "../support/program.ts";
import { ServerProcess } from "../support/server_process.ts";
import { SocketClient } from "../support/socket_client.ts";
import { connectTls } from "../support/tls_client.ts";
import { WebSocketClient } from "../support/websocket_client.ts";
import { within } from "../support/within.ts";

const PAIR = pairFor(["localhost"]);

const LISTENERS = `
[[listen]]
host = "127.0.0.1"
port = 0
tls = true

[[listen]]
kind = "http"
host = "127.0.0.1"
port = 0

[[listen]]
kind = "http"
host = "127.0.0.1"
port = 0
tls = true

[[listen]]
host = "127.0.0.1"
port = 0
proxy = ["127.0.0.1"]

[[tls]]
certificate = "cert.pem"
key = "key.pem"

[metrics]
port = 0
`;

const [TLS, HTTP, HTTPS, PROXIED] = [0, 1, 2, 3];

async function withServer(
  program: Program,
  tables: string,
  test: (ports: readonly number[], metrics: number) => Promise<void>,
): Promise<void> {
  const files = {
    "ircd.toml": LISTENERS + tables,
    "cert.pem": PAIR.certificate,
    "key.pem": PAIR.key,
  };
  await withFolder(files, async (folder) => {
    const flags = ["--config", `${folder}/ircd.toml`];
    const options = { flags, listeners: 5 };
    await using server = await ServerProcess.start(program, options);
    const all = [...server.announcement.matchAll(/:(\d+)(?: |\n)/g)]
      .map(([, port]) => Number(port));
    await test(all.slice(0, -1), all[all.length - 1]);
    assertEquals(server.errors, "");
  });
}

/** One place for all that comes from here. */
const ONE = `
[connections]
exempt = []
address = 1
address-minute = 1000000
`;

const REFUSAL = "Too many connections from your address";

/** Tries until it is let in: a place is given back soon, not at once. */
async function enter(
  port: number,
  header = "",
): Promise<SocketClient> {
  let last: unknown;
  for (const end = Date.now() + 5000; Date.now() < end;) {
    try {
      return await connectTls(port, "localhost", PAIR, header);
    } catch (error) {
      last = error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error("its place was not given back", { cause: last });
}

/** There is one place, neither less nor more. */
async function assertOnePlace(port: number): Promise<void> {
  using only = await enter(port);
  await only.register("ann");
  await assertRejects(() => connectTls(port, "localhost", PAIR));
  await only.settle();
}

/** How one may end that has taken a place on the listener with TLS. */
const ENDINGS: Readonly<Record<string, (port: number) => Promise<void>>> = {
  "goes before the handshake": async (port) => {
    (await SocketClient.connect(port)).close();
  },
  "says something else": async (port) => {
    const client = await SocketClient.connect(port);
    await client.write("NICK ann\r\nUSER ann 0 * :Ann\r\n");
    await client.remaining().catch(() => {});
    client.close();
  },
  "stops in the handshake": async (port) => {
    const client = await SocketClient.connect(port);
    await client.write("\x16\x03\x01\x01\x00\x01");
    await client.endWrite();
    await client.remaining().catch(() => {});
    client.close();
  },
  "is reset in the handshake": async (port) => {
    const socket = connect(port, "127.0.0.1");
    const closed = once(socket, "close");
    socket.write("\x16\x03\x01\x01\x00\x01", () => socket.resetAndDestroy());
    await within(5000, "reset", closed);
  },
  "does not trust the certificate": async (port) => {
    const other = pairFor(["localhost"]);
    await connectTls(port, "localhost", other).catch(() => {});
  },
  "goes behind the handshake": async (port) => {
    (await connectTls(port, "localhost", PAIR)).close();
  },
  "quits": async (port) => {
    using client = await connectTls(port, "localhost", PAIR);
    await client.register("bob");
    await client.send("QUIT");
    await client.remaining();
  },
};

forEachProgram(
  "who comes over TLS takes a place before the handshake, and gives it back however it ends",
  (program) =>
    withServer(program, ONE, async ([port]) => {
      using silent = await SocketClient.connect(port);
      await new Promise((resolve) => setTimeout(resolve, 200));
      await assertRejects(() => connectTls(port, "localhost", PAIR));
      silent.close();
      for (const [name, end] of Object.entries(ENDINGS)) {
        for (let count = 0; count < 2; count++) {
          (await enter(port)).close();
          await end(port).catch(() => {});
        }
        await assertOnePlace(port).catch((cause) => {
          throw new Error(`who ${name}`, { cause });
        });
      }
    }),
);

forEachProgram(
  "a handshake that stalls is cut off, and its place is free",
  (program) =>
    withServer(program, ONE, async ([port]) => {
      const silent = await SocketClient.connect(port);
      assertEquals(
        await within(
          13_000,
          "the end",
          silent.connection.read(new Uint8Array(9)).catch(() => null),
        ),
        null,
      );
      silent.close();
      await assertOnePlace(port);
    }),
);

/** @returns what is answered to a request */
async function ask(port: number): Promise<string> {
  const client = await SocketClient.connect(port);
  await client.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    .catch(() => {});
  const status = await client.line();
  client.close();
  return status;
}

async function askUntil(port: number, status: RegExp): Promise<void> {
  const end = Date.now() + 5000;
  let last = "";
  do last = await ask(port); while (!status.test(last) && Date.now() < end);
  assertMatch(last, status);
}

forEachProgram(
  "who speaks HTTP takes a place, upgraded or not, and is told if there is none",
  (program) =>
    withServer(program, ONE, async (ports, metrics) => {
      const { [HTTP]: port, [HTTPS]: secure, [TLS]: irc } = ports;
      using silent = await SocketClient.connect(port);
      await new Promise((resolve) => setTimeout(resolve, 200));
      const refused = await SocketClient.connect(port);
      assertEquals(await refused.line(), "HTTP/1.1 503 Service Unavailable");
      refused.close();
      await assertRejects(() => connectTls(irc, "localhost", PAIR));
      // Who watches is no client.
      const text = await (await fetch(`http://127.0.0.1:${metrics}/metrics`))
        .text();
      assertMatch(text, /^ircd_refusals_total{limit="connections"} 2$/m);
      silent.close();
      for (let count = 0; count < 3; count++) {
        await askUntil(port, / 200 /);
      }
      await askUntil(port, / 200 /);
      const client = await open(port);
      await client.register("ann");
      assertMatch(await ask(port), / 503 /);
      client.send("QUIT");
      await client.closed();
      const again = await open(port);
      again.webSocket.terminate();
      const overTls = await open(secure, { ca: PAIR.certificate });
      await overTls.register("bob");
      await assertRejects(() => open(port, {}, 300), Error, "503");
      overTls.webSocket.terminate();
      await assertOnePlace(irc);
    }),
);

/** Tries until it is let in. */
async function open(
  port: number,
  options: Parameters<typeof WebSocketClient.connect>[2] = {},
  patienceMs = 5000,
): Promise<WebSocketClient> {
  for (const end = Date.now() + patienceMs;;) {
    try {
      return await WebSocketClient.connect(port, [], options);
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

forEachProgram(
  "behind an HTTP proxy each client is counted at its own address, once, and the proxy at none",
  (program) =>
    withServer(
      program,
      `${ONE}\n[web]\nproxies = ["127.0.0.1"]\n`,
      async ({ [HTTP]: port }) => {
        const from = (address: string) => ({
          headers: { "X-Forwarded-For": address },
        });
        using silent = await SocketClient.connect(port);
        using first = await WebSocketClient.connect(
          port,
          [],
          from("192.0.2.1"),
        );
        await first.register("ann");
        using second = await WebSocketClient.connect(
          port,
          [],
          from("192.0.2.2"),
        );
        await second.register("bob");
        await assertRejects(
          () => WebSocketClient.connect(port, [], from("192.0.2.1")),
          Error,
          "503",
        );
        assertMatch(await ask(port), / 200 /);
        first.send("QUIT");
        await first.closed();
        using again = await open(port, from("192.0.2.1"));
        await again.register("ann");
        await assertRejects(
          () => WebSocketClient.connect(port, [], from("192.0.2.1")),
          Error,
          "503",
        );
        silent.close();
      },
    ),
);

forEachProgram(
  "behind a PROXY header it is the client's address that counts",
  (program) =>
    withServer(program, ONE, async ({ [PROXIED]: port }) => {
      const come = async (address: string) => {
        const client = await SocketClient.connect(port);
        await client.write(`PROXY TCP4 ${address} 198.51.100.1 1 2\r\n`);
        return client;
      };
      using waiting = await SocketClient.connect(port);
      using one = await come("192.0.2.1");
      await one.register("ann");
      using other = await come("192.0.2.2");
      await other.register("bob");
      const refused = await come("192.0.2.1");
      assertEquals(await refused.remaining(), [
        `ERROR :Closing link: [192.0.2.1] (${REFUSAL})`,
      ]);
      waiting.close();
    }),
);
